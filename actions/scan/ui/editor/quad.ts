import type { Point, Quad } from '../model/page';

export interface Size {
    readonly width: number;
    readonly height: number;
}

/** Sides 0…3: top, right, bottom, left; side i lies between the corners i and i + 1. */
export type Part = { readonly kind: 'corner'; readonly index: number } | { readonly kind: 'side'; readonly index: number };

/** Nearer than this share of the picture's short side no two corners come. */
const leastShare = 0.04;

export const wholeQuad = ({ width, height }: Size): Quad => [
    [0, 0],
    [width - 1, 0],
    [width - 1, height - 1],
    [0, height - 1],
];

// decision 0084
/**
 * The quad with a corner or a side moved by `by`; as far as it stays convex, inside the picture and not too small. A side
 * moves parallel to itself, its corners along the sides next to it.
 */
export function movedPart(quad: Quad, part: Part, by: Point, size: Size): Quad {
    const target = (share: number) =>
        rounded(part.kind === 'corner' ? movedCorner(quad, part.index, by, share, size) : movedSide(quad, part.index, by, share));
    if (isValid(target(1), size)) return target(1);
    // The farthest that is allowed on the way there.
    let [low, high] = [0, 1];
    for (let step = 0; step < 12; step += 1) {
        const middle = (low + high) / 2;
        if (isValid(target(middle), size)) low = middle;
        else high = middle;
    }
    return low === 0 ? quad : target(low);
}

export const middleOf = (quad: Quad, side: number): Point => {
    const [a, b] = [corner(quad, side), corner(quad, side + 1)];
    return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
};

const corner = (quad: Quad, index: number): Point => quad[(index + 4) % 4] as Point;
const clamp = (value: number, most: number) => Math.min(Math.max(value, 0), most);
const withCorner = (quad: Quad, index: number, point: Point): Quad =>
    quad.map((old, at) => (at === (index + 4) % 4 ? point : old)) as unknown as Quad;

function movedCorner(quad: Quad, index: number, by: Point, share: number, { width, height }: Size): Quad {
    const [x, y] = corner(quad, index);
    // Along the picture's edge, rather than stuck at it.
    return withCorner(quad, index, [clamp(x + by[0] * share, width - 1), clamp(y + by[1] * share, height - 1)]);
}

function movedSide(quad: Quad, side: number, by: Point, share: number): Quad {
    const [a, b] = [corner(quad, side), corner(quad, side + 1)];
    const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
    const normal: Point = [(a[1] - b[1]) / length, (b[0] - a[0]) / length];
    const distance = (by[0] * normal[0] + by[1] * normal[1]) * share;
    const slid = (point: Point, neighbour: Point): Point => {
        const along = [neighbour[0] - point[0], neighbour[1] - point[1]] as const;
        const slope = along[0] * normal[0] + along[1] * normal[1];
        return [point[0] + (along[0] * distance) / slope, point[1] + (along[1] * distance) / slope];
    };
    return withCorner(withCorner(quad, side, slid(a, corner(quad, side - 1))), side + 1, slid(b, corner(quad, side + 2)));
}

/** Convex, clockwise on the display, inside the picture (half a pixel of it is its edge), no side too short. */
export function isValid(quad: Quad, { width, height }: Size): boolean {
    const least = leastShare * Math.min(width, height);
    return quad.every(([x, y], index) => {
        const [a, b] = [corner(quad, index + 1), corner(quad, index + 2)];
        const turn = (a[0] - x) * (b[1] - a[1]) - (a[1] - y) * (b[0] - a[0]);
        const sides = Math.hypot(a[0] - x, a[1] - y) * Math.hypot(b[0] - a[0], b[1] - a[1]);
        const inside = x >= -0.5 && y >= -0.5 && x <= width - 0.5 && y <= height - 0.5;
        // A corner of nearly 180° makes no page.
        return inside && Math.hypot(a[0] - x, a[1] - y) >= least && turn > 0.05 * sides;
    });
}

const rounded = (quad: Quad): Quad => quad.map(([x, y]) => [Math.round(x * 10) / 10, Math.round(y * 10) / 10]) as unknown as Quad;

/** A quad to begin with: what was found may reach over the edge, and a bad one is no help. */
export function usableQuad(quad: Quad | null, size: Size): Quad {
    const clamped = quad?.map(([x, y]) => [clamp(x, size.width - 1), clamp(y, size.height - 1)]) as unknown as Quad | undefined;
    return clamped && isValid(clamped, size) ? clamped : wholeQuad(size);
}
