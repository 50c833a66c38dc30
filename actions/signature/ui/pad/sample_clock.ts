import type { Drawing } from '../strokes/drawing';

/**
 * The times of samples: milliseconds since the drawing began, by the phone's clock, so that they go on after a reload.
 * Never backwards, whatever becomes of that clock.
 */
export class SampleClock {
    private latest = 0;

    /** @param origin what event time stamps count from, milliseconds since 1970 */
    constructor(
        private began: number,
        private readonly origin: number,
    ) {}

    static of({ began, steps }: Drawing, origin: number): SampleClock {
        const clock = new SampleClock(began, origin);
        for (const step of steps) clock.latest = Math.max(clock.latest, step?.[step.length - 1]?.t ?? 0);
        return clock;
    }

    get start(): number {
        return this.began;
    }

    /** The next sample is the first of a drawing. */
    restart(now: number): void {
        this.began = now;
        this.latest = 0;
    }

    time(timeStamp: number): number {
        this.latest = Math.max(this.latest, Math.round(this.origin + timeStamp - this.began));
        return this.latest;
    }
}
