import { describe, expect, it } from 'vitest';
import { failure } from '../kit/failure';
import type { FailureKind, Retry } from '../kit/host';
import { retryDelays } from './backoff';
import { withRetry, type Pause, type Surroundings } from './retry';

const around = (pause: () => Pause, online = true): Surroundings => ({ pause, online: () => online });
const noPause = around(() => ({ over: Promise.resolve(), end: () => undefined }));

function failing(times: number, kind: FailureKind) {
    let left = times;
    return async () => {
        if (left-- > 0) throw failure(kind);
        return 'done';
    };
}

describe('withRetry', () => {
    it('tries again after a lost connection and tells of each pause', async () => {
        const retries: Retry[] = [];
        const result = await withRetry(failing(2, 'network'), { onRetry: (retry) => retries.push(retry) }, noPause);
        expect(result).toBe('done');
        expect(retries.map(({ cause, attempt }) => [cause, attempt])).toEqual([
            ['network', 1],
            ['network', 2],
        ]);
    });

    it('gives up when the pauses are used up', async () => {
        let attempts = 0;
        const attempt = async () => {
            attempts += 1;
            throw failure('busy');
        };
        await expect(withRetry(attempt, {}, noPause)).rejects.toMatchObject({ kind: 'busy' });
        expect(attempts).toBe(retryDelays.length + 1);
    });

    it('is patient while the phone has no network', async () => {
        const offline = around(noPause.pause as () => Pause, false);
        await expect(withRetry(failing(50, 'network'), {}, offline)).resolves.toBe('done');
        await expect(withRetry(failing(1, 'unsupported'), {}, offline)).rejects.toMatchObject({ kind: 'unsupported' });
    });

    it.each<FailureKind>(['unsupported', 'expired', 'processing', 'error'])('does not repeat %s', async (kind) => {
        await expect(withRetry(failing(1, kind), {}, noPause)).rejects.toMatchObject({ kind });
    });

    it('stops when it is aborted during a pause', async () => {
        const aborted = around(() => ({ over: Promise.reject(failure('aborted')), end: () => undefined }));
        await expect(withRetry(failing(1, 'network'), {}, aborted)).rejects.toMatchObject({ kind: 'aborted' });
    });

    it('lets the person end a pause', async () => {
        const endless = around(() => {
            let end = () => {};
            return { over: new Promise<void>((resolve) => (end = resolve)), end: () => end() };
        });
        const onRetry = ({ retryNow }: Retry) => void setTimeout(retryNow);
        await expect(withRetry(failing(1, 'network'), { onRetry }, endless)).resolves.toBe('done');
    });
});
