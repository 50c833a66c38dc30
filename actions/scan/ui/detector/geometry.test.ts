import { expect, it } from 'vitest';
import { alignedTo, area, cornerSines, intersection, movement, ordered, squareToQuad } from './geometry';
import { quadOf } from './test_frames';

const square = quadOf([0, 0], [10, 0], [10, 10], [0, 10]);

it('puts corners in the order of the clock, from the top left', () => {
    const [a, b, c, d] = square;
    expect(ordered([c, b, a, d])).toEqual(square);
    expect(ordered([d, a, b, c])).toEqual(square);
    expect(area(square)).toBe(100);
});

it('crosses lines, but not parallel ones', () => {
    expect(intersection({ cos: 1, sin: 0, rho: 3 }, { cos: 0, sin: 1, rho: 4 })).toEqual({ x: 3, y: 4 });
    expect(intersection({ cos: 1, sin: 0, rho: 3 }, { cos: 1, sin: 0.01, rho: 4 })).toBeNull();
});

it('tells dents by the sines of the corners', () => {
    expect(cornerSines(square)).toEqual([1, 1, 1, 1]);
    expect(Math.min(...cornerSines(quadOf([0, 0], [10, 0], [2, 2], [0, 10])))).toBeLessThan(0);
});

it('measures movement by the corner that moved most', () => {
    expect(movement(square, quadOf([0, 0], [10, 0], [10, 10], [0, 10]))).toBe(0);
    expect(movement(square, quadOf([0, 0], [10, 0], [13, 14], [0, 10]))).toBeCloseTo(5 / Math.hypot(10, 10));
});

it('keeps the names of the corners while the page turns', () => {
    const [a, b, c, d] = square;
    expect(alignedTo(square, [c, d, a, b])).toEqual(square);
});

it('maps the unit square onto a quad, corner by corner', () => {
    const quad = quadOf([3, 2], [11, 4], [9, 15], [1, 12]);
    const at = squareToQuad(quad);
    [at(0, 0), at(1, 0), at(1, 1), at(0, 1)].forEach((corner, index) => {
        expect(corner.x).toBeCloseTo(quad[index]!.x);
        expect(corner.y).toBeCloseTo(quad[index]!.y);
    });
});
