import { expect, it } from 'vitest';
import { reconciled, unsent } from './reconcile';
import { emptyWork, nextWork, pagesOf, type Work } from './work';

const add = (work: Work) => nextWork(work, { type: 'add', place: { document: 0, at: 99 } });
const three = [1, 2, 3].reduce(add, emptyWork('gray'));
const files = (...keys: string[]) => keys.map((key) => ({ key }));
const keys = (work: Work) =>
    pagesOf(work)
        .map(({ key }) => key)
        .join(' ');

it('keeps what was saved', () => {
    const { work, stale } = reconciled(three, files('p1', 'p3'));
    expect(work).toEqual(three);
    expect(stale).toEqual([]);
    expect(unsent(work, files('p1', 'p3'))).toEqual(['p2']);
});

it('takes up a picture that arrived before its page was saved', () => {
    const { work } = reconciled(three, files('p1', 'p2', 'p3', 'p10', 'p4'));
    expect(keys(work)).toBe('p1 p2 p3 p4 p10');
    expect(work.next).toBe(11);
    expect(pagesOf(work).at(-1)).toMatchObject({ mode: 'gray', crop: 'detected', rotation: 'detected' });
});

it('lets go of the picture of a page that was deleted, but not while it can come back', () => {
    const deleted = nextWork(three, { type: 'delete', key: 'p2' });
    expect(reconciled(deleted, files('p1', 'p2', 'p3')).stale).toEqual([]);
    const gone = nextWork(deleted, { type: 'forget' });
    const { work, stale } = reconciled(gone, files('p1', 'p2', 'p3'));
    expect(stale).toEqual(['p2']);
    expect(keys(work)).toBe('p1 p3');
});

it('finds everything without a draft', () => {
    const { work } = reconciled(emptyWork('auto'), files('p2', 'p1', 'other', '.p1'));
    expect(keys(work)).toBe('p1 p2');
    expect(work.next).toBe(3);
});

it('does not send again what was refused', () => {
    const refused = nextWork(three, { type: 'refused', key: 'p1', refusal: 'unsupported' });
    expect(unsent(refused, [])).toEqual(['p2', 'p3']);
});

it('drops documents that were left empty, but for the last', () => {
    expect(reconciled({ ...three, documents: [[], three.documents[0] ?? [], []] }, []).work.documents.map((pages) => pages.length)).toEqual(
        [3, 0],
    );
});
