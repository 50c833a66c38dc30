import type { Host } from '../host';

/** What every draft carries, whatever else is in it. */
export interface DraftStamp {
    /** When it was saved, by the phone's clock, milliseconds since 1970: of two the later one counts. */
    readonly saved: number;
}

/** The copy on this phone, beside the pictures that wait here. */
const localKey = 'draft';
/** After the last change, before the server is told. Milliseconds. */
const pause = 500;

// decision 0062
/**
 * Keeps the page's work safe: on this phone at once, with the server a moment later, one request at a time. Neither may
 * disturb the person: what cannot be saved now is saved with the next change.
 */
export class DraftKeeper {
    private timer: ReturnType<typeof setTimeout> | undefined;
    private latest: string | null = null;
    private sending = false;
    private stopped = false;

    constructor(private readonly host: Pick<Host, 'keep' | 'saveDraft'>) {}

    /** `draft`: JSON of an object with a {@link DraftStamp}. */
    save(draft: string): void {
        if (this.stopped) return;
        this.latest = draft;
        void this.host.keep(localKey, new Blob([draft], { type: 'application/json' }));
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

/**
 * The draft as it was left, here or on another phone, whichever is later; one that `isDraft` does not know is passed
 * over, and null means that there is none.
 */
export async function savedDraft<D extends DraftStamp>(
    host: Pick<Host, 'loadDraft' | 'pending'>,
    isDraft: (draft: unknown) => draft is D,
): Promise<D | null> {
    const drafts = [await localDraft(host), host.loadDraft<unknown>()].filter(isDraft);
    return drafts.reduce<D | null>((latest, draft) => (latest && latest.saved >= draft.saved ? latest : draft), null);
}

async function localDraft(host: Pick<Host, 'pending'>): Promise<unknown> {
    const kept = await host.pending(localKey);
    try {
        return kept ? JSON.parse(await kept.blob.text()) : null;
    } catch {
        return null;
    }
}
