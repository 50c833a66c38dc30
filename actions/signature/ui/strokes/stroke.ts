/** One place of the pen, in the units that the server counts in too: x and y to a tenth of a CSS px, whole ms, thousandths. */
export interface Sample {
    readonly x: number;
    readonly y: number;
    /** Milliseconds since the drawing began. */
    readonly t: number;
    /** 0…1; 0.5 for a pointer without pressure. */
    readonly p: number;
}

/** From pen down to pen up: at least one sample. */
export type Stroke = readonly Sample[];

/** CSS px. */
export interface Size {
    readonly width: number;
    readonly height: number;
}

/** CSS px. */
export interface Box {
    readonly left: number;
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
}

/** Where the pen went; null if it went nowhere. */
export function boxOf(strokes: readonly Stroke[]): Box | null {
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const stroke of strokes) {
        for (const { x, y } of stroke) {
            left = Math.min(left, x);
            right = Math.max(right, x);
            top = Math.min(top, y);
            bottom = Math.max(bottom, y);
        }
    }
    return left <= right ? { left, top, right, bottom } : null;
}

/** The way of the pen over the paper, in CSS px: what `options.min_ink` is compared with. */
export function penWay(strokes: readonly Stroke[]): number {
    let way = 0;
    for (const stroke of strokes) {
        stroke.forEach(({ x, y }, index) => {
            const before = stroke[index - 1];
            if (before) way += Math.hypot(x - before.x, y - before.y);
        });
    }
    return way;
}

export const countSamples = (strokes: readonly Stroke[]): number => strokes.reduce((sum, { length }) => sum + length, 0);
