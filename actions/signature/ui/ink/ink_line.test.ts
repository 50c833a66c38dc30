import { describe, expect, it } from 'vitest';
import type { Stroke } from '../strokes/stroke';
import { InkLine, type InkNode } from './ink_line';

/** A hand that speeds up and slows down. */
const lively: Stroke = Array.from({ length: 300 }, (_, i) => ({
    x: Math.round((i * 1.3 + 20 * Math.sin(i / 9)) * 10) / 10,
    y: Math.round(40 * Math.cos(i / 7) * 10) / 10,
    t: i * 8,
    p: Math.round(500 + 300 * Math.sin(i / 20)) / 1000,
}));
const nodesOf = (line: InkLine, ended = true): InkNode[] => Array.from({ length: line.length }, (_, index) => line.node(index, ended));

describe('ink', () => {
    it('is a disc where the pen only touched the paper', () => {
        const line = InkLine.of([
            { x: 5, y: 6, t: 0, p: 0.2 },
            { x: 5.5, y: 6, t: 9, p: 0.7 },
        ]);
        expect(line.length).toBe(1);
        expect(line.dot).toEqual({ x: 5, y: 6, width: 3.6 * 1.2 });
    });

    it('has its nodes at least 1 px apart', () => {
        const line = InkLine.of([0, 0.4, 0.9, 1, 1.5, 2.5].map((x, t) => ({ x, y: 0, t, p: 0.5 })));
        expect(nodesOf(line).map(({ x }) => x)).toEqual([0, (0 + 2 * 1 + 2.5) / 4, 2.5]);
    });

    it('is as wide as the model says', () => {
        // By hand: 10 px in 20 ms, 0.5 px/ms: W = 2.6 · (1.25 − 0.15) = 2.86; taper at both ends 1 − 0.6 · 0.5/1.2 = 0.75, in the middle 1 − 0.25 · (1 − 10/12).
        const line = InkLine.of([0, 10, 20].map((x, i) => ({ x, y: 0, t: i * 20, p: 0.5 })));
        const widths = nodesOf(line).map(({ width }) => width);
        expect(widths[0]).toBeCloseTo(2.86 * 0.75, 10);
        expect(widths[1]).toBeCloseTo(2.86 * (1 - 0.25 / 6), 10);
        expect(widths[2]).toBeCloseTo(2.86 * 0.75, 10);
        expect(line.node(2, false).width).toBeCloseTo(2.86, 10);
    });

    it('thins with speed and thickens with pressure, and never vanishes', () => {
        const middle = (ms: number, p: number) =>
            InkLine.of(Array.from({ length: 40 }, (_, i) => ({ x: i * 5, y: 0, t: i * ms, p }))).node(20, true).width;
        expect(middle(2, 0.5)).toBeLessThan(middle(20, 0.5));
        expect(middle(20, 0.9)).toBeGreaterThan(middle(20, 0.5));
        expect(middle(1, 0)).toBeGreaterThanOrEqual(0.7);
    });

    it('smooths only where nodes are close', () => {
        const zigzag = (step: number) => InkLine.of([0, 1, 0].map((y, i) => ({ x: i * step, y, t: i * 10, p: 0.5 }))).node(1, true).y;
        expect(zigzag(3)).toBe(0.5);
        expect(zigzag(4)).toBe(1);
    });

    it('never changes where it has settled', () => {
        const whole = nodesOf(InkLine.of(lively));
        const line = new InkLine();
        let most = 0;
        for (const sample of lively) {
            line.add(sample);
            const count = line.settled;
            expect(count).toBeGreaterThanOrEqual(most);
            // A settled curve has two settled nodes, and the place of one more.
            if (count > 0) for (let index = most; index <= count; index += 1) expect(line.node(index, false)).toEqual(whole[index]);
            if (count > 0) expect(line.place(count + 1)).toEqual({ x: whole[count + 1]?.x, y: whole[count + 1]?.y });
            most = count;
        }
        expect(most).toBeGreaterThan(line.length - 40);
    });
});
