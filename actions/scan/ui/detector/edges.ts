import type { Frame } from './frame';

/** Directions of edges are told in steps of 2 degrees, of the normal, without its sense: 0 to 89. */
export const directions = 90;
/** In {@link Edges.direction}: no edge here. */
export const noEdge = 255;

/** Thin edges of a frame. */
export interface Edges {
    readonly width: number;
    readonly height: number;
    /** For each pixel the direction of the edge there, or {@link noEdge}. */
    readonly direction: Uint8Array;
    /** Indices of the pixels that have one, and how steep it is there. */
    readonly pixels: Int32Array;
    readonly strengths: Float32Array;
}

/** Levels (of 255) over two pixels; below it there is nothing but the sensor's noise. */
const leastStep = 4;

/**
 * Ridges of the colour gradient. Of each pixel the channel that changes most counts: paper and table may be equally
 * bright, but seldom are of the same colour.
 */
export function findEdges(frame: Frame): Edges {
    const { width, height } = frame;
    const gradient = steepest(frame);
    const least = Math.max(leastStep, 2 * median(gradient.magnitude)) ** 2;
    const direction = new Uint8Array(width * height).fill(noEdge);
    const pixels: number[] = [];
    const strengths: number[] = [];
    for (let y = 2; y < height - 2; ++y) {
        for (let at = y * width + 2; at < (y + 1) * width - 2; ++at) {
            const here = gradient.magnitude[at] ?? 0;
            if (here < least || !isRidge(gradient, at, width)) continue;
            direction[at] = directionOf(gradient.x[at] ?? 0, gradient.y[at] ?? 0);
            pixels.push(at);
            strengths.push(Math.sqrt(here));
        }
    }
    return { width, height, direction, pixels: Int32Array.from(pixels), strengths: Float32Array.from(strengths) };
}

interface Gradient {
    readonly x: Int16Array;
    readonly y: Int16Array;
    /** Squared. */
    readonly magnitude: Int32Array;
}

function steepest(frame: Frame): Gradient {
    const { width, height } = frame;
    const size = width * height;
    const gradient = { x: new Int16Array(size), y: new Int16Array(size), magnitude: new Int32Array(size) };
    for (let channel = 0; channel < 3; ++channel) {
        const plane = smoothed(frame, channel);
        for (let y = 1; y < height - 1; ++y) {
            for (let at = y * width + 1; at < (y + 1) * width - 1; ++at) {
                const gx = plane[at + 1]! - plane[at - 1]!;
                const gy = plane[at + width]! - plane[at - width]!;
                const steep = gx * gx + gy * gy;
                if (steep <= gradient.magnitude[at]!) continue;
                gradient.magnitude[at] = steep;
                gradient.x[at] = gx;
                gradient.y[at] = gy;
            }
        }
    }
    return gradient;
}

/** One channel, blurred by 1-2-1 both ways. The outermost pixels stay 0 and are not to be used. */
function smoothed({ width, height, data }: Frame, channel: number): Int16Array {
    const rows = new Int16Array(width * height);
    for (let y = 0; y < height; ++y) {
        for (let x = 1, at = y * width + 1; x < width - 1; ++x, ++at) {
            const byte = 4 * at + channel;
            rows[at] = data[byte - 4]! + 2 * data[byte]! + data[byte + 4]!;
        }
    }
    const plane = new Int16Array(width * height);
    for (let at = width; at < width * (height - 1); ++at) {
        plane[at] = (rows[at - width]! + 2 * rows[at]! + rows[at + width]!) >> 4;
    }
    return plane;
}

/** Whether the gradient is at its steepest here, seen across the edge. */
function isRidge({ x, y, magnitude }: Gradient, at: number, width: number): boolean {
    const [gx, gy] = [x[at]!, y[at]!];
    const [ax, ay] = [Math.abs(gx), Math.abs(gy)];
    // tan 22.5 degrees is 0.414: one of the eight neighbours on either side.
    const across = ay * 1000 <= ax * 414 ? 1 : ax * 1000 <= ay * 414 ? width : gx > 0 === gy > 0 ? width + 1 : width - 1;
    return magnitude[at]! > magnitude[at - across]! && magnitude[at]! >= magnitude[at + across]!;
}

function directionOf(gx: number, gy: number): number {
    const turn = Math.atan2(gy, gx) / Math.PI;
    return Math.round((turn < 0 ? turn + 1 : turn) * directions) % directions;
}

/** Of the square roots. Steps above 255 do not occur. */
function median(squares: Int32Array): number {
    const counts = new Int32Array(512);
    for (let at = 0; at < squares.length; at += 3) {
        const step = Math.min(511, Math.sqrt(squares[at]!) | 0);
        counts[step] = counts[step]! + 1;
    }
    let left = squares.length / 6;
    let step = 0;
    for (; step < 511; ++step) {
        left -= counts[step]!;
        if (left <= 0) break;
    }
    return step;
}
