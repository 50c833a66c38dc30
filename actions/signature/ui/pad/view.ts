import type { Box, Size } from '../strokes/stroke';

/** How the frame of the strokes lies on the pad: x on the pad = x in the frame · scale + x. */
export interface View {
    readonly scale: number;
    /** CSS px of the pad. */
    readonly x: number;
    readonly y: number;
}

export const identity: View = { scale: 1, x: 0, y: 0 };

/** Where the guideline is, as a part of the pad's height; signature.css draws it there. */
const guideline = 0.68;
/** Between ink and the edge of a pad that it was not drawn on; ink is wider than the pen's way too. CSS px. */
const margin = 10;

// decision 0061
/**
 * The view of a pad that has another size than the frame: the middle of the guideline stays where it was, ink keeps its
 * size if the pad has room for it, and no ink is cut off. Pure, so that turning the phone back brings the first view back.
 */
export function fitted(frame: Size, ink: Box | null, pad: Size): View {
    if (!ink || frame.width <= 0) return anchored(frame, 1, pad);
    if (pad.width === frame.width && pad.height === frame.height && holds(identity, ink, pad)) return identity;
    // A dot has no size.
    const [width, height] = [Math.max(1, ink.right - ink.left), Math.max(1, ink.bottom - ink.top)];
    const scale = Math.min(1, (pad.width - 2 * margin) / width, (pad.height - 2 * margin) / height);
    const { x, y } = anchored(frame, scale, pad);
    return {
        scale,
        x: moved(x, ink.left * scale, ink.right * scale, pad.width),
        y: moved(y, ink.top * scale, ink.bottom * scale, pad.height),
    };
}

function anchored(frame: Size, scale: number, pad: Size): View {
    return { scale, x: (pad.width - frame.width * scale) / 2, y: (pad.height - frame.height * scale) * guideline };
}

/** `offset`, changed as little as it takes to have `start` … `end` inside of 0 … `length`, off its ends. */
function moved(offset: number, start: number, end: number, length: number): number {
    return Math.min(Math.max(offset, margin - start), length - margin - end);
}

/** Whether ink lies within the pad. */
export function holds(view: View, ink: Box | null, pad: Size): boolean {
    if (!ink) return true;
    const [left, top] = [ink.left * view.scale + view.x, ink.top * view.scale + view.y];
    const [right, bottom] = [ink.right * view.scale + view.x, ink.bottom * view.scale + view.y];
    // What was drawn up to the edge is stored in whole tenths.
    const most = 0.1;
    return left >= -most && top >= -most && right <= pad.width + most && bottom <= pad.height + most;
}

/** The place in the frame, to a tenth of a px, that a place on the pad shows. */
export function toFrame(view: View, x: number, y: number): { x: number; y: number } {
    return { x: Math.round(((x - view.x) / view.scale) * 10) / 10, y: Math.round(((y - view.y) / view.scale) * 10) / 10 };
}
