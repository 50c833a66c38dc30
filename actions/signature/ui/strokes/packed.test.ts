import { expect, it } from 'vitest';
import { pack, unpack } from './packed';
import type { Stroke } from './stroke';

const stroke: Stroke = [
    { x: 120, y: 90.5, t: 1000, p: 0.5 },
    { x: 121.4, y: 90.2, t: 1016, p: 0.512 },
    { x: 119.9, y: 91, t: 1033, p: 0.4 },
];

it('packs as the README says: absolute first, then differences', () => {
    expect(pack(stroke)).toEqual([1200, 905, 1000, 500, 14, -3, 16, 12, -15, 8, 17, -112]);
    expect(pack(stroke, 1000).slice(0, 8)).toEqual([1200, 905, 0, 500, 14, -3, 16, 12]);
});

it('comes back unchanged', () => {
    expect(unpack(pack(stroke))).toEqual(stroke);
    const long: Stroke = Array.from({ length: 5000 }, (_, i) => ({
        x: Math.round(Math.sin(i) * 4000) / 10 + 0,
        y: i / 10,
        t: i * 7,
        p: (i % 1001) / 1000,
    }));
    expect(unpack(JSON.parse(JSON.stringify(pack(long))))).toEqual(long);
});

it('ends a day after the first sample', () => {
    expect(pack([{ x: 0, y: 0, t: 90_000_000, p: 0.5 }], 0)[2]).toBe(86_400_000);
});

it.each([[null], [{}], [[]], [[1, 2, 3]], [[1, 2, 3, 0.5]], [['1', 2, 3, 4]], [[1, 2, 3, null]]])('%j is no stroke', (packed) => {
    expect(unpack(packed)).toBeNull();
});

it('stays small: a signature of 20,000 samples fits the draft', () => {
    // A lively hand at 240 samples a second, with pressure.
    const samples = Array.from({ length: 20_000 }, (_, i) => ({
        x: Math.round(2000 + 1800 * Math.sin(i / 40)) / 10,
        y: Math.round(1000 + 800 * Math.cos(i / 17)) / 10,
        t: Math.round(i * 4.17),
        p: Math.round(500 + 300 * Math.sin(i / 30)) / 1000,
    }));
    expect(JSON.stringify(pack(samples)).length).toBeLessThan(300_000);
});
