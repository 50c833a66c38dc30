import { failure, type FailureKind, type Picture, type Retry } from '@baton/kit';
import { describe, expect, it } from 'vitest';
import { nextState, type PhotoEvent, type PhotoState } from './screen_state';

const picture: Picture = { file: new Blob(), uploaded: false, url: 'blob:1', name: 'a.jpg', size: 1000 };
const retry: Retry = { cause: 'network', delay: 1000, attempt: 1, retryNow: () => undefined };
const picked: PhotoEvent = { type: 'picked', picture, limit: 5000 };

const run = (...events: PhotoEvent[]) => events.reduce<PhotoState>(nextState, { screen: 'choose' });

describe('the photo page', () => {
    it('goes from a picture to the end', () => {
        expect(run(picked)).toEqual({ screen: 'preview', picture, visible: true });
        expect(run(picked, { type: 'send' })).toMatchObject({ screen: 'sending', sent: 0 });
        expect(run(picked, { type: 'send' }, { type: 'progress', sent: 400 })).toMatchObject({ sent: 400 });
        expect(run(picked, { type: 'send' }, { type: 'uploaded' })).toMatchObject({ sent: 1000, picture: { uploaded: true } });
        expect(run(picked, { type: 'send' }, { type: 'submitted' })).toEqual({ screen: 'over' });
    });

    it('refuses a picture over the limit before it is sent', () => {
        const state = run({ ...picked, limit: 999 });
        expect(state).toMatchObject({ screen: 'preview', problem: 'too_large' });
        expect(nextState(state, { type: 'send' })).toBe(state);
        expect(nextState(state, picked)).not.toHaveProperty('problem');
    });

    it('shows a card for a picture that the browser cannot draw, and still sends it', () => {
        expect(run(picked, { type: 'not_drawn' })).toMatchObject({ screen: 'preview', visible: false });
        expect(run(picked, { type: 'not_drawn' }, { type: 'send' })).toMatchObject({ screen: 'sending', visible: false });
    });

    it('shows that it waits until bytes flow again', () => {
        const waiting = run(picked, { type: 'send' }, { type: 'waiting', retry });
        expect(waiting).toMatchObject({ waiting: retry });
        expect(nextState(waiting, { type: 'progress', sent: 1 })).not.toHaveProperty('waiting');
    });

    it.each<[FailureKind, Partial<PhotoState> & { problem?: string }]>([
        ['unsupported', { screen: 'preview', problem: 'unsupported' }],
        ['too_large', { screen: 'preview', problem: 'too_large' }],
        ['processing', { screen: 'preview', problem: 'processing' }],
        ['network', { screen: 'preview', problem: 'network' }],
        ['busy', { screen: 'preview', problem: 'busy' }],
        ['conflict', { screen: 'preview', problem: 'error' }],
        ['rejected', { screen: 'preview', problem: 'error' }],
        ['error', { screen: 'preview', problem: 'error' }],
        ['completed', { screen: 'over' }],
        ['expired', { screen: 'over' }],
        ['unknown', { screen: 'over' }],
        ['elsewhere', { screen: 'over' }],
    ])('after %s', (kind, expected) => {
        const state = run(picked, { type: 'send' }, { type: 'failed', failure: failure(kind) });
        expect(state).toMatchObject(expected);
        if (state.screen === 'preview') expect(state.picture).toEqual(picture);
    });

    it('does not send again what was refused', () => {
        const state = run(picked, { type: 'send' }, { type: 'failed', failure: failure('too_large', { code: 'picture_too_large' }) });
        expect(state).toMatchObject({ screen: 'preview', problem: 'pixels' });
        expect(nextState(state, { type: 'send' })).toBe(state);
    });

    it('goes through the camera and back', () => {
        expect(run({ type: 'open_camera' })).toEqual({ screen: 'camera' });
        expect(run({ type: 'open_camera' }, { type: 'close_camera' })).toEqual({ screen: 'choose' });
        expect(run({ type: 'open_camera' }, picked)).toEqual({ screen: 'preview', picture, visible: true });
        expect(run(picked, { type: 'open_camera' }, { type: 'close_camera' })).toEqual({ screen: 'preview', picture, visible: true });
        expect(run(picked, { type: 'send' }, { type: 'open_camera' })).toMatchObject({ screen: 'sending' });
    });

    it('keeps the picture after a cancelled try, and does not send it twice', () => {
        expect(run(picked, { type: 'send' }, { type: 'failed', failure: failure('aborted') })).toEqual({
            screen: 'preview',
            picture,
            visible: true,
        });
        const again = run(
            picked,
            { type: 'send' },
            { type: 'uploaded' },
            { type: 'failed', failure: failure('network') },
            { type: 'send' },
        );
        expect(again).toMatchObject({ screen: 'sending', sent: 1000, picture: { uploaded: true } });
    });

    it('ignores what belongs to another screen', () => {
        const choose: PhotoState = { screen: 'choose' };
        for (const type of ['send', 'uploaded', 'not_drawn'] as const) expect(nextState(choose, { type })).toBe(choose);
        const sending = run(picked, { type: 'send' });
        expect(nextState(sending, picked)).toBe(sending);
    });
});
