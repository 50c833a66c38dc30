import { directions, noEdge, type Edges } from './edges';
import type { Line, Point } from './geometry';

/** A straight line through a frame, with how much of it runs along edges. */
export interface EdgeLine extends Line {
    /** Index of its direction, as in {@link Edges.direction}. */
    readonly direction: number;
    /** `supported[t - first]` counts the steps from the line's entry into the frame up to `t` at which there is an edge. */
    readonly supported: Int16Array;
    readonly first: number;
    /** Steps of the longest stretch of edge, short gaps included. */
    readonly run: number;
}

/** Peaks of the vote that are looked at, and lines that are kept: of text there are many, of a page's borders only four. */
const mostPeaks = 64;
const mostLines = 26;
/** How far apart (steps of direction, pixels) two lines have to be to count as two. */
const apart = { direction: 3, rho: 4 };
/** Directions of weak edges are known to about this many steps. */
const spread = 3;

/** The lines of a frame with the longest edges on them, longest first. Duda and Hart 1972, each edge voting for its own direction only. */
export function findLines(edges: Edges): EdgeLine[] {
    const { votes, half, stride } = vote(edges);
    const lines = peaks(votes, stride).map((peak) => {
        const direction = Math.floor(peak / stride);
        const angle = (direction * Math.PI) / directions;
        return traced({ cos: Math.cos(angle), sin: Math.sin(angle), rho: (peak % stride) - half }, direction, edges);
    });
    return lines.sort((a, b) => b.run - a.run).slice(0, mostLines);
}

/** `t` of a point on the line: its place along it. */
export const along = ({ cos, sin }: Line, { x, y }: Point): number => y * cos - x * sin;

/** Share (0 to 1) of the line between two of its places that runs along edges. Outside the frame there are none. */
export function support({ supported, first }: EdgeLine, from: number, to: number): number {
    const last = supported.length - 1;
    const clamp = (t: number) => Math.max(0, Math.min(last, Math.round(t) - first));
    const [low, high] = from < to ? [from, to] : [to, from];
    return (supported[clamp(high)]! - supported[clamp(low)]!) / Math.max(1, high - low);
}

function vote({ width, height, direction, pixels, strengths }: Edges) {
    const half = Math.ceil(Math.hypot(width, height));
    const stride = 2 * half + 1;
    const votes = new Float32Array(directions * stride);
    const turns = Array.from({ length: directions }, (_, index) => (index * Math.PI) / directions);
    const [cosines, sines] = [turns.map(Math.cos), turns.map(Math.sin)];
    pixels.forEach((at, index) => {
        const [x, y] = [at % width, Math.floor(at / width)];
        // A faint border is as good as a strong one, if only it is long.
        const weight = strengths[index]! / (strengths[index]! + 12);
        for (let step = -spread; step <= spread; ++step) {
            const turn = (direction[at]! + step + directions) % directions;
            const cell = turn * stride + half + Math.round(x * cosines[turn]! + y * sines[turn]!);
            votes[cell] = votes[cell]! + weight;
        }
    });
    return { votes, half, stride };
}

/** Cells with the most votes, none close to another. */
function peaks(votes: Float32Array, stride: number): number[] {
    const tops: number[] = [];
    for (let cell = stride; cell < votes.length - stride; ++cell) {
        const here = votes[cell]!;
        if (
            here > 5 &&
            here > votes[cell - 1]! &&
            here >= votes[cell + 1]! &&
            here > votes[cell - stride]! &&
            here >= votes[cell + stride]!
        )
            tops.push(cell);
    }
    for (const edge of [0, votes.length - stride])
        for (let cell = edge + 1; cell < edge + stride - 1; ++cell) if (votes[cell]! > 5) tops.push(cell);
    tops.sort((a, b) => votes[b]! - votes[a]!);
    const kept: number[] = [];
    for (const cell of tops) {
        if (kept.length === mostPeaks) break;
        if (kept.every((other) => areApart(cell, other, stride))) kept.push(cell);
    }
    return kept;
}

function areApart(a: number, b: number, stride: number): boolean {
    const turn = Math.abs(Math.floor(a / stride) - Math.floor(b / stride));
    const half = (stride - 1) / 2;
    // Half a turn further the same line has the other sign.
    const wrapped = turn > directions / 2;
    const [ra, rb] = [(a % stride) - half, (b % stride) - half];
    return Math.min(turn, directions - turn) >= apart.direction || Math.abs(ra - (wrapped ? -rb : rb)) >= apart.rho;
}

/** Gaps of this many steps do not end a stretch. */
const longestGap = 4;

function traced(line: Line, direction: number, edges: Edges): EdgeLine {
    const { width, height } = edges;
    const corners = [
        { x: 0, y: 0 },
        { x: width, y: 0 },
        { x: 0, y: height },
        { x: width, y: height },
    ].map((corner) => along(line, corner));
    const first = Math.floor(Math.min(...corners));
    const supported = new Int16Array(Math.ceil(Math.max(...corners)) - first + 1);
    let [count, run, begun, gap] = [0, 0, 0, longestGap + 1];
    for (let step = 0; step < supported.length; ++step) {
        supported[step] = count;
        if (hasEdge(line, first + step, direction, edges)) {
            count += 1;
            if (gap > longestGap) begun = step;
            gap = 0;
            run = Math.max(run, step - begun + 1);
        } else gap += 1;
    }
    return { ...line, direction, supported, first, run };
}

function hasEdge({ cos, sin, rho }: Line, t: number, direction: number, edges: Edges): boolean {
    for (let off = -1; off <= 1; ++off) {
        const x = Math.round((rho + off) * cos - t * sin);
        const y = Math.round((rho + off) * sin + t * cos);
        if (x < 0 || y < 0 || x >= edges.width || y >= edges.height) continue;
        const found = edges.direction[y * edges.width + x]!;
        if (found === noEdge) continue;
        const turn = Math.abs(found - direction);
        if (Math.min(turn, directions - turn) <= 6) return true;
    }
    return false;
}
