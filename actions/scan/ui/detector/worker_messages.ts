import type { Frame } from './frame';
import type { Sight } from './page_watch';

/** To the worker. Answered by one {@link Answer}, in order. */
export interface Question {
    readonly frame: Frame;
    readonly patch: Frame | null;
    /** Milliseconds of the page's clock. */
    readonly now: number;
}

export interface Answer {
    readonly sight: Sight;
    /** Milliseconds that the look took. */
    readonly cost: number;
}
