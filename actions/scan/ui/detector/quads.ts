import { area, cornerSines, distance, intersection, ordered, type Point, type Quad } from './geometry';
import { along, support, type EdgeLine } from './lines';

/** Four lines that enclose something page-like. */
export interface Candidate {
    readonly quad: Quad;
    /** 0 to 1: how much of its border runs along edges, the poorest side counting most. */
    readonly border: number;
    /** 0 to 1: how far the edges run on beyond its corners, as those of tiles and tables do. */
    readonly overrun: number;
    /** Share of the frame that it covers. */
    readonly share: number;
}

const leastShare = 0.06;
/** Of each side, and of the border in all. */
const leastSupport = { side: 0.3, border: 0.5 };
/** Of a side, in shares of the frame's shorter one. */
const leastSide = 0.14;
/** Corners may lie this far outside the frame, in pixels. */
const slack = 2;
/** Sines of the angle between neighbouring sides, and of that between opposite ones. */
const leastSine = 0.64;
const mostSkew = 0.6;

/** All quads whose sides lie on four of the lines, best border first, at most `most`. */
export function findQuads(lines: readonly EdgeLine[], width: number, height: number, most: number): Candidate[] {
    const crossings = lines.map((a) => lines.map((b) => crossing(a, b, width, height)));
    const pairs = oppositePairs(lines, width, height);
    const found: Candidate[] = [];
    pairs.forEach(([a, b], index) => {
        for (const [c, d] of pairs.slice(index + 1)) {
            const [ac, cb, bd, da] = [crossings[a]![c], crossings[c]![b], crossings[b]![d], crossings[d]![a]];
            if (!ac || !cb || !bd || !da) continue;
            const candidate = enclosed([lines[a]!, lines[c]!, lines[b]!, lines[d]!], [da, ac, cb, bd], width, height);
            if (candidate) found.push(candidate);
        }
    });
    return found.sort((a, b) => rank(b) - rank(a)).slice(0, most);
}

/** A table of a form within the page has as good a border as the page: the larger one is meant. */
const rank = ({ border, overrun, share }: Candidate): number => border - 0.3 * overrun + 0.35 * Math.sqrt(share);

function crossing(a: EdgeLine, b: EdgeLine, width: number, height: number): Point | null {
    if (Math.abs(a.cos * b.sin - a.sin * b.cos) < leastSine) return null;
    const at = intersection(a, b);
    const inside = at && at.x >= -slack && at.y >= -slack && at.x <= width - 1 + slack && at.y <= height - 1 + slack;
    return inside ? at : null;
}

function oppositePairs(lines: readonly EdgeLine[], width: number, height: number): [number, number][] {
    const least = leastSide * Math.min(width, height);
    const centre = { x: width / 2, y: height / 2 };
    const pairs: [number, number][] = [];
    lines.forEach((a, first) =>
        lines.forEach((b, second) => {
            if (second <= first || Math.abs(a.cos * b.sin - a.sin * b.cos) > mostSkew) return;
            // The distance of the two where they pass the middle of the frame.
            const same = a.cos * b.cos + a.sin * b.sin >= 0 ? 1 : -1;
            const [offA, offB] = [a, b].map(({ cos, sin, rho }) => rho - centre.x * cos - centre.y * sin) as [number, number];
            if (Math.abs(offA - same * offB) >= least) pairs.push([first, second]);
        }),
    );
    return pairs;
}

/** `corners[i]` and `corners[i + 1]` are the ends of the side on `sides[i]`. */
function enclosed(
    sides: readonly [EdgeLine, EdgeLine, EdgeLine, EdgeLine],
    corners: [Point, Point, Point, Point],
    width: number,
    height: number,
): Candidate | null {
    const share = Math.abs(area(corners)) / (width * height);
    if (share < leastShare) return null;
    const least = leastSide * Math.min(width, height);
    let [whole, length, poorest, beyond] = [0, 0, 1, 0];
    for (let side = 0; side < 4; ++side) {
        const [line, from, to] = [sides[side]!, corners[side]!, corners[(side + 1) % 4]!];
        const span = distance(from, to);
        if (span < least) return null;
        const [start, end] = [along(line, from), along(line, to)];
        const found = support(line, start, end);
        if (found < leastSupport.side) return null;
        poorest = Math.min(poorest, found);
        whole += found * span;
        length += span;
        beyond += overrunOf(line, start, end);
    }
    const border = Math.min(1, 0.6 * (whole / length) + 0.4 * poorest);
    if (border < leastSupport.border) return null;
    const quad = ordered(corners);
    return cornerSines(quad).every((sine) => sine >= leastSine) ? { quad, border, overrun: beyond / 4, share } : null;
}

/** The edge itself reaches a little beyond the corner, where it bends. */
function overrunOf(line: EdgeLine, start: number, end: number): number {
    const way = Math.sign(end - start);
    const reach = Math.max(8, 0.12 * Math.abs(end - start));
    return (support(line, start - 3 * way, start - (3 + reach) * way) + support(line, end + 3 * way, end + (3 + reach) * way)) / 2;
}
