import type { Size, Stroke } from './stroke';

/** What the person did: drew a stroke, or cleared the paper (null). */
export type Step = Stroke | null;

/** A drawing with everything that can be undone and redone. */
export interface Drawing {
    /** The pad as it was at the first stroke: the frame that all strokes are in, however the phone is held later. */
    readonly frame: Size;
    /** When it began, milliseconds since 1970: times of the samples count from here. */
    readonly began: number;
    /** Oldest first; those from `at` on have been undone. */
    readonly steps: readonly Step[];
    readonly at: number;
}

export const emptyDrawing: Drawing = { frame: { width: 0, height: 0 }, began: 0, steps: [], at: 0 };

/** What is on the paper now. */
export function strokesOf({ steps, at }: Pick<Drawing, 'steps' | 'at'>): readonly Stroke[] {
    const cleared = steps.lastIndexOf(null, at - 1);
    // With nothing done, lastIndexOf(null, -1) would look from the end.
    return at === 0 ? [] : (steps.slice(cleared + 1, at) as Stroke[]);
}

export const canUndo = ({ at }: Drawing): boolean => at > 0;
export const canRedo = ({ steps, at }: Drawing): boolean => at < steps.length;
export const canClear = ({ steps, at }: Drawing): boolean => at > 0 && steps[at - 1] !== null;

/** A stroke on paper where nothing was ever done, or all of it undone, begins the drawing anew, in a frame of its own. */
export function withStroke(drawing: Drawing, stroke: Stroke, frame: Size, began: number): Drawing {
    const start = drawing.at === 0 ? { frame, began } : { frame: drawing.frame, began: drawing.began };
    return { ...start, ...done(drawing, stroke) };
}

export function cleared(drawing: Drawing): Drawing {
    return canClear(drawing) ? { ...drawing, ...done(drawing, null) } : drawing;
}

export const undone = (drawing: Drawing): Drawing => (canUndo(drawing) ? { ...drawing, at: drawing.at - 1 } : drawing);
export const redone = (drawing: Drawing): Drawing => (canRedo(drawing) ? { ...drawing, at: drawing.at + 1 } : drawing);

function done({ steps, at }: Drawing, step: Step): Pick<Drawing, 'steps' | 'at'> {
    return { steps: [...steps.slice(0, at), step], at: at + 1 };
}
