import { retryDelays } from './backoff';

/** `GET /s/:id/events`. */
export type SessionEvent =
    | { readonly type: 'expiring'; readonly expires_at: string; readonly server_time: string }
    | { readonly type: 'expired' | 'completed' | 'taken_over' };

/** What is used of EventSource; tests bring their own. */
export interface Source {
    readonly readyState: number;
    addEventListener(type: string, listener: (event: { readonly data?: unknown }) => void): void;
    close(): void;
}
export type OpenSource = (url: string) => Source | null;

const types = ['expiring', 'expired', 'completed', 'taken_over'] as const;
const closed = 2;

/** Null in a browser without EventSource: then the page learns everything from its own requests, only later. */
export const browserSource: OpenSource = (url) => (typeof EventSource === 'function' ? new EventSource(url) : null);

/**
 * The server's side of the conversation. Lost connections are taken up again by the browser; a stream that the server
 * refused is asked for again with growing pauses. After either, `onGap`: what happened meanwhile was not told.
 */
export class EventStream {
    private source: Source | null = null;
    private timer: ReturnType<typeof setTimeout> | undefined;
    private refusals = 0;

    constructor(
        private readonly url: string,
        private readonly onEvent: (event: SessionEvent) => void,
        private readonly onGap: () => void,
        private readonly openSource: OpenSource = browserSource,
    ) {}

    /** Opens the stream anew: with the cookie that the phone has now. */
    open(): void {
        this.close();
        const source = this.openSource(this.url);
        if (!source) return;
        this.source = source;
        for (const type of types) source.addEventListener(type, ({ data }) => this.take(type, data));
        let lost = false;
        source.addEventListener('open', () => {
            this.refusals = 0;
            if (lost) this.onGap();
            lost = false;
        });
        source.addEventListener('error', () => {
            lost = true;
            if (source === this.source && source.readyState === closed) this.refused();
        });
    }

    close(): void {
        clearTimeout(this.timer);
        this.source?.close();
        this.source = null;
    }

    private take(type: SessionEvent['type'], data: unknown): void {
        try {
            this.onEvent({ ...(JSON.parse(String(data)) as object), type } as SessionEvent);
        } catch (error) {
            console.error(error);
        }
    }

    private refused(): void {
        this.close();
        const delay = retryDelays[Math.min(this.refusals, retryDelays.length - 1)] ?? 0;
        this.refusals += 1;
        this.timer = setTimeout(() => {
            this.onGap();
            this.open();
        }, delay);
    }
}
