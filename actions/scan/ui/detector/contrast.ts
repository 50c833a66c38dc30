import { luma, type Frame } from './frame';
import { area, distance, type Quad } from './geometry';

/** What a quad separates. */
export interface Contrast {
    /** Levels (0 to 255) by which both sides of its border differ, that of its weakest but one side. */
    readonly step: number;
    /** Share (0 to 1) of its border along which the inside is the brighter one, as paper mostly is. */
    readonly brighter: number;
}

const samples = 20;
/** How far from the border the two sides are compared, in pixels. */
const off = 3;

export function contrastOf(quad: Quad, frame: Frame): Contrast {
    const turn = Math.sign(area(quad));
    let brighter = 0;
    const steps = quad.map((from, index) => {
        const to = quad[(index + 1) % 4] ?? from;
        const length = distance(from, to) || 1;
        // Into the quad: to the right of someone who walks round it with the clock.
        const [nx, ny] = [(-turn * (to.y - from.y)) / length, (turn * (to.x - from.x)) / length];
        const sums = [0, 0, 0];
        let used = 0;
        for (let sample = 0; sample < samples; ++sample) {
            const share = 0.08 + (0.84 * sample) / (samples - 1);
            const [x, y] = [from.x + share * (to.x - from.x), from.y + share * (to.y - from.y)];
            const inside = pixel(x + off * nx, y + off * ny, frame);
            const outside = pixel(x - off * nx, y - off * ny, frame);
            if (inside < 0 || outside < 0) continue;
            used += 1;
            brighter += luma(frame.data, inside) > luma(frame.data, outside) + 1 ? 1 / (4 * samples) : 0;
            sums.forEach((sum, channel) => (sums[channel] = sum + frame.data[inside + channel]! - frame.data[outside + channel]!));
        }
        // A side that lies on the frame's own border separates nothing.
        return used < samples / 2 ? 0 : Math.max(...sums.map(Math.abs)) / used;
    });
    return { step: steps.sort((a, b) => a - b)[1] ?? 0, brighter };
}

function pixel(x: number, y: number, { width, height }: Frame): number {
    const [column, row] = [Math.round(x), Math.round(y)];
    return column < 0 || row < 0 || column >= width || row >= height ? -1 : 4 * (row * width + column);
}
