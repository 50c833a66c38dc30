import type { Sample, Stroke } from './stroke';

/** Four integers for each sample: the first four absolute, all others differences to the sample before. See ../../README.md. */
export type PackedStroke = readonly number[];

const perSample = 4;

/** @param origin the time that counts as 0, milliseconds; the latest time that the server takes is a day after it */
export function pack(stroke: Stroke, origin = 0): number[] {
    const packed: number[] = [];
    let last = [0, 0, 0, 0];
    for (const sample of stroke) {
        const next = integersOf(sample, origin);
        next.forEach((value, part) => packed.push(value - (last[part] ?? 0)));
        last = next;
    }
    return packed;
}

const day = 86_400_000;

function integersOf({ x, y, t, p }: Sample, origin: number): number[] {
    return [Math.round(x * 10), Math.round(y * 10), Math.min(day, t - origin), Math.round(p * 1000)];
}

/** Null if it is no stroke. */
export function unpack(packed: unknown): Stroke | null {
    if (!Array.isArray(packed) || packed.length === 0 || packed.length % perSample !== 0 || !packed.every(Number.isInteger)) return null;
    const numbers = packed as number[];
    const stroke: Sample[] = [];
    let [x, y, t, p] = [0, 0, 0, 0];
    for (let at = 0; at < numbers.length; at += perSample) {
        x += numbers[at] ?? 0;
        y += numbers[at + 1] ?? 0;
        t += numbers[at + 2] ?? 0;
        p += numbers[at + 3] ?? 0;
        stroke.push({ x: x / 10, y: y / 10, t, p: p / 1000 });
    }
    return stroke;
}
