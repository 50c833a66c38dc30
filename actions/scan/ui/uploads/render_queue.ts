import type { Host } from '@baton/kit';
import { nameOf, type PageParameters } from '../model/page';

/** As many as the server is likely to give a session of its processors. */
const atOnce = 2;

// decision 0085
/**
 * Has final pages made in the background, so that handing in only puts them together. Of several changes to a page only
 * the latest counts. A page that could not be made is none the worse: it is made when the document is handed in, and what
 * is wrong with it is said then.
 */
export class RenderQueue {
    private readonly wanted = new Map<string, PageParameters>();
    private readonly made = new Map<string, string>();
    private readonly running = new Map<string, { readonly name: string; readonly controller: AbortController }>();
    private idle: (() => void)[] = [];

    constructor(
        private readonly host: Pick<Host, 'operation'>,
        private readonly changed: (left: number) => void = () => undefined,
    ) {}

    /** Pages that are still to be made. */
    get left(): number {
        return this.wanted.size + this.running.size;
    }

    want(parameters: PageParameters): void {
        const { key } = parameters;
        const name = nameOf(parameters);
        const running = this.running.get(key);
        if (running?.name === name || (!running && this.made.get(key) === name)) return void this.wanted.delete(key);
        running?.controller.abort();
        this.wanted.set(key, parameters);
        this.work();
    }

    drop(key: string): void {
        this.wanted.delete(key);
        this.made.delete(key);
        this.running.get(key)?.controller.abort();
    }

    stop(): void {
        this.wanted.clear();
        for (const { controller } of this.running.values()) controller.abort();
    }

    /** Resolves once nothing is left to be made. */
    async finished(): Promise<void> {
        if (this.left > 0) await new Promise<void>((resolve) => this.idle.push(resolve));
    }

    private work(): void {
        // The server keeps what it was given last: one page is never made twice at the same time.
        for (const [key, parameters] of this.wanted) {
            if (this.running.size >= atOnce) return;
            if (this.running.has(key)) continue;
            this.wanted.delete(key);
            const render = { name: nameOf(parameters), controller: new AbortController() };
            this.running.set(key, render);
            void this.render(parameters, render.controller.signal).then((made) => {
                if (made) this.made.set(key, render.name);
                this.running.delete(key);
                this.work();
                this.changed(this.left);
                if (this.left === 0) this.idle.splice(0).forEach((resolve) => resolve());
            });
        }
    }

    private async render(parameters: PageParameters, signal: AbortSignal): Promise<boolean> {
        try {
            await this.host.operation('render', parameters, { signal });
            return true;
        } catch {
            return false;
        }
    }
}
