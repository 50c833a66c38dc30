import { expect, it } from 'vitest';
import type { Inspection } from '../model/inspection';
import type { PictureState } from '../model/picture_state';
import type { Page } from '../model/page';
import { emptyWork } from '../model/work';
import { pageStatus } from './page_status';
import { qualityOf } from './quality';

const page: Page = { key: 'p1', crop: 'detected', mode: 'auto', rotation: 0 };
const inspection: Inspection = { width: 1, height: 1, quad: null, rotation: 0, verdict: 'ok', reason: '', region: null };
const status = (picture: PictureState | undefined, quality: 'off' | 'warn' | 'block' = 'warn', more: Partial<Page> = {}) =>
    pageStatus(
        {
            state: { work: emptyWork('auto'), pictures: picture ? { p1: picture } : {}, view: { screen: 'pages' }, problem: null },
            options: { several: false, mode: 'auto', quality, mostPages: 50 },
        },
        { ...page, ...more },
    );
const sent = (more: Partial<Inspection> = {}): PictureState => ({ state: 'sent', inspection: { ...inspection, ...more } });

it.each([
    [undefined, 'busy', 'status.sending'],
    [{ state: 'sending', fraction: 0.4 }, 'busy', 'status.sending'],
    [{ state: 'waiting', cause: 'network' }, 'busy', 'status.waiting'],
    [{ state: 'failed' }, 'error', 'status.failed'],
    [sent(), 'plain', null],
    [sent({ verdict: 'unknown', reason: 'blur' }), 'plain', null],
    [sent({ verdict: 'bad', reason: 'blur' }), 'warning', 'quality.blur'],
] as [PictureState | undefined, string, string | null][])('%j is %s, %s', (picture, tone, key) => {
    expect(status(picture)).toMatchObject({ tone, key });
});

it('says first what the server has refused', () => {
    expect(status(sent(), 'warn', { refused: 'unsupported' })).toMatchObject({ tone: 'error', key: 'status.unsupported' });
});

it('takes the quality as seriously as the session asks for', () => {
    const bad: Inspection = { ...inspection, verdict: 'bad', reason: 'resolution' };
    expect(qualityOf(bad, { quality: 'off' })).toBeNull();
    expect(qualityOf(bad, { quality: 'warn' })).toEqual({ fault: 'far', blocks: false });
    expect(qualityOf(bad, { quality: 'block' })).toEqual({ fault: 'far', blocks: true });
    expect(qualityOf({ ...bad, verdict: 'warn', reason: 'something new' }, { quality: 'block' })).toEqual({ fault: 'poor', blocks: false });
});
