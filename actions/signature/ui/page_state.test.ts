import { failure, type FailureKind, type Picture, type Retry } from '@baton/kit';
import { describe, expect, it } from 'vitest';
import { canSend, nextState, sizeOf, type SignatureEvent, type SignatureState } from './page_state';
import { emptyDrawing, strokesOf, withStroke } from './strokes/drawing';

const picture: Picture = { file: new Blob(), uploaded: false, url: 'blob:1', name: 'a.jpg', size: 1000 };
const retry: Retry = { cause: 'network', delay: 1000, attempt: 1, retryNow: () => undefined };
const stroke = [{ x: 0, y: 0, t: 0, p: 0.5 }];
const drawing = withStroke(emptyDrawing, stroke, { width: 300, height: 200 }, 0);
const start: SignatureState = { screen: 'sign', method: 'draw', drawing: emptyDrawing, text: '', face: '', upload: null, sent: 0 };
const picked: SignatureEvent = { type: 'picked', picture, limit: 5000 };
const run = (...events: SignatureEvent[]) => events.reduce<SignatureState>(nextState, start);
const failed = (kind: FailureKind, code = ''): SignatureEvent => ({ type: 'failed', failure: failure(kind, { code }) });

describe('the signature page', () => {
    it('goes from a drawing to the end', () => {
        const sending = run({ type: 'drawn', drawing }, { type: 'send' });
        expect(sending).toMatchObject({ screen: 'sending', drawing, sent: 0 });
        expect(sizeOf(sending)).toBe(0);
        expect(run({ type: 'drawn', drawing }, { type: 'send' }, { type: 'uploaded' }, { type: 'submitted' }).screen).toBe('over');
    });

    it('goes from a picture to the end', () => {
        const sending = run(picked, { type: 'send' }, { type: 'progress', sent: 400 });
        expect(sending).toMatchObject({ screen: 'sending', method: 'upload', sent: 400 });
        expect(nextState(sending, { type: 'uploaded' })).toMatchObject({ sent: 1000, upload: { picture: { uploaded: true } } });
    });

    it('keeps what was made while another method is tried', () => {
        const state = run(
            { type: 'drawn', drawing },
            { type: 'method', method: 'type' },
            { type: 'typed', text: 'Anna' },
            { type: 'face', face: 'caveat' },
            picked,
        );
        expect(state).toMatchObject({ method: 'upload', drawing, text: 'Anna', face: 'caveat', upload: { picture, visible: true } });
    });

    it('undoes, redoes and clears', () => {
        const drawn = run({ type: 'drawn', drawing });
        expect(strokesOf(nextState(drawn, { type: 'undo' }).drawing)).toEqual([]);
        expect(strokesOf(run({ type: 'drawn', drawing }, { type: 'undo' }, { type: 'redo' }).drawing)).toEqual([stroke]);
        expect(strokesOf(run({ type: 'drawn', drawing }, { type: 'clear' }, { type: 'undo' }).drawing)).toEqual([stroke]);
    });

    it('forgets a problem once the person does something about it', () => {
        const refused = run({ type: 'refused', problem: 'too_little' });
        expect(refused.problem).toBe('too_little');
        for (const event of [
            { type: 'drawn', drawing },
            { type: 'undo' },
            { type: 'typed', text: 'a' },
            { type: 'method', method: 'type' },
            picked,
            { type: 'send' },
        ] as const) {
            expect(nextState(refused, event)).not.toHaveProperty('problem');
        }
        expect(nextState(refused, { type: 'method', method: 'draw' })).toBe(refused);
    });

    it.each<[FailureKind, string, string]>([
        ['processing', '', 'processing'],
        ['network', '', 'network'],
        ['busy', '', 'busy'],
        ['conflict', '', 'error'],
        ['rejected', 'forbidden', 'error'],
        ['rejected', 'invalid_field', 'too_little'],
        ['error', '', 'error'],
    ])('after %s %s the drawing is still there, with the problem %s', (kind, code, problem) => {
        expect(run({ type: 'drawn', drawing }, { type: 'send' }, failed(kind, code))).toMatchObject({ screen: 'sign', drawing, problem });
    });

    it('tells what the server refused by the method', () => {
        expect(run({ type: 'method', method: 'type' }, { type: 'send' }, failed('rejected', 'invalid_field')).problem).toBe('letters');
        expect(run(picked, { type: 'send' }, failed('rejected', 'invalid_field')).problem).toBe('no_ink');
    });

    it('does not send a picture again that was refused, but anything else', () => {
        for (const event of [failed('unsupported'), failed('too_large', 'picture_too_large'), failed('rejected', 'invalid_field')]) {
            const state = run(picked, { type: 'send' }, event);
            expect(canSend(state)).toBe(false);
            expect(nextState(state, { type: 'send' })).toBe(state);
            expect(canSend(nextState(state, { type: 'method', method: 'draw' }))).toBe(true);
        }
        expect(canSend(run(picked, { type: 'send' }, failed('network')))).toBe(true);
        expect(run({ ...picked, limit: 999 })).toMatchObject({ problem: 'too_large' });
        expect(canSend(run({ type: 'method', method: 'upload' }))).toBe(false);
    });

    it('ends where the shell has taken over, and goes back when the person cancels', () => {
        for (const kind of ['completed', 'expired', 'unknown', 'elsewhere'] as const)
            expect(run({ type: 'send' }, failed(kind)).screen).toBe('over');
        const back = run({ type: 'drawn', drawing }, { type: 'send' }, { type: 'waiting', retry }, failed('aborted'));
        expect(back).toMatchObject({ screen: 'sign', drawing });
        expect(back).not.toHaveProperty('waiting');
        expect(back).not.toHaveProperty('problem');
    });

    it('shows that it waits until bytes flow again', () => {
        const waiting = run(picked, { type: 'send' }, { type: 'waiting', retry });
        expect(waiting).toMatchObject({ waiting: retry });
        expect(nextState(waiting, { type: 'progress', sent: 1 })).not.toHaveProperty('waiting');
    });

    it('goes through the camera and back', () => {
        const camera = run({ type: 'method', method: 'upload' }, { type: 'open_camera' });
        expect(camera.screen).toBe('camera');
        expect(nextState(camera, { type: 'close_camera' })).toMatchObject({ screen: 'sign', method: 'upload' });
        expect(nextState(camera, picked)).toMatchObject({ screen: 'sign', upload: { picture } });
        expect(nextState(camera, { type: 'send' })).toBe(camera);
    });

    it('draws nothing while it sends, and shows a card for what the browser cannot draw', () => {
        const sending = run(picked, { type: 'send' });
        expect(nextState(sending, { type: 'drawn', drawing })).toBe(sending);
        expect(nextState(sending, { type: 'not_drawn' })).toMatchObject({ upload: { visible: false } });
        expect(nextState(start, { type: 'not_drawn' })).toBe(start);
    });
});
