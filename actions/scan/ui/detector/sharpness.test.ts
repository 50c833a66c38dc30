import { expect, it } from 'vitest';
import type { Frame } from './frame';
import { mostWritten, sharpnessOf } from './sharpness';
import { drawn, upright } from './test_frames';

/** Bars, blurred over so many pixels across and down. */
function bars(across: number, down: number, dark = 40): Frame {
    const side = 80;
    const data = new Uint8ClampedArray(4 * side * side).fill(220);
    const soft = (at: number, width: number) => {
        const phase = ((at % 20) + 20) % 20;
        const edge = Math.min(Math.abs(phase - 5), Math.abs(phase - 15));
        const inside = phase > 5 && phase < 15 ? 1 : -1;
        return Math.max(0, Math.min(1, 0.5 + (inside * edge) / width));
    };
    for (let y = 0; y < side; ++y) {
        for (let x = 0; x < side; ++x)
            data.fill(220 - (220 - dark) * Math.max(soft(x, across), soft(y, down)), 4 * (y * side + x), 4 * (y * side + x) + 3);
    }
    return { width: side, height: side, data };
}

it('falls with blur, also with one that goes one way only', () => {
    const [sharp, soft, shaken] = [bars(1, 1), bars(6, 6), bars(1, 8)].map(sharpnessOf) as [number, number, number];
    expect(sharp).toBeGreaterThan(0.4);
    expect(soft).toBeLessThan(0.6 * sharp);
    expect(shaken).toBeLessThan(0.6 * sharp);
});

it('does not depend on how dark the ink is', () => {
    expect(sharpnessOf(bars(2, 2, 120))).toBeCloseTo(sharpnessOf(bars(2, 2)) ?? 0, 1);
});

it('cannot be told without ink', () => {
    expect(sharpnessOf(bars(1, 1, 210))).toBeNull();
});

it('is best looked for where the writing is', () => {
    const frame = drawn({});
    for (let y = 130; y < 150; ++y) for (let x = 100; x < 115; x += 2) frame.data.fill(30, 4 * (y * 180 + x), 4 * (y * 180 + x) + 3);
    const { x, y } = mostWritten(frame, upright);
    expect(Math.hypot(x - 107, y - 140)).toBeLessThan(20);
});
