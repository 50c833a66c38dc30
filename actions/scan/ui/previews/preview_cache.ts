import type { Host } from '@baton/kit';
import { nameOf, type Mode, type PageParameters } from '../model/page';

export interface Preview {
    /** Object URL of a JPEG. */
    readonly url: string;
    readonly width: number;
    readonly height: number;
    /** What `auto` chose. */
    readonly mode: Mode;
    /** Of the page's lines, before they were made level; degrees clockwise. */
    readonly skew: number;
}

/** As the operation `preview` describes its picture. */
type PreviewReply = Omit<Preview, 'url'>;

interface Wanted {
    readonly parameters: PageParameters;
    readonly side: number;
}

/** Those of 50 pages, and a few of each size while one of them is edited. */
const mostKept = 90;
const atOnce = 2;

/** Pages as the server makes them, reduced; what is asked for last comes first, because that is what the person looks at. */
export class PreviewCache {
    private readonly kept = new Map<string, Preview>();
    private readonly failed = new Set<string>();
    private readonly wanted = new Map<string, Wanted>();
    private readonly running = new Map<string, AbortController>();

    constructor(
        private readonly host: Pick<Host, 'operationFile'>,
        private readonly changed: () => void,
    ) {}

    /** Undefined until it is there; {@link PreviewCache.want} asks for it. `side`: the longest one, pixels. */
    get(parameters: PageParameters, side: number): Preview | undefined {
        return this.kept.get(cacheKey(parameters, side));
    }

    hasFailed(parameters: PageParameters, side: number): boolean {
        return this.failed.has(cacheKey(parameters, side));
    }

    want(parameters: PageParameters, side: number): void {
        const name = cacheKey(parameters, side);
        if (this.kept.has(name) || this.running.has(name)) return;
        this.failed.delete(name);
        this.wanted.delete(name);
        this.wanted.set(name, { parameters, side });
        this.work();
    }

    /** Nobody looks at it any more. */
    leave(parameters: PageParameters, side: number): void {
        this.wanted.delete(cacheKey(parameters, side));
    }

    clear(): void {
        this.wanted.clear();
        for (const controller of this.running.values()) controller.abort();
        for (const { url } of this.kept.values()) URL.revokeObjectURL(url);
        this.kept.clear();
    }

    private work(): void {
        while (this.running.size < atOnce) {
            const name = [...this.wanted.keys()].pop();
            const next = name === undefined ? undefined : this.wanted.get(name);
            if (name === undefined || !next) return;
            this.wanted.delete(name);
            const controller = new AbortController();
            this.running.set(name, controller);
            void this.load(name, next, controller.signal).finally(() => {
                this.running.delete(name);
                if (controller.signal.aborted) return;
                this.work();
                this.changed();
            });
        }
    }

    private async load(name: string, { parameters, side }: Wanted, signal: AbortSignal): Promise<void> {
        try {
            const { blob, reply } = await this.host.operationFile<PreviewReply>('preview', { ...parameters, max_px: side }, { signal });
            if (signal.aborted) return;
            this.kept.set(name, { ...reply, url: URL.createObjectURL(blob) });
            this.evict();
        } catch {
            this.failed.add(name);
        }
    }

    private evict(): void {
        for (const [name, { url }] of this.kept) {
            if (this.kept.size <= mostKept) return;
            URL.revokeObjectURL(url);
            this.kept.delete(name);
        }
    }
}

const cacheKey = (parameters: PageParameters, side: number) => `${nameOf(parameters)} ${side}`;
