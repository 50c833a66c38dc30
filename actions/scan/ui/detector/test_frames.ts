// Frames for tests: drawn ones, whose corners are known exactly, and reduced photos.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Frame } from './frame';
import type { Point, Quad } from './geometry';

type Colour = readonly [number, number, number];

export interface Scene {
    readonly width?: number;
    readonly height?: number;
    readonly table?: Colour;
    readonly paper?: Colour;
    readonly quad?: Quad | null;
    /** Whether something is written on the page, and by which number. */
    readonly text?: number;
    /** Levels by which pixels vary at random. */
    readonly noise?: number;
}

export const quadOf = (...corners: [number, number][]): Quad => corners.map(([x, y]) => ({ x, y })) as unknown as Quad;
export const upright = quadOf([50, 40], [130, 42], [134, 190], [44, 186]);

/** A page on a table, with soft borders as lenses make them. */
export function drawn({
    width = 180,
    height = 240,
    table = [90, 70, 55],
    paper = [225, 222, 214],
    quad = upright,
    text,
    noise = 3,
}: Scene): Frame {
    const data = new Uint8ClampedArray(4 * width * height);
    const random = generator(5);
    for (let y = 0; y < height; ++y) {
        for (let x = 0; x < width; ++x) {
            const cover = quad ? coverage({ x, y }, quad) : 0;
            const ink = quad && text !== undefined && cover === 1 && isInk(x, y, quad, text) ? 0.35 : 1;
            for (let channel = 0; channel < 3; ++channel) {
                const level = table[channel]! * (1 - cover) + paper[channel]! * cover * ink;
                data[4 * (y * width + x) + channel] = level + noise * (random() - 0.5) * 2;
            }
        }
    }
    return { width, height, data };
}

/** 1 inside, 0 outside, in between for half a pixel on either side of the border. */
function coverage({ x, y }: Point, quad: Quad): number {
    let least = 1;
    quad.forEach((from, index) => {
        const to = quad[(index + 1) % 4]!;
        const inwards = ((to.x - from.x) * (y - from.y) - (to.y - from.y) * (x - from.x)) / Math.hypot(to.x - from.x, to.y - from.y);
        least = Math.min(least, Math.max(0, Math.min(1, inwards + 0.5)));
    });
    return least;
}

/** Lines of words that differ from one number to the next, at the same place on the page wherever it lies. */
function isInk(x: number, y: number, [topLeft, topRight, , bottomLeft]: Quad, text: number): boolean {
    const u = (x - topLeft.x) / (topRight.x - topLeft.x);
    const v = (y - topLeft.y) / (bottomLeft.y - topLeft.y);
    if (u < 0.1 || u > 0.9 || v < 0.08 || v > 0.92) return false;
    const [line, word] = [Math.floor(v * 26), Math.floor(u * 9)];
    return line % 2 === 0 && generator(1 + line * 131 + word * 17 + text * 7919)() < 0.6;
}

/** Mulberry32, by Tommy Ettinger: neighbouring seeds have nothing in common. */
function generator(seed: number): () => number {
    let state = Math.imul(seed, 0x9e3779b1);
    return () => {
        state = (state + 0x6d2b79f5) | 0;
        let mixed = Math.imul(state ^ (state >>> 15), state | 1);
        mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
}

/** A frame of tests/data/frames. */
export function photo(name: string): Frame {
    const bytes = gunzipSync(readFileSync(new URL(`../../../../tests/data/frames/${name}.ppm.gz`, import.meta.url)));
    const [header, width, height] = /^P6\n(\d+) (\d+)\n255\n/.exec(bytes.subarray(0, 32).toString('latin1')) ?? [''];
    const data = new Uint8ClampedArray(4 * Number(width) * Number(height));
    for (let at = 0; at < data.length / 4; ++at) data.set(bytes.subarray(header.length + 3 * at, header.length + 3 * at + 3), 4 * at);
    return { width: Number(width), height: Number(height), data };
}

/** Distance of the corner that is off most, in pixels; Infinity without a quad. */
export const farthest = (found: Quad | undefined, truth: Quad): number =>
    found ? Math.max(...truth.map(({ x, y }, index) => Math.hypot(found[index]!.x - x, found[index]!.y - y))) : Infinity;
