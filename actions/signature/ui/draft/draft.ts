import type { Method } from '../options';
import { emptyDrawing, type Drawing, type Step } from '../strokes/drawing';
import { pack, unpack, type PackedStroke } from '../strokes/packed';
import { countSamples, type Size, type Stroke } from '../strokes/stroke';
import { thinned } from '../strokes/thinned';

/** What of the page's state outlives a reload. A picture does so by itself. */
export interface Work {
    readonly method: Method;
    readonly text: string;
    readonly face: string;
    readonly drawing: Drawing;
}

/** The work as JSON. */
export interface Draft {
    readonly version: 1;
    /** When it was saved, by the phone's clock, milliseconds since 1970: of two the later one counts. */
    readonly saved: number;
    readonly method: Method;
    readonly text: string;
    readonly face: string;
    readonly frame: Size;
    readonly began: number;
    /** Every step, also those undone; null where the paper was cleared. */
    readonly steps: readonly (PackedStroke | null)[];
    readonly at: number;
}

export function draftOf({ method, text, face, drawing }: Work, saved: number): Draft {
    const { frame, began, steps, at } = drawing;
    return { version: 1, saved, method, text, face, frame, began, steps: steps.map((step) => step && pack(step)), at };
}

/** Null for anything that is no draft of this version. */
export function workOf(draft: unknown): Work | null {
    if (!isDraft(draft)) return null;
    const { method, text, face, frame, began, at } = draft;
    const steps = draft.steps.map((step): Step | undefined => (step === null ? null : (unpack(step) ?? undefined)));
    const whole = steps.every((step) => step !== undefined) && at <= steps.length;
    return { method, text, face, drawing: whole ? { frame, began, steps: steps as Step[], at } : emptyDrawing };
}

export function isDraft(draft: unknown): draft is Draft {
    const { version, saved, steps } = (draft ?? {}) as Partial<Draft>;
    return version === 1 && typeof saved === 'number' && Array.isArray(steps);
}

/** Below the 512 KB that the server takes, whatever it counts besides. Bytes of JSON, which is all ASCII but for the text. */
export const mostBytes = 500_000;

// decision 0062
/**
 * The draft as JSON, at most {@link mostBytes}: for a drawing beyond that, what could be undone or redone goes first, then
 * the samples that say least.
 */
export function encodeDraft(work: Work, saved: number): string {
    const whole = JSON.stringify(draftOf(work, saved));
    if (whole.length <= mostBytes) return whole;
    const bare = withoutPast(work.drawing);
    for (let share = 1; ; share *= 0.8) {
        const strokes = thinned(bare.steps as Stroke[], Math.floor(countSamples(bare.steps as Stroke[]) * share));
        const json = JSON.stringify(draftOf({ ...work, drawing: { ...bare, steps: strokes } }, saved));
        if (json.length <= mostBytes || share < 0.001) return json;
    }
}

function withoutPast(drawing: Drawing): Drawing {
    const { steps, at } = drawing;
    const strokes = steps.slice(0, at).slice(steps.slice(0, at).lastIndexOf(null) + 1);
    return { ...drawing, steps: strokes, at: strokes.length };
}
