export interface Point {
    readonly x: number;
    readonly y: number;
}

/** Corners in order of the clock as seen, from the one nearest to the top left of the picture. Pixel centres lie at integers. */
export type Quad = readonly [Point, Point, Point, Point];

/** `x cos + y sin = rho`. */
export interface Line {
    readonly cos: number;
    readonly sin: number;
    readonly rho: number;
}

export const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

/** Positive for corners in order of the clock, where y points down. */
export function area(corners: readonly Point[]): number {
    let twice = 0;
    corners.forEach((a, index) => {
        const b = corners[(index + 1) % corners.length] ?? a;
        twice += a.x * b.y - b.x * a.y;
    });
    return twice / 2;
}

/** Null for lines that are as good as parallel. */
export function intersection(a: Line, b: Line): Point | null {
    const determinant = a.cos * b.sin - a.sin * b.cos;
    if (Math.abs(determinant) < 0.05) return null;
    return { x: (a.rho * b.sin - b.rho * a.sin) / determinant, y: (b.rho * a.cos - a.rho * b.cos) / determinant };
}

/** The four corners of a convex shape as a {@link Quad}, whichever way round and wherever they begin. */
export function ordered(corners: readonly [Point, Point, Point, Point]): Quad {
    const [a, b, c, d] = area(corners) < 0 ? ([corners[3], corners[2], corners[1], corners[0]] as const) : corners;
    const turns: Quad[] = [
        [a, b, c, d],
        [b, c, d, a],
        [c, d, a, b],
        [d, a, b, c],
    ];
    return turns.reduce((best, turn) => (turn[0].x + turn[0].y < best[0].x + best[0].y ? turn : best));
}

/** Sine of the inner angle at each corner, negative where the shape is dented or wound against the clock. */
export function cornerSines(corners: Quad): number[] {
    return corners.map((at, index) => {
        const before = corners[(index + 3) % 4] ?? at;
        const after = corners[(index + 1) % 4] ?? at;
        const [ux, uy, vx, vy] = [at.x - before.x, at.y - before.y, after.x - at.x, after.y - at.y];
        return (ux * vy - uy * vx) / (Math.hypot(ux, uy) * Math.hypot(vx, vy) || 1);
    });
}

/** How far the corner that moved most has moved, in shares of the first shape's longer diagonal. */
export function movement(from: Quad, to: Quad): number {
    const span = Math.max(distance(from[0], from[2]), distance(from[1], from[3]), 1e-9);
    return Math.max(...from.map((corner, index) => distance(corner, to[index] ?? corner))) / span;
}

/** `quad` begun at the corner that lies nearest to the first of `like`: corners keep their names while the phone is turned. */
export function alignedTo(like: Quad, [a, b, c, d]: Quad): Quad {
    const turns: Quad[] = [
        [a, b, c, d],
        [b, c, d, a],
        [c, d, a, b],
        [d, a, b, c],
    ];
    const way = (turn: Quad) => turn.reduce((sum, corner, index) => sum + distance(corner, like[index] ?? corner), 0);
    return turns.reduce((best, turn) => (way(turn) < way(best) ? turn : best));
}

/**
 * Projective map of the unit square onto the quad (0,0 to its first corner, 1,0 to its second). P. Heckbert, "Fundamentals
 * of Texture Mapping and Image Warping", 1989, section 2.2.3.
 */
export function squareToQuad([p0, p1, p2, p3]: Quad): (u: number, v: number) => Point {
    const [sx, sy] = [p0.x - p1.x + p2.x - p3.x, p0.y - p1.y + p2.y - p3.y];
    const [dx1, dx2, dy1, dy2] = [p1.x - p2.x, p3.x - p2.x, p1.y - p2.y, p3.y - p2.y];
    const determinant = dx1 * dy2 - dx2 * dy1 || 1e-9;
    const g = (sx * dy2 - dx2 * sy) / determinant;
    const h = (dx1 * sy - sx * dy1) / determinant;
    const [a, b] = [p1.x - p0.x + g * p1.x, p3.x - p0.x + h * p3.x];
    const [d, e] = [p1.y - p0.y + g * p1.y, p3.y - p0.y + h * p3.y];
    return (u, v) => {
        const w = g * u + h * v + 1;
        return { x: (a * u + b * v + p0.x) / w, y: (d * u + e * v + p0.y) / w };
    };
}
