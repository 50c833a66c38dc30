import { directions, noEdge, type Edges } from './edges';
import { distance, intersection, ordered, type Line, type Point, type Quad } from './geometry';

/** How far from a side its edges are looked for, in pixels: the lines are known to about one step of their direction. */
const reach = 3;

/** The quad moved onto the edges along its sides, to fractions of a pixel. What moves far or breaks stays as it was. */
export function refined(quad: Quad, edges: Edges): Quad {
    const sides = quad.map((from, index) => fitted(from, quad[(index + 1) % 4] ?? from, edges));
    const corners = quad.map((corner, index) => {
        const [before, after] = [sides[(index + 3) % 4], sides[index]];
        const at = before && after && intersection(before, after);
        return at && distance(at, corner) <= 2 * reach ? at : corner;
    });
    return ordered(corners as [Point, Point, Point, Point]);
}

/** Least squares across the side, over the edges near it that run its way. Null if there are too few of them. */
function fitted(from: Point, to: Point, edges: Edges): Line | null {
    const length = distance(from, to);
    const [ux, uy] = [(to.x - from.x) / length, (to.y - from.y) / length];
    const direction = Math.round((Math.atan2(ux, -uy) / Math.PI) * directions + 2 * directions) % directions;
    let [n, st, stt, sd, std] = [0, 0, 0, 0, 0];
    // Round the corners edges bend.
    for (let t = 0.04 * length; t <= 0.96 * length; ++t) {
        const off = offset({ x: from.x + t * ux, y: from.y + t * uy }, ux, uy, direction, edges);
        if (off === null) continue;
        n += 1;
        st += t;
        stt += t * t;
        sd += off;
        std += t * off;
    }
    const determinant = n * stt - st * st;
    if (n < 0.3 * length || determinant <= 0) return null;
    const slope = (n * std - st * sd) / determinant;
    const start = (sd - slope * st) / n;
    // The normal (-uy, ux), turned by the slope.
    const norm = Math.hypot(1, slope);
    const [cos, sin] = [(-uy - slope * ux) / norm, (ux - slope * uy) / norm];
    return { cos, sin, rho: (from.x - start * uy) * cos + (from.y + start * ux) * sin };
}

/** Distance of the nearest fitting edge from `at`, along the side's normal. */
function offset(at: Point, ux: number, uy: number, direction: number, { width, height, direction: found }: Edges): number | null {
    for (let step = 0; step <= 2 * reach; ++step) {
        const off = step % 2 ? (step + 1) / 2 : -step / 2;
        const x = Math.round(at.x - off * uy);
        const y = Math.round(at.y + off * ux);
        if (x < 0 || y < 0 || x >= width || y >= height) continue;
        const there = found[y * width + x]!;
        const turn = Math.abs(there - direction);
        if (there !== noEdge && Math.min(turn, directions - turn) <= 7) return (x - at.x) * -uy + (y - at.y) * ux;
    }
    return null;
}
