import { asFailure, failure } from '../kit/failure';
import type { CallOptions, EndReason, Failure, OperationFile, SessionInfo, StoredFile, Submitted, UploadOptions } from '../kit/host';
import { requestFile, requestJson } from './request';
import { withRetry, type Surroundings } from './retry';
import { sendFile } from './upload';

/** How requests leave the page; tests bring their own. */
export interface Transport {
    readonly json: typeof requestJson;
    readonly file: typeof sendFile;
    readonly answerFile: typeof requestFile;
    readonly around?: Surroundings;
}

/** Told before the promise rejects. */
export interface SessionWatcher {
    /** The session is over. */
    ended(reason: EndReason): void;
    /** Another phone has it. */
    elsewhere(): void;
}

/**
 * The phone protocol of one session (`/s/<id>/…`), with retries. Every method rejects with a Failure only. A failure
 * that ends the session, or the part of this phone in it, is reported to the watcher first.
 */
export class Session {
    private readonly address: string;
    private started: Promise<void> | null = null;

    constructor(
        base: string,
        id: string,
        private readonly watcher: SessionWatcher,
        private readonly transport: Transport = { json: requestJson, file: sendFile, answerFile: requestFile },
    ) {
        this.address = `${base}/s/${encodeURIComponent(id)}`;
    }

    get eventsUrl(): string {
        return `${this.address}/events`;
    }

    fileUrl(key: string): string {
        return `${this.address}/files/${encodeURIComponent(key)}`;
    }

    state(options: CallOptions = {}): Promise<SessionInfo> {
        return this.retried(() => this.transport.json<SessionInfo>('GET', `${this.address}/state`, undefined, options.signal), options);
    }

    /** Tells the server that the person can act. Everything that needs it waits for it, so it may be called without waiting. */
    start(): Promise<void> {
        this.started ??= this.retried(this.starting(), {});
        // Tried again by whoever needs it next.
        this.started.catch(() => (this.started = null));
        return this.started;
    }

    /**
     * An answer may be lost with the cookie in it; then the phone that the session belongs to by the next attempt is
     * this one, and the person must not be asked about it.
     */
    private starting(): () => Promise<void> {
        let lost = false;
        return async () => {
            try {
                await this.transport.json<void>('POST', `${this.address}/start`, {});
            } catch (error) {
                const { code, kind } = asFailure(error);
                if (lost && code === 'in_use_elsewhere') return this.requestTakeOver();
                lost ||= kind === 'network';
                throw error;
            }
        };
    }

    private requestTakeOver(): Promise<void> {
        return this.transport.json<void>('POST', `${this.address}/takeover`);
    }

    /** Binds the session to this phone, whichever had it before. */
    async takeOver(options: CallOptions = {}): Promise<void> {
        await this.retried(() => this.requestTakeOver(), options);
        // Nobody could take over what has not begun.
        this.started = Promise.resolve();
    }

    async upload(key: string, blob: Blob, options: UploadOptions = {}): Promise<StoredFile> {
        await this.start();
        return this.retried(() => this.transport.file(this.fileUrl(key), blob, options), options);
    }

    async removeFile(key: string): Promise<void> {
        await this.start();
        try {
            await this.retried(() => this.transport.json<void>('DELETE', this.fileUrl(key)), {});
        } catch (error) {
            if (asFailure(error).status !== 404) throw error;
        }
    }

    async saveDraft(draft: unknown): Promise<void> {
        await this.start();
        await this.retried(() => this.transport.json<void>('PUT', `${this.address}/draft`, draft), {});
    }

    async operation<T>(name: string, args: unknown, options: CallOptions = {}): Promise<T> {
        await this.start();
        return this.post(`do/${encodeURIComponent(name)}`, args ?? {}, options);
    }

    async operationFile<T>(name: string, args: unknown, options: CallOptions = {}): Promise<OperationFile<T>> {
        await this.start();
        const address = `${this.address}/do/${encodeURIComponent(name)}`;
        return this.retried(() => this.transport.answerFile<T>(address, args ?? {}, options.signal), options);
    }

    async submit(data: Readonly<Record<string, unknown>>, options: CallOptions = {}): Promise<Submitted> {
        await this.start();
        return this.post('submit', { data }, options);
    }

    private post<T>(path: string, body: unknown, options: CallOptions): Promise<T> {
        const { signal } = options;
        return this.retried(() => this.transport.json<T>('POST', `${this.address}/${path}`, body, signal), options);
    }

    private async retried<T>(attempt: () => Promise<T>, options: CallOptions): Promise<T> {
        try {
            return await withRetry(attempt, options, this.transport.around);
        } catch (error) {
            throw await this.explained(asFailure(error));
        }
    }

    /** 404 may mean the session or a file of it, 409 a session completed elsewhere or a mere conflict: its state tells which. */
    private async explained(problem: Failure): Promise<Failure> {
        const known = problem.status === 404 || problem.status === 409 ? await this.meaningOf(problem) : problem;
        if (known.kind === 'completed' || known.kind === 'expired' || known.kind === 'unknown') this.watcher.ended(known.kind);
        if (known.kind === 'elsewhere') this.watcher.elsewhere();
        return known;
    }

    private async meaningOf(problem: Failure): Promise<Failure> {
        const { status, code, detail } = problem;
        if (code === 'in_use_elsewhere') return failure('elsewhere', { status, code, detail });
        try {
            const { status: now } = await this.transport.json<SessionInfo>('GET', `${this.address}/state`);
            const kind = now === 'completed' || now === 'expired' ? now : status === 404 ? 'rejected' : 'conflict';
            return failure(kind, { status, code, detail });
        } catch (error) {
            const unknown = asFailure(error);
            return unknown.status === 404 || unknown.status === 410 ? unknown : problem;
        }
    }
}
