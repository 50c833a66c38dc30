import { describe, expect, it } from 'vitest';
import type { Inspection } from './inspection';
import type { Quad } from './page';
import type { Pictures } from './picture_state';
import { obstacles, pageAtFault, submissionOf } from './submission';
import { emptyWork, nextWork, type Work, type WorkEvent } from './work';

const quad: Quad = [
    [1, 1],
    [9, 1],
    [9, 9],
    [1, 9],
];
const sent = (inspection: Partial<Inspection> = {}) =>
    ({
        state: 'sent',
        inspection: { width: 10, height: 10, quad, rotation: 0, verdict: 'ok', reason: '', region: null, ...inspection },
    }) as const;
const run = (work: Work, ...events: WorkEvent[]) => events.reduce(nextWork, work);
const add = (document = 0): WorkEvent => ({ type: 'add', place: { document, at: 99 } });
const work = run(emptyWork('auto'), add(), add(), { type: 'add_document' }, add(1), { type: 'add_document' });
const pictures: Pictures = { p1: sent(), p2: sent({ quad: null }), p3: sent() };

describe('the submission', () => {
    it('has every document with pages, and the crop that was seen', () => {
        const changed = run(work, { type: 'change', key: 'p3', to: { crop: 'whole', mode: 'bw', rotation: 180 } });
        expect(submissionOf(changed, pictures)).toEqual({
            documents: [
                {
                    pages: [
                        { key: 'p1', quad, mode: 'auto', rotation: 0 },
                        { key: 'p2', quad: null, mode: 'auto', rotation: 0 },
                    ],
                },
                { pages: [{ key: 'p3', quad: null, mode: 'bw', rotation: 180 }] },
            ],
        });
    });

    it('turns pages as the server found them, or as the person did before it had looked', () => {
        const turned = run(work, { type: 'change', key: 'p2', to: { rotation: 90 } }, { type: 'change', key: 'p3', to: { rotation: 0 } });
        const found = { p1: sent({ rotation: 270 }), p2: sent({ rotation: 180 }), p3: sent({ rotation: 180 }) };
        expect(submissionOf(turned, found).documents.flatMap(({ pages }) => pages.map(({ rotation }) => rotation))).toEqual([270, 90, 0]);
    });

    it('waits for pages that cannot be used', () => {
        const refused = run(work, { type: 'refused', key: 'p2', refusal: 'unsupported' });
        expect(obstacles(refused, pictures, { quality: 'warn' }).map(({ page, kind }) => [page.key, kind])).toEqual([
            ['p2', 'unsupported'],
        ]);
    });

    it('waits for bad pages only where that is asked for', () => {
        const bad = { ...pictures, p1: sent({ verdict: 'bad' }), p3: sent({ verdict: 'warn' }) };
        expect(obstacles(work, bad, { quality: 'warn' })).toEqual([]);
        expect(obstacles(work, bad, { quality: 'block' }).map(({ page, kind }) => [page.key, kind])).toEqual([['p1', 'quality']]);
    });

    it('knows the page that the server names', () => {
        expect(pageAtFault(work, { errors: [{ pointer: '/data/documents/1/pages/0/quad' }] })?.key).toBe('p3');
        expect(pageAtFault(work, { errors: [{ pointer: '/data' }] })).toBeNull();
        expect(pageAtFault(work, { errors: [{ pointer: '/data/documents/7/pages/0' }] })).toBeNull();
        expect(pageAtFault(work, {})).toBeNull();
    });
});
