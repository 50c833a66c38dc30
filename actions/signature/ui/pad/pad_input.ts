import type { Sample, Stroke } from '../strokes/stroke';
import { PointerGate } from './pointer_gate';
import type { Surface } from './surface';

/** Told when the pen touches the paper, and when it has left it. */
export interface PadWatcher {
    /** Returns true if the drawing begins anew, in the frame of the pad as it is. */
    down(): boolean;
    /** `stroke` is null if it was none. */
    up(stroke: Stroke | null): void;
    /** Milliseconds since the drawing began, not before any earlier sample. */
    time(timeStamp: number): number;
}

/** Turns pointer events on the pad into strokes, and draws them in the very event that brings them. */
export class PadInput {
    private readonly gate = new PointerGate();
    private samples: Sample[] | null = null;
    private bounds = { left: 0, top: 0 };

    constructor(
        private readonly target: HTMLElement,
        private readonly surface: Surface,
        private readonly watcher: PadWatcher,
    ) {}

    /** Listens until `signal` is aborted. */
    listen(signal: AbortSignal): void {
        const listen = <Type extends keyof HTMLElementEventMap>(type: Type, listener: (event: HTMLElementEventMap[Type]) => void) =>
            this.target.addEventListener(type, listener, { signal, passive: false });
        listen('pointerdown', (event) => this.down(event));
        listen('pointermove', (event) => this.move(event));
        for (const type of ['pointerup', 'pointercancel', 'lostpointercapture'] as const) {
            listen(type, (event) => this.gate.draws(event) && this.finish());
        }
        // Keeps older browsers from scrolling, from zooming in on a double tap, and from their loupe and menus.
        for (const type of ['touchstart', 'touchmove', 'touchend', 'contextmenu', 'dragstart', 'selectstart'] as const) {
            listen(type, (event) => event.cancelable && event.preventDefault());
        }
    }

    /** Ends the stroke that is being drawn, as it is. */
    finish(): void {
        this.gate.release();
        this.endStroke();
    }

    private down(event: PointerEvent): void {
        const verdict = this.gate.down(event);
        if (verdict === 'ignore') return;
        event.preventDefault();
        if (verdict === 'replace' && this.samples) {
            this.samples = null;
            this.surface.drop();
            this.watcher.up(null);
        }
        try {
            this.target.setPointerCapture(event.pointerId);
        } catch {
            // A pointer that is gone already; its end was told all the same.
        }
        this.bounds = this.target.getBoundingClientRect();
        this.take([event]);
    }

    private move(event: PointerEvent): void {
        this.gate.seen(event);
        if (!this.gate.draws(event)) return;
        // All places since the last frame; some browsers have none to add.
        const merged = event.getCoalescedEvents?.() ?? [];
        this.take(merged.length ? merged : [event]);
    }

    private take(events: readonly PointerEvent[]): void {
        let fresh: Sample[] = [];
        for (const event of events) {
            const [x, y] = [event.clientX - this.bounds.left, event.clientY - this.bounds.top];
            const { width, height } = this.surface.currentSize;
            const inside = x >= 0 && y >= 0 && x <= width && y <= height;
            // What nobody sees is not drawn: a stroke ends at the edge, and another begins where the pen comes back.
            if (!inside && !this.samples) continue;
            if (!this.samples) this.beginStroke();
            const sample = this.sampleOf(event, Math.min(Math.max(x, 0), width), Math.min(Math.max(y, 0), height));
            if (this.add(sample)) fresh.push(sample);
            if (inside) continue;
            this.surface.extend(fresh);
            fresh = [];
            this.endStroke();
        }
        if (fresh.length) this.surface.extend(fresh);
    }

    private beginStroke(): void {
        if (this.watcher.down()) this.surface.renew();
        this.samples = [];
        this.surface.begin();
    }

    private endStroke(): void {
        const { samples } = this;
        this.samples = null;
        if (!samples) return;
        this.surface.end(samples);
        this.watcher.up(samples);
    }

    private sampleOf({ pointerType, pressure, timeStamp }: PointerEvent, x: number, y: number): Sample {
        // Fingers and mice press 0.5 by the standard, or 0, or 1; so do pens that do not feel it.
        const p = pointerType === 'pen' && pressure > 0 ? Math.round(pressure * 1000) / 1000 : 0.5;
        return { ...this.surface.place(x, y), t: this.watcher.time(timeStamp), p };
    }

    private add(sample: Sample): boolean {
        const { samples } = this;
        const last = samples?.[samples.length - 1];
        if (!samples || (last && last.x === sample.x && last.y === sample.y && last.p === sample.p)) return false;
        samples.push(sample);
        return true;
    }
}
