import { expect, it } from 'vitest';
import { boxOf, countSamples, type Stroke } from './stroke';
import { thinned } from './thinned';

const circle = (samples: number): Stroke =>
    Array.from({ length: samples }, (_, i) => ({
        x: 100 + 90 * Math.cos((i / samples) * 6),
        y: 100 + 90 * Math.sin((i / samples) * 6),
        t: i,
        p: 0.5,
    }));

it('leaves alone what is small enough', () => {
    const strokes = [circle(100)];
    expect(thinned(strokes, 100)).toBe(strokes);
});

it('keeps the shape, the ends and the order', () => {
    const before = [circle(6000), circle(6000)];
    const after = thinned(before, 1000);
    expect(countSamples(after)).toBeLessThanOrEqual(1000);
    expect(countSamples(after)).toBeGreaterThan(100);
    after.forEach((stroke, index) => {
        expect(stroke[0]).toBe(before[index]?.[0]);
        expect(stroke[stroke.length - 1]).toBe(before[index]?.[5999]);
        expect([...stroke].sort((a, b) => a.t - b.t)).toEqual(stroke);
    });
    const [was, is] = [boxOf(before), boxOf(after)];
    for (const side of ['left', 'top', 'right', 'bottom'] as const) expect(is?.[side]).toBeCloseTo(was?.[side] ?? NaN, 0);
});

it('drops what lies on a straight line first', () => {
    const line: Stroke = Array.from({ length: 50 }, (_, i) => ({ x: i, y: 0, t: i, p: 0.5 }));
    const corner: Stroke = [
        { x: 0, y: 0, t: 50, p: 0.5 },
        { x: 5, y: 5, t: 51, p: 0.5 },
        { x: 10, y: 0, t: 52, p: 0.5 },
    ];
    const after = thinned([line, corner], 40);
    expect(after[1]).toEqual(corner);
});

it('gives up on dots', () => {
    const dots = Array.from({ length: 10 }, (_, t) => [{ x: 0, y: 0, t, p: 0.5 }]);
    expect(countSamples(thinned(dots, 5))).toBe(10);
});
