import { describe, expect, it } from 'vitest';
import type { Box, Size } from '../strokes/stroke';
import { fitted, holds, identity, toFrame } from './view';

const portrait: Size = { width: 366, height: 560 };
const landscape: Size = { width: 820, height: 290 };
const ink: Box = { left: 20, top: 200, right: 346, bottom: 420 };

const shown = (box: Box, frame: Size, pad: Size): Box => {
    const { scale, x, y } = fitted(frame, box, pad);
    return { left: box.left * scale + x, top: box.top * scale + y, right: box.right * scale + x, bottom: box.bottom * scale + y };
};

describe('the view of the pad', () => {
    it('is the frame itself where the pad has its size, and again after turning there and back', () => {
        expect(fitted(portrait, ink, portrait)).toEqual(identity);
        expect(fitted(portrait, null, portrait)).toEqual(identity);
        expect(fitted(portrait, { left: 0, top: 0, right: 366, bottom: 560 }, portrait)).toEqual(identity);
    });

    it('keeps the size of ink that has room, centred, on the guideline', () => {
        const { scale, x, y } = fitted(portrait, ink, landscape);
        expect(scale).toBe(1);
        expect(x).toBe((820 - 366) / 2);
        // On the guideline the ink would be above the upper edge.
        expect((290 - 560) * 0.68 + 200).toBeGreaterThan(10);
        expect(y).toBeCloseTo((290 - 560) * 0.68, 10);
    });

    it.each<[string, Box, Size, Size]>([
        ['a tall one on its side', { left: 0, top: 0, right: 366, bottom: 560 }, portrait, landscape],
        ['a wide one upright', { left: 0, top: 10, right: 820, bottom: 280 }, landscape, portrait],
        ['one in a corner', { left: 700, top: 0, right: 820, bottom: 40 }, landscape, portrait],
        ['one outside of its frame', { left: -200, top: -50, right: 500, bottom: 700 }, portrait, portrait],
        ['a line', { left: 0, top: 280, right: 820, bottom: 280 }, landscape, portrait],
    ])('cuts nothing off: %s', (_name, box, frame, pad) => {
        const { left, top, right, bottom } = shown(box, frame, pad);
        expect(holds(fitted(frame, box, pad), box, pad)).toBe(true);
        expect(Math.min(left, top, pad.width - right, pad.height - bottom)).toBeGreaterThanOrEqual(10 - 1e-9);
        expect((right - left) * (box.bottom - box.top)).toBeCloseTo((bottom - top) * (box.right - box.left), 6);
    });

    it('takes pointers back into the frame', () => {
        const view = fitted(landscape, { left: 0, top: 10, right: 820, bottom: 280 }, portrait);
        expect(toFrame(view, 410 * view.scale + view.x, 100 * view.scale + view.y)).toEqual({ x: 410, y: 100 });
        expect(toFrame(identity, 10.26, 3.14)).toEqual({ x: 10.3, y: 3.1 });
    });

    it('notices ink that would be cut off', () => {
        expect(holds(identity, ink, portrait)).toBe(true);
        expect(holds(identity, ink, landscape)).toBe(false);
        expect(holds(identity, null, landscape)).toBe(true);
    });
});
