import { expect, it } from 'vitest';
import { boxOf, countSamples, penWay, type Stroke } from './stroke';

const stroke = (...points: [number, number][]): Stroke => points.map(([x, y], t) => ({ x, y, t, p: 0.5 }));

it('finds the box of the ink', () => {
    expect(boxOf([])).toBeNull();
    expect(boxOf([stroke([3, 4])])).toEqual({ left: 3, top: 4, right: 3, bottom: 4 });
    expect(boxOf([stroke([3, 4], [-1, 9]), stroke([20, 0])])).toEqual({ left: -1, top: 0, right: 20, bottom: 9 });
});

it('measures the way of the pen on the paper, not through the air', () => {
    expect(penWay([stroke([0, 0]), stroke([100, 100])])).toBe(0);
    expect(penWay([stroke([0, 0], [3, 4], [3, 0]), stroke([50, 0], [60, 0])])).toBe(19);
});

it('counts samples', () => {
    expect(countSamples([stroke([0, 0]), stroke([1, 1], [2, 2])])).toBe(3);
});
