import { describe, expect, it } from 'vitest';
import { failure } from '../kit/failure';
import type { EndReason } from '../kit/host';
import { Session, type Transport } from './session';

type Reply = unknown | Error;

/** Answers `METHOD path` with the next of its replies, and the last one again from then on. */
function fixture(replies: Record<string, Reply[]>) {
    const calls: string[] = [];
    const ends: (EndReason | 'elsewhere')[] = [];
    const answer = async (method: string, url: string) => {
        const call = `${method} ${url.replace('/base/s/id/', '')}`;
        calls.push(call);
        const list = replies[call] ?? [{}];
        const reply = list.length > 1 ? list.shift() : list[0];
        if (reply instanceof Error) throw reply;
        return reply;
    };
    const transport: Transport = {
        json: <T>(method: string, url: string) => answer(method, url) as Promise<T>,
        file: (url) => answer('PUT', url) as never,
        answerFile: (url) => answer('POST', url) as never,
        around: { pause: () => ({ over: Promise.resolve(), end: () => undefined }), online: () => true },
    };
    const watcher = { ended: (reason: EndReason) => void ends.push(reason), elsewhere: () => void ends.push('elsewhere') };
    return { calls, ends, session: new Session('/base', 'id', watcher, transport) };
}

describe('Session', () => {
    it('starts once, before the first thing that needs it', async () => {
        const { session, calls } = fixture({});
        await session.upload('photo', new Blob());
        await session.submit({});
        expect(calls).toEqual(['POST start', 'PUT files/photo', 'POST submit']);
    });

    it('asks again for the file of an operation that got lost', async () => {
        const file = { blob: new Blob(['x']), reply: { width: 1 } };
        const { session, calls } = fixture({ 'POST do/preview': [failure('network'), file] });
        expect(await session.operationFile('preview', { key: 'p1' })).toBe(file);
        expect(calls).toEqual(['POST start', 'POST do/preview', 'POST do/preview']);
    });

    it('tries to start again if that failed', async () => {
        const { session, calls } = fixture({ 'POST start': [failure('error', { status: 500 }), {}] });
        await expect(session.submit({})).rejects.toMatchObject({ kind: 'error' });
        await session.submit({});
        expect(calls).toEqual(['POST start', 'POST start', 'POST submit']);
    });

    it('keeps the session that became its own by a start whose answer was lost', async () => {
        const taken = failure('conflict', { status: 409, code: 'in_use_elsewhere' });
        const { session, calls, ends } = fixture({ 'POST start': [failure('network'), taken] });
        await session.saveDraft({});
        expect(calls).toEqual(['POST start', 'POST start', 'POST takeover', 'PUT draft']);
        expect(ends).toEqual([]);
    });

    it('leaves a session to the phone that was there before', async () => {
        const taken = failure('conflict', { status: 409, code: 'in_use_elsewhere' });
        const { session, calls, ends } = fixture({ 'POST start': [taken] });
        await expect(session.start()).rejects.toMatchObject({ kind: 'elsewhere' });
        expect(calls).toEqual(['POST start']);
        expect(ends).toEqual(['elsewhere']);
    });

    it('takes a conflict with a completed session for its end, as after a submission whose answer was lost', async () => {
        const lost = [failure('network'), failure('conflict', { status: 409 })];
        const { session, ends } = fixture({ 'POST submit': lost, 'GET state': [{ status: 'completed' }] });
        await expect(session.submit({})).rejects.toMatchObject({ kind: 'completed' });
        expect(ends).toEqual(['completed']);
    });

    it('leaves a mere conflict to the page', async () => {
        const { session, ends } = fixture({ 'POST submit': [failure('conflict', { status: 409 })], 'GET state': [{ status: 'opened' }] });
        await expect(session.submit({})).rejects.toMatchObject({ kind: 'conflict' });
        expect(ends).toEqual([]);
    });

    it('tells a missing file from a missing session', async () => {
        const missing = failure('unknown', { status: 404 });
        const file = fixture({ 'DELETE files/a': [missing], 'GET state': [{ status: 'opened' }] });
        await file.session.removeFile('a');
        expect(file.ends).toEqual([]);
        const session = fixture({ 'DELETE files/a': [missing], 'GET state': [missing] });
        await session.session.removeFile('a');
        expect(session.ends).toEqual(['unknown']);
    });

    it('reports an expired session', async () => {
        const { session, ends } = fixture({ 'PUT files/photo': [failure('expired', { status: 410 })] });
        await expect(session.upload('photo', new Blob())).rejects.toMatchObject({ kind: 'expired' });
        expect(ends).toEqual(['expired']);
    });

    it('reports a task that another phone has, and goes on after taking over', async () => {
        const away = failure('conflict', { status: 409, code: 'in_use_elsewhere' });
        const { session, ends, calls } = fixture({ 'PUT files/photo': [away, {}] });
        await expect(session.upload('photo', new Blob())).rejects.toMatchObject({ kind: 'elsewhere' });
        expect(ends).toEqual(['elsewhere']);
        await session.takeOver();
        await session.upload('photo', new Blob());
        expect(calls).toEqual(['POST start', 'PUT files/photo', 'POST takeover', 'PUT files/photo']);
    });
});
