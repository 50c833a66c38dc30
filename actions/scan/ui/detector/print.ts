import { luma, type Frame } from './frame';
import { squareToQuad, type Quad } from './geometry';

/** Cells each way of a page's print. */
const cells = 28;
/** Cells each way of the mean that is taken off: light and shadows go, what is written stays. */
const around = 3;
/** Of the print's values; below it the page is as good as blank, and looks like any other. */
const leastTexture = 1.5;

/** What a page looks like, whatever the light: mean 0, length 1. Null for a blank page. */
export type Print = Float32Array | null;

// decision 0082
/** The print of the page within `quad`. */
export function printOf(frame: Frame, quad: Quad): Print {
    const at = squareToQuad(quad);
    const grid = new Float32Array(cells * cells);
    for (let row = 0; row < cells; ++row) {
        for (let column = 0; column < cells; ++column) grid[row * cells + column] = cell(frame, at, column, row);
    }
    const texture = centred(grid.map((value, index) => value - mean(grid, index)));
    const length = Math.hypot(...texture);
    return length / cells < leastTexture ? null : texture.map((value) => value / length);
}

/** From -1 to 1; of the same page it is about 1, of two pages about 0. The best over the four ways to hold it. */
export function likeness(a: Float32Array, b: Float32Array): number {
    let best = -1;
    let turned = b;
    for (let quarter = 0; quarter < 4; ++quarter) {
        best = Math.max(
            best,
            a.reduce((sum, value, index) => sum + value * turned[index]!, 0),
        );
        const from = turned;
        turned = from.map((_, index) => from[(cells - 1 - (index % cells)) * cells + Math.floor(index / cells)]!);
    }
    return best;
}

/** Rows and columns of mean 0: pages of one letter have their lines at the same places, and are not alike for that. */
function centred(grid: Float32Array): Float32Array {
    const rows = new Float32Array(cells);
    const columns = new Float32Array(cells);
    grid.forEach((value, index) => {
        rows[Math.floor(index / cells)]! += value / cells;
        columns[index % cells]! += value / cells;
    });
    return grid.map((value, index) => value - rows[Math.floor(index / cells)]! - columns[index % cells]!);
}

/** Mean of nine points: as many as a cell has pixels, in a page that fills the frame. */
function cell({ width, height, data }: Frame, at: (u: number, v: number) => { x: number; y: number }, column: number, row: number): number {
    let sum = 0;
    for (let part = 0; part < 9; ++part) {
        // The outermost part of the page is left out: an outline that is a little off would mix in the table.
        const share = (index: number) => 0.04 + (0.92 * (index + 0.5)) / cells;
        const { x, y } = at(share(column + (part % 3) / 3 - 1 / 3), share(row + Math.floor(part / 3) / 3 - 1 / 3));
        const clamp = (value: number, size: number) => Math.max(0, Math.min(size - 1, Math.round(value)));
        sum += luma(data, 4 * (clamp(y, height) * width + clamp(x, width)));
    }
    return sum / 9;
}

function mean(grid: Float32Array, index: number): number {
    const [column, row] = [index % cells, Math.floor(index / cells)];
    let [sum, count] = [0, 0];
    for (let y = Math.max(0, row - around); y <= Math.min(cells - 1, row + around); ++y) {
        for (let x = Math.max(0, column - around); x <= Math.min(cells - 1, column + around); ++x) {
            sum += grid[y * cells + x]!;
            count += 1;
        }
    }
    return sum / count;
}

/** Cells of a scene. */
const [sceneColumns, sceneRows] = [16, 16];

/** Brightness all over the frame, coarsely: tells a view that has changed from one in which only the outline was lost. */
export function sceneOf({ width, height, data }: Frame): Float32Array {
    const sums = new Float32Array(sceneColumns * sceneRows);
    const counts = new Float32Array(sums.length);
    for (let y = 0; y < height; y += 2) {
        const row = Math.floor((y * sceneRows) / height) * sceneColumns;
        for (let x = 0; x < width; x += 2) {
            const at = row + Math.floor((x * sceneColumns) / width);
            sums[at] = sums[at]! + luma(data, 4 * (y * width + x));
            counts[at] = counts[at]! + 1;
        }
    }
    return sums.map((sum, index) => sum / Math.max(1, counts[index]!));
}

/** Mean difference of two scenes in levels (0 to 255), whatever the camera's exposure is. */
export function sceneChange(a: Float32Array, b: Float32Array): number {
    const level = (scene: Float32Array) => scene.reduce((sum, value) => sum + value, 0) / scene.length;
    const shift = level(a) - level(b);
    return a.reduce((sum, value, index) => sum + Math.abs(value - b[index]! - shift), 0) / a.length;
}
