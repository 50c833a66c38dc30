import { expect, it } from 'vitest';
import { nextState, type ScanState } from './scan_state';
import { emptyWork, pagesOf } from './work';

const start: ScanState = { work: emptyWork('auto'), pictures: {}, view: { screen: 'pages' }, problem: { kind: 'nothing' } };

it('forgets what was wrong once the pages have changed', () => {
    const added = nextState(start, { type: 'add', place: { document: 0, at: 0 } });
    expect(pagesOf(added.work)).toHaveLength(1);
    expect(added.problem).toBeNull();
    const problem = nextState(added, { type: 'problem', problem: { kind: 'network' } });
    expect(nextState(problem, { type: 'refused', key: 'p1', refusal: 'pixels' }).problem).toEqual({ kind: 'network' });
});

it('stays the same object if nothing happens', () => {
    expect(nextState(start, { type: 'undo' })).toBe(start);
});

it('keeps the way of each picture', () => {
    const sending = nextState(start, { type: 'picture', key: 'p1', picture: { state: 'sending', fraction: 0.5 } });
    expect(nextState(sending, { type: 'picture', key: 'p2', picture: { state: 'failed' } }).pictures).toEqual({
        p1: { state: 'sending', fraction: 0.5 },
        p2: { state: 'failed' },
    });
});
