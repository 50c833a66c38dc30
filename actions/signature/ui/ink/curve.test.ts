import { expect, it } from 'vitest';
import { pointAt, splineBetween } from './curve';

const p = (x: number, y: number) => ({ x, y });

it('goes from one point to the next', () => {
    const curve = splineBetween(p(0, 0), p(1, 2), p(5, 3), p(9, 0));
    expect(pointAt(curve, 0)).toEqual(p(1, 2));
    expect(pointAt(curve, 1).x).toBeCloseTo(5, 12);
});

it('is straight where its neighbours are in line', () => {
    const { x1, y1, x2, y2 } = splineBetween(p(0, 0), p(1, 1), p(2, 2), p(3, 3));
    expect(y1).toBeCloseTo(x1, 12);
    expect(y2).toBeCloseTo(x2, 12);
    expect(x1).toBeCloseTo(4 / 3, 12);
});

it('is straight at its ends and over doubled points', () => {
    const straight = { x0: 0, y0: 0, x1: 1, y1: 0, x2: 2, y2: 0, x3: 3, y3: 0 };
    expect(splineBetween(null, p(0, 0), p(3, 0), null)).toEqual(straight);
    expect(splineBetween(p(0, 0), p(0, 0), p(3, 0), p(3, 0))).toEqual(straight);
});

it('is the same from either end', () => {
    const there = splineBetween(p(0, 5), p(1, 2), p(5, 3), p(9, 0));
    const back = splineBetween(p(9, 0), p(5, 3), p(1, 2), p(0, 5));
    expect([back.x1, back.y1]).toEqual([there.x2, there.y2]);
});

it('enters a short piece along the neighbours, without swinging far', () => {
    const { x1, y1 } = splineBetween(p(-100, 0), p(0, 0), p(1, 1), p(2, 1));
    expect(Math.hypot(x1, y1)).toBeLessThan(1);
});
