import { DraftKeeper, type Host, type StoredFile } from '@baton/kit';
import { encodeDraft } from './model/draft';
import { parametersOf, type Refusal } from './model/page';
import { inspected, picturesOf, type PictureState } from './model/picture_state';
import { unsent } from './model/reconcile';
import { nextState, type ScanEvent, type ScanState } from './model/scan_state';
import { keysOf, nextKey, pagesOf, type Place, type Work } from './model/work';
import type { ScanOptions } from './options';
import { PreviewCache } from './previews/preview_cache';
import { RenderQueue } from './uploads/render_queue';
import { Thumbnails } from './uploads/thumbnails';
import { UploadQueue } from './uploads/upload_queue';

/** After the last change to a page, before it is made anew. Milliseconds. */
const renderPause = 500;

// decision 0083
/**
 * The work on the pages, and what follows from each change of it by itself: drafts, uploads, final pages, files that are
 * not needed any more.
 */
export class Scan {
    state: ScanState;
    readonly uploads: UploadQueue;
    readonly renders: RenderQueue;
    readonly previews: PreviewCache;
    readonly thumbnails: Thumbnails;
    private readonly keeper: DraftKeeper;
    private readonly discarding = new Set<Promise<void>>();
    private readonly listeners = new Set<() => void>();
    private readonly hidden = () => document.visibilityState === 'hidden' && this.keeper.flush();
    private renderTimer: ReturnType<typeof setTimeout> | undefined;

    constructor(
        readonly host: Host,
        readonly options: ScanOptions,
        work: Work,
        files: readonly StoredFile[] = host.session.files,
    ) {
        this.state = { work, pictures: picturesOf(files), view: { screen: 'pages' }, problem: null };
        this.keeper = new DraftKeeper(host);
        const watcher = {
            progress: (key: string, picture: PictureState) => this.dispatch({ type: 'picture', key, picture }),
            refused: (key: string, refusal: Refusal) => this.dispatch({ type: 'refused', key, refusal }),
        };
        // A deleted or retaken picture makes room for another where the limit is reached.
        this.uploads = new UploadQueue(host, watcher, () => Promise.all(this.discarding));
        this.renders = new RenderQueue(host, () => this.notify());
        this.previews = new PreviewCache(host, () => this.notify());
        this.thumbnails = new Thumbnails(() => this.notify());
        document.addEventListener('visibilitychange', this.hidden);
        void this.goOn(unsent(work, files));
        this.renderLater();
    }

    subscribe(listener: () => void): () => void {
        this.listeners.add(listener);
        return () => this.listeners.delete(listener);
    }

    dispatch(event: ScanEvent): void {
        const before = this.state;
        this.state = nextState(before, event);
        if (this.state === before) return;
        if (this.state.work !== before.work) this.workChanged(before.work, this.state.work);
        if (this.state.work !== before.work || this.state.pictures !== before.pictures) this.renderLater();
        this.notify();
    }

    /** Pages left until the limit. */
    get room(): number {
        return Math.max(0, this.options.mostPages - pagesOf(this.state.work).length);
    }

    /** A page with this picture; returns the place after it, or null if there was no room for it. */
    add(blob: Blob, name: string, place: Place): Place | null {
        if (this.room === 0) {
            this.dispatch({ type: 'problem', problem: { kind: 'limit' } });
            return null;
        }
        const key = nextKey(this.state.work);
        this.dispatch({ type: 'add', place });
        this.take(key, blob, name);
        return { document: place.document, at: place.at + 1 };
    }

    /** Another picture for a page. Returns its key, which is the page's from then on. */
    retake(old: string, blob: Blob, name: string): string {
        const key = nextKey(this.state.work);
        this.dispatch({ type: 'retake', key: old });
        this.take(key, blob, name);
        return key;
    }

    /** Has the pages made that are not yet, without waiting for further changes. */
    renderNow(): void {
        clearTimeout(this.renderTimer);
        const { work, pictures } = this.state;
        for (const page of pagesOf(work)) {
            const inspection = inspected(pictures, page.key);
            if (inspection && !page.refused) this.renders.want(parametersOf(page, inspection));
        }
    }

    /** Nothing is saved while the work is handed in, which is the end of every draft. */
    holdDraft(held: boolean): void {
        if (held) this.keeper.stop();
        else this.keeper.resume();
    }

    close(): void {
        document.removeEventListener('visibilitychange', this.hidden);
        clearTimeout(this.renderTimer);
        this.keeper.stop();
        this.uploads.stop();
        this.renders.stop();
        this.previews.clear();
        this.thumbnails.clear();
        this.listeners.clear();
    }

    private take(key: string, blob: Blob, name: string): void {
        void this.uploads.add(key, blob, name);
        this.thumbnails.make(key, blob);
    }

    private async goOn(keys: readonly string[]): Promise<void> {
        this.uploads.resume(keys);
        for (const key of keys) {
            const pending = await this.host.pending(key);
            if (pending) this.thumbnails.make(key, pending.blob);
        }
    }

    private workChanged(before: Work, now: Work): void {
        this.keeper.save(encodeDraft(now, Date.now()));
        const needed = new Set(keysOf(now));
        for (const key of keysOf(before)) if (!needed.has(key)) this.discard(key);
    }

    private discard(key: string): void {
        this.uploads.drop(key);
        this.renders.drop(key);
        this.thumbnails.drop(key);
        // Should it stay on the server, the next start of the page finds it.
        const discarded = this.host.removeFile(key).catch(() => undefined);
        this.discarding.add(discarded);
        void discarded.finally(() => this.discarding.delete(discarded));
    }

    private renderLater(): void {
        clearTimeout(this.renderTimer);
        this.renderTimer = setTimeout(() => this.renderNow(), renderPause);
    }

    private notify(): void {
        for (const listener of this.listeners) listener();
    }
}
