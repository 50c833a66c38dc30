import type { ShutterPhase } from './auto_shutter';

/** What the person is told; string keys `capture.hint.<hint>`. */
export type Hint = 'search' | 'far' | 'moving' | 'blurred' | 'holding' | 'taking' | 'next' | 'press' | 'full';

/** How long a hint has to hold before it is shown, in milliseconds: one that flickers cannot be read. */
const settle = 250;
/** How long it has to be shown before it is said: people see for themselves, and are not to be talked at. */
const patience: Readonly<Record<Hint, number>> = {
    search: 4_000,
    far: 900,
    moving: 1_500,
    blurred: 1_500,
    holding: 0,
    taking: 0,
    next: 2_500,
    press: 600,
    full: 0,
};
/** Between anything that is said, and before the same is said again. */
const breath = 1_800;
const again = 10_000;

export interface Guidance {
    readonly shown: Hint;
    /** To be said now; null mostly. */
    readonly say: Hint | null;
}

/** Turns what the shutter sees, many times a second, into words at a human pace. Times in milliseconds. */
export class Guide {
    private shown: Hint = 'search';
    private shownSince = -Infinity;
    private next: Hint = 'search';
    private nextSince = -Infinity;
    private said: Hint | null = null;
    private saidAt = -Infinity;
    private quiet = false;

    update(hint: Hint, now: number): Guidance {
        if (this.shownSince === -Infinity) this.show(hint, now);
        if (hint !== this.next) {
            this.next = hint;
            this.nextSince = now;
        }
        const urgent = hint === 'taking' || hint === 'full';
        if (this.next !== this.shown && (urgent || now - this.nextSince >= settle)) this.show(this.next, now);
        return { shown: this.shown, say: this.speak(now) };
    }

    /** Something else was said just now. */
    spoke(now: number): void {
        this.saidAt = now;
        this.said = null;
    }

    private show(hint: Hint, now: number): void {
        this.shown = hint;
        this.shownSince = now;
        this.quiet = false;
    }

    private speak(now: number): Hint | null {
        // "Page 3 added" says it.
        if (this.quiet || this.shown === 'taking' || now - this.shownSince < patience[this.shown] || now - this.saidAt < breath)
            return null;
        if (this.shown === this.said && now - this.saidAt < again) return null;
        this.quiet = true;
        this.said = this.shown;
        this.saidAt = now;
        return this.shown;
    }
}

/** The hint for what the shutter sees. */
export function hintOf(phase: ShutterPhase, automatic: boolean): Hint {
    if (phase === 'taken') return 'next';
    if (phase === 'shoot') return automatic ? 'taking' : 'press';
    if (automatic || phase === 'search' || phase === 'far') return phase;
    return 'press';
}
