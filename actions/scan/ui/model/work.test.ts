import { describe, expect, it } from 'vitest';
import { emptyWork, endOf, keysOf, nextKey, nextWork, pageOf, pagesOf, placeOf, type Work, type WorkEvent } from './work';

const run = (work: Work, ...events: WorkEvent[]) => events.reduce(nextWork, work);
const keys = (work: Work) => work.documents.map((pages) => pages.map(({ key }) => key).join(' '));
const add = (document = 0, at = 99): WorkEvent => ({ type: 'add', place: { document, at } });
const three = run(emptyWork('auto'), add(), add(), add());
/** p1 p2 | p3 */
const two = run(emptyWork('auto'), add(), add(), { type: 'add_document' }, add(1));

describe('the work', () => {
    it('takes pages at the end and in between', () => {
        expect(keys(three)).toEqual(['p1 p2 p3']);
        expect(keys(run(three, add(0, 1)))).toEqual(['p1 p4 p2 p3']);
        expect(endOf(three)).toEqual({ document: 0, at: 3 });
        expect(pageOf(three, 'p2')).toEqual({ key: 'p2', crop: 'detected', mode: 'auto', rotation: 'detected' });
    });

    it('gives a retaken page a key of its own, and keeps its place and filter', () => {
        const bw = run(three, { type: 'change', key: 'p2', to: { mode: 'bw', rotation: 90, crop: 'whole' } });
        const retaken = run(bw, { type: 'retake', key: 'p2' });
        expect(keys(retaken)).toEqual(['p1 p4 p3']);
        expect(pageOf(retaken, 'p4')).toEqual({ key: 'p4', crop: 'detected', mode: 'bw', rotation: 'detected' });
    });

    it('never uses a key twice', () => {
        const again = run(three, { type: 'delete', key: 'p3' }, add());
        expect(keys(again)).toEqual(['p1 p2 p4']);
        expect(nextKey(again)).toBe('p5');
    });

    it('brings a deleted page back to its place', () => {
        const deleted = run(three, { type: 'delete', key: 'p2' });
        expect(keys(deleted)).toEqual(['p1 p3']);
        expect(keysOf(deleted)).toContain('p2');
        const changed = run(deleted, { type: 'change', key: 'p1', to: { rotation: 90 } }, { type: 'undo' });
        expect(keys(changed)).toEqual(['p1 p2 p3']);
        expect(pageOf(changed, 'p1')?.rotation).toBe(90);
        expect(changed.removed).toBeNull();
    });

    it('gives a deleted page up when another picture comes, or is told so', () => {
        const deleted = run(three, { type: 'delete', key: 'p2' });
        expect(keysOf(run(deleted, add()))).toEqual(['p1', 'p3', 'p4']);
        expect(keysOf(run(deleted, { type: 'forget' }))).toEqual(['p1', 'p3']);
        expect(keysOf(run(deleted, { type: 'delete', key: 'p1' }))).toEqual(['p3', 'p1']);
    });

    it('moves pages', () => {
        expect(keys(run(three, { type: 'move', key: 'p1', place: { document: 0, at: 2 } }))).toEqual(['p2 p3 p1']);
        expect(keys(run(three, { type: 'move', key: 'p3', place: { document: 0, at: 0 } }))).toEqual(['p3 p1 p2']);
        expect(keys(run(two, { type: 'move', key: 'p1', place: { document: 1, at: 0 } }))).toEqual(['p2', 'p1 p3']);
        expect(run(three, { type: 'move', key: 'p1', place: { document: 5, at: 0 } })).toBe(three);
    });

    it('drops a document with its last page, and brings both back', () => {
        expect(keys(run(two, { type: 'move', key: 'p3', place: { document: 0, at: 0 } }))).toEqual(['p3 p1 p2']);
        const deleted = run(two, { type: 'delete', key: 'p3' });
        expect(keys(deleted)).toEqual(['p1 p2']);
        expect(keys(run(deleted, { type: 'undo' }))).toEqual(['p1 p2', 'p3']);
        const first = run(two, { type: 'delete', key: 'p1' }, { type: 'forget' }, { type: 'delete', key: 'p2' });
        expect(keys(first)).toEqual(['p3']);
        expect(keys(run(first, { type: 'undo' }))).toEqual(['p2', 'p3']);
    });

    it('keeps the only document when its only page goes', () => {
        const one = run(emptyWork('auto'), add());
        const none = run(one, { type: 'delete', key: 'p1' });
        expect(keys(none)).toEqual(['']);
        expect(keys(run(none, { type: 'undo' }))).toEqual(['p1']);
    });

    it('has at most one document that waits for pages', () => {
        const waiting = run(three, { type: 'add_document' });
        expect(keys(waiting)).toEqual(['p1 p2 p3', '']);
        expect(run(waiting, { type: 'add_document' })).toBe(waiting);
        expect(keys(run(waiting, { type: 'move', key: 'p2', place: { document: 0, at: 0 } }))).toEqual(['p2 p1 p3', '']);
    });

    it('applies a filter to all pages, and to those to come', () => {
        const gray = run(three, { type: 'mode_of_all', mode: 'gray' }, add());
        expect(pagesOf(gray).map(({ mode }) => mode)).toEqual(['gray', 'gray', 'gray', 'gray']);
    });

    it('leaves pages alone that it does not have', () => {
        for (const type of ['delete', 'retake'] as const) expect(run(three, { type, key: 'p9' })).toBe(three);
        expect(run(three, { type: 'change', key: 'p9', to: { rotation: 90 } })).toBe(three);
        expect(run(three, { type: 'undo' })).toBe(three);
        expect(placeOf(three, 'p9')).toBeNull();
    });

    it('does not change what it was given', () => {
        const before = JSON.stringify(two);
        run(two, add(), { type: 'delete', key: 'p1' }, { type: 'undo' }, { type: 'mode_of_all', mode: 'bw' });
        expect(JSON.stringify(two)).toBe(before);
    });
});
