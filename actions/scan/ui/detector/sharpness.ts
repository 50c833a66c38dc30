import { luma, type Frame } from './frame';
import type { Point, Quad } from './geometry';

/** Levels (0 to 255) between ink and paper; where there is less, nothing can be told. */
const leastInk = 30;
/** Pixels over which an edge is compared with its steepest step. */
const reach = 5;

/**
 * How steep the steepest edges of a patch are, at the camera's own resolution: the share of an edge's height that is
 * climbed in one pixel, 0 to 1. About 0.4 in focus, 0.15 and less when blurred or shaken. Null without ink on it. Of the
 * two ways across the poorer one counts: a shaken hand blurs one of them only.
 */
export function sharpnessOf(patch: Frame): number | null {
    const ways = [steepness(patch, 1), steepness(patch, patch.width)].filter((way): way is number => way !== null);
    return ways.length ? Math.min(...ways) : null;
}

function steepness({ width, height, data }: Frame, stride: number): number | null {
    const steps = new Int32Array(256);
    const heights = new Int32Array(256);
    const grey = new Uint8Array(width * height);
    for (let at = 0; at < grey.length; ++at) grey[at] = luma(data, 4 * at);
    let count = 0;
    for (let y = 0; y < height - (stride > 1 ? reach : 0); ++y) {
        for (let x = 0; x < width - (stride > 1 ? 0 : reach); ++x, ++count) {
            const at = y * width + x;
            const step = Math.abs(grey[at + stride]! - grey[at]!);
            const rise = Math.abs(grey[at + reach * stride]! - grey[at]!);
            steps[step] = steps[step]! + 1;
            heights[rise] = heights[rise]! + 1;
        }
    }
    const rise = top(heights, count);
    return rise < leastInk ? null : Math.min(1, top(steps, count) / rise);
}

/** The level above which the topmost hundredth lies. */
function top(counts: Int32Array, total: number): number {
    let level = 255;
    for (let above = counts[level]!; level > 0 && above < total / 100; above += counts[level]!) level -= 1;
    return level;
}

/** Cells each way in which ink is looked for. */
const cells = 5;

/** Where the page is written on most, or its middle: there sharpness can be told. */
export function mostWritten(frame: Frame, quad: Quad): Point {
    const [left, right] = extent(
        quad.map(({ x }) => x),
        frame.width,
    );
    const [top, bottom] = extent(
        quad.map(({ y }) => y),
        frame.height,
    );
    let best = { x: (left + right) / 2, y: (top + bottom) / 2 };
    let most = 0;
    for (let cell = 0; cell < cells * cells; ++cell) {
        const [column, row] = [cell % cells, Math.floor(cell / cells)];
        const [x0, y0] = [left + ((right - left) * column) / cells, top + ((bottom - top) * row) / cells];
        const ink = inkIn(
            frame,
            Math.round(x0),
            Math.round(y0),
            Math.round(x0 + (right - left) / cells),
            Math.round(y0 + (bottom - top) / cells),
        );
        if (ink <= most) continue;
        most = ink;
        best = { x: x0 + (right - left) / cells / 2, y: y0 + (bottom - top) / cells / 2 };
    }
    return best;
}

/** The inner half of what the corners span: the border itself and what lies beyond it are not ink. */
function extent(values: number[], size: number): [number, number] {
    const [low, high] = [Math.max(0, Math.min(...values)), Math.min(size - 1, Math.max(...values))];
    return [low + 0.2 * (high - low), high - 0.2 * (high - low)];
}

function inkIn({ width, data }: Frame, x0: number, y0: number, x1: number, y1: number): number {
    let [sum, count] = [0, 1];
    for (let y = y0; y < y1; ++y) {
        for (let x = x0; x < x1; ++x, ++count) {
            const at = 4 * (y * width + x);
            sum += Math.abs(luma(data, at + 4) - luma(data, at)) + Math.abs(luma(data, at + 4 * width) - luma(data, at));
        }
    }
    return sum / count;
}
