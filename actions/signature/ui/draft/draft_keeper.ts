import type { Host } from '@baton/kit';
import { encodeDraft, isDraft, workOf, type Work } from './draft';

/** The copy on this phone, beside the pictures that wait here. */
const localKey = 'draft';
/** After the last change, before the server is told. Milliseconds. */
const pause = 500;

/**
 * Keeps the work safe: on this phone at once, with the server a moment later, one request at a time. Neither may disturb
 * the person: what cannot be saved now is saved with the next change.
 */
export class DraftKeeper {
    private timer: ReturnType<typeof setTimeout> | undefined;
    private latest: string | null = null;
    private sending = false;
    private stopped = false;

    constructor(private readonly host: Pick<Host, 'keep' | 'saveDraft'>, private readonly now: () => number = Date.now) {}

    save(work: Work): void {
        if (this.stopped) return;
        this.latest = encodeDraft(work, this.now());
        void this.host.keep(localKey, new Blob([this.latest], { type: 'application/json' }));
        clearTimeout(this.timer);
        this.timer = setTimeout(() => void this.send(), pause);
    }

    /** Nothing more is to be saved: what it was about is being handed in, or is over. */
    stop(): void {
        this.stopped = true;
        clearTimeout(this.timer);
    }

    resume(): void {
        this.stopped = false;
        this.timer = setTimeout(() => void this.send(), pause);
    }

    /** Before the page may be lost: without the pause. */
    flush(): void {
        clearTimeout(this.timer);
        void this.send();
    }

    private async send(): Promise<void> {
        if (this.sending || this.stopped) return;
        this.sending = true;
        while (this.latest !== null && !this.stopped) {
            const draft = this.latest;
            this.latest = null;
            try {
                await this.host.saveDraft(JSON.parse(draft));
            } catch {
                // Kept on the phone all the same, and unless there is a later one by now, sent with the next change.
                this.latest ??= draft;
                break;
            }
        }
        this.sending = false;
    }
}

/** The work as it was left, here or on another phone, whichever is later; null if there is none. */
export async function savedWork(host: Pick<Host, 'loadDraft' | 'pending'>): Promise<Work | null> {
    const [server, phone] = [host.loadDraft<unknown>(), await localDraft(host)];
    if (isDraft(server) && isDraft(phone)) return workOf(phone.saved > server.saved ? phone : server);
    return workOf(phone) ?? workOf(server);
}

async function localDraft(host: Pick<Host, 'pending'>): Promise<unknown> {
    const kept = await host.pending(localKey);
    try {
        return kept ? JSON.parse(await kept.blob.text()) : null;
    } catch {
        return null;
    }
}
