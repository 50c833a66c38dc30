import { failure, type Host, type StoredFile } from '@baton/kit';
import { describe, expect, it, vi } from 'vitest';
import type { PictureState } from '../model/picture_state';
import { UploadQueue } from './upload_queue';

type Upload = Host['upload'];
const info = { width: 10, height: 20, quad: null, quality: { verdict: 'ok' } };
const stored = (key: string) => ({ key, size: 1, sha256: '', content_type: 'image/jpeg', info }) as StoredFile;
const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

function fixture(upload: Upload, pause: () => Promise<void> = async () => undefined) {
    const kept = new Map<string, Blob>();
    const states: Record<string, PictureState[]> = {};
    const refusals: Record<string, string> = {};
    const host = {
        session: { limits: { max_file_bytes: 100 } },
        keep: async (key: string, blob: Blob) => void kept.set(key, blob),
        pending: async (key: string) => (kept.has(key) ? { blob: kept.get(key) as Blob, name: '', sending: true } : null),
        forget: async (key: string) => void kept.delete(key),
        upload,
    } as unknown as ConstructorParameters<typeof UploadQueue>[0];
    const watcher = {
        progress: (key: string, picture: PictureState) => {
            states[key] = [...(states[key] ?? []), picture];
        },
        refused: (key: string, refusal: string) => {
            refusals[key] = refusal;
        },
    };
    const queue = new UploadQueue(host, watcher, async () => undefined, pause);
    return { queue, states, refusals, add: (key: string, bytes = 1) => queue.add(key, new Blob(['x'.repeat(bytes)]), 'a.jpg') };
}

describe('the queue of uploads', () => {
    it('sends two at a time, in order', async () => {
        const open: (() => void)[] = [];
        const begun: string[] = [];
        const { add, states } = fixture((key) => new Promise((resolve) => (begun.push(key), open.push(() => resolve(stored(key))))));
        for (const key of ['p1', 'p2', 'p3']) await add(key);
        await settled();
        expect(begun).toEqual(['p1', 'p2']);
        open[0]?.();
        await settled();
        expect(begun).toEqual(['p1', 'p2', 'p3']);
        expect(states['p1']?.at(-1)).toMatchObject({ state: 'sent', inspection: { width: 10, height: 20, quad: null, verdict: 'ok' } });
    });

    it('goes on when the network is back, under the same key', async () => {
        const upload = vi
            .fn<Upload>()
            .mockRejectedValueOnce(failure('network'))
            .mockImplementation(async (key) => stored(key));
        const pause = vi.fn(async () => undefined);
        const { add, states } = fixture(upload, pause);
        await add('p1');
        await settled();
        expect(pause).toHaveBeenCalledOnce();
        expect(upload.mock.calls.map(([key]) => key)).toEqual(['p1', 'p1']);
        expect(states['p1']?.map(({ state }) => state)).toEqual(['queued', 'sending', 'waiting', 'sending', 'sent']);
    });

    it('passes over a picture that is refused', async () => {
        const { add, refusals, states } = fixture(async (key) => {
            if (key === 'p1') throw failure('unsupported', { status: 415 });
            if (key === 'p2') throw failure('too_large', { code: 'picture_too_large' });
            return stored(key);
        });
        for (const key of ['p1', 'p2', 'p3']) await add(key);
        await add('p4', 101);
        await settled();
        expect(refusals).toEqual({ p1: 'unsupported', p2: 'pixels', p4: 'too_large' });
        expect(states['p3']?.at(-1)?.state).toBe('sent');
    });

    it('leaves a picture that failed for another try', async () => {
        const upload = vi
            .fn<Upload>()
            .mockRejectedValueOnce(failure('processing'))
            .mockImplementation(async (key) => stored(key));
        const { add, queue, states } = fixture(upload);
        await add('p1');
        await settled();
        expect(states['p1']?.at(-1)).toEqual({ state: 'failed' });
        queue.resume(['p1']);
        await settled();
        expect(states['p1']?.at(-1)?.state).toBe('sent');
    });

    it('says so if the browser has lost a picture', async () => {
        const { queue, refusals } = fixture(async (key) => stored(key));
        queue.resume(['p7']);
        await settled();
        expect(refusals).toEqual({ p7: 'lost' });
    });

    it('stops what is not needed any more', async () => {
        const signals: AbortSignal[] = [];
        const { add, queue, states } = fixture((_key, _blob, options) => {
            const signal = options?.signal as AbortSignal;
            signals.push(signal);
            return new Promise((_, reject) => signal.addEventListener('abort', () => reject(failure('aborted'))));
        });
        for (const key of ['p1', 'p2', 'p3']) await add(key);
        await settled();
        queue.drop('p3');
        queue.drop('p1');
        await settled();
        expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
        expect(states['p1']?.at(-1)?.state).toBe('sending');
    });
});
