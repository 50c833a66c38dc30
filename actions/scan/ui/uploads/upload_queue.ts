import { asFailure, sendEndOf, type Host, type SendEnd } from '@baton/kit';
import { inspectionOf } from '../model/inspection';
import type { Refusal } from '../model/page';
import type { PictureState } from '../model/picture_state';

/** More would only share the same network; one alone would wait for each answer. */
const atOnce = 2;
/** After the host's own retries are used up. Milliseconds. */
const longPause = 10_000;

type UploadHost = Pick<Host, 'keep' | 'pending' | 'upload' | 'forget' | 'session'>;

interface QueueWatcher {
    progress(key: string, picture: PictureState): void;
    refused(key: string, refusal: Refusal): void;
}

/** Waits until there is a chance that the network is back. */
export type NetworkPause = (milliseconds: number) => Promise<void>;

/**
 * Brings pictures to the server in the order in which they were added, each under a key of its own, and does not give up
 * for want of a network. It holds no picture in memory while that waits: the host keeps it.
 */
export class UploadQueue {
    private readonly waiting: string[] = [];
    private readonly running = new Map<string, AbortController>();
    private stopped = false;

    /** `ready`: resolves once the server has room for another picture. */
    constructor(
        private readonly host: UploadHost,
        private readonly watcher: QueueWatcher,
        private readonly ready: () => Promise<unknown> = async () => undefined,
        private readonly pause: NetworkPause = networkPause,
    ) {}

    /** A picture that was just taken or chosen. */
    async add(key: string, blob: Blob, name: string): Promise<void> {
        this.watcher.progress(key, { state: 'queued' });
        if (blob.size > this.host.session.limits.max_file_bytes) return this.watcher.refused(key, 'too_large');
        await this.host.keep(key, blob, name);
        this.resume([key]);
    }

    /** Pictures that were added before a reload, or failed. */
    resume(keys: readonly string[]): void {
        this.waiting.push(...keys.filter((key) => !this.waiting.includes(key) && !this.running.has(key)));
        this.work();
    }

    /** It is not needed any more. */
    drop(key: string): void {
        this.running.get(key)?.abort();
        const index = this.waiting.indexOf(key);
        if (index >= 0) this.waiting.splice(index, 1);
    }

    stop(): void {
        this.stopped = true;
        for (const upload of this.running.values()) upload.abort();
    }

    private work(): void {
        while (!this.stopped && this.running.size < atOnce) {
            const key = this.waiting.shift();
            if (key === undefined) return;
            const controller = new AbortController();
            this.running.set(key, controller);
            void this.send(key, controller.signal).finally(() => {
                this.running.delete(key);
                this.work();
            });
        }
    }

    private async send(key: string, signal: AbortSignal): Promise<void> {
        const { watcher } = this;
        for (;;) {
            await this.ready();
            const pending = await this.host.pending(key);
            if (signal.aborted) return;
            if (!pending) return watcher.refused(key, 'lost');
            const end = await this.attempt(key, pending.blob, signal);
            if (end === null || end === 'over' || end === 'aborted') return;
            if (end === 'unsupported' || end === 'too_large' || end === 'pixels' || end === 'quota') return watcher.refused(key, end);
            if (end !== 'network' && end !== 'busy') return watcher.progress(key, { state: 'failed' });
            watcher.progress(key, { state: 'waiting', cause: end });
            await this.pause(longPause);
            if (signal.aborted) return;
        }
    }

    /** Null if the picture has arrived. */
    private async attempt(key: string, blob: Blob, signal: AbortSignal): Promise<SendEnd | null> {
        const { host, watcher } = this;
        const sending = (fraction: number) => watcher.progress(key, { state: 'sending', fraction });
        sending(0);
        try {
            const stored = await host.upload(key, blob, {
                signal,
                onProgress: (sent, total) => sending(total > 0 ? sent / total : 1),
                onRetry: ({ cause }) => watcher.progress(key, { state: 'waiting', cause }),
            });
            const inspection = inspectionOf(stored);
            watcher.progress(key, inspection ? { state: 'sent', inspection } : { state: 'failed' });
            return null;
        } catch (error) {
            return sendEndOf(asFailure(error));
        }
    }
}

const networkPause: NetworkPause = (milliseconds) =>
    new Promise((resolve) => {
        const timer = setTimeout(done, milliseconds);
        addEventListener('online', done);
        function done() {
            clearTimeout(timer);
            removeEventListener('online', done);
            resolve();
        }
    });
