/** A small colour picture: 4 bytes a pixel (red, green, blue, unused), row by row, as a canvas gives it. */
export interface Frame {
    readonly width: number;
    readonly height: number;
    readonly data: Uint8ClampedArray | Uint8Array;
}

/** The longer side of the frames that pages are looked for in. More does not find more, and costs by the square. */
export const frameSide = 240;

/** The size at which a picture of `width` x `height` is looked at: never enlarged, at least one pixel each way. */
export function frameSize(width: number, height: number): { width: number; height: number } {
    const scale = Math.min(1, frameSide / Math.max(width, height, 1));
    return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** Rec. 601, in whole numbers; 0 to 255. */
export const luma = (data: ArrayLike<number>, at: number): number =>
    (77 * (data[at] ?? 0) + 150 * (data[at + 1] ?? 0) + 29 * (data[at + 2] ?? 0)) >> 8;
