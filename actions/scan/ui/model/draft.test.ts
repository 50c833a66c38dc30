import { expect, it } from 'vitest';
import { encodeDraft, isDraft } from './draft';
import { emptyWork, nextWork, type Work } from './work';

const work = nextWork(nextWork(emptyWork('auto'), { type: 'add', place: { document: 0, at: 0 } }), {
    type: 'change',
    key: 'p1',
    to: {
        crop: [
            [0, 0],
            [9.5, 0],
            [9, 9],
            [0, 9],
        ],
        rotation: 270,
    },
});
const saved = (changed: object = {}): unknown => ({ ...JSON.parse(encodeDraft(work, 5)), ...changed });

it('comes back as it was', () => {
    const draft = saved();
    expect(isDraft(draft)).toBe(true);
    expect((draft as { work: Work }).work).toEqual(work);
    expect(isDraft(saved({ work: nextWork(work, { type: 'delete', key: 'p1' }) }))).toBe(true);
});

it('keeps a turn that the server is to find', () => {
    const untouched = nextWork(emptyWork('auto'), { type: 'add', place: { document: 0, at: 0 } });
    const draft = saved({ work: untouched });
    expect(isDraft(draft) && draft.work.documents[0]?.[0]?.rotation).toBe('detected');
});

it.each([
    null,
    7,
    {},
    saved({ version: 2 }),
    saved({ saved: 'x' }),
    saved({ work: { ...work, documents: [] } }),
    saved({ work: { ...work, documents: [[{ ...work.documents[0]?.[0], key: '../p1' }]] } }),
    saved({ work: { ...work, documents: [[{ ...work.documents[0]?.[0], rotation: 45 }]] } }),
    saved({ work: { ...work, documents: [[{ ...work.documents[0]?.[0], crop: [[0, 0]] }]] } }),
    saved({ work: { ...work, mode: 'sepia' } }),
    saved({ work: { ...work, removed: { page: null } } }),
])('refuses %j', (draft) => {
    expect(isDraft(draft)).toBe(false);
});
