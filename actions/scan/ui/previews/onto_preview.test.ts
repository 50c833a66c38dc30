import { expect, it } from 'vitest';
import type { Quad } from '../model/page';
import { ontoPreview } from './onto_preview';

const original = { width: 1000, height: 800 };
const preview = { width: 200, height: 160, skew: 0 };
const rounded = (box: ReturnType<typeof ontoPreview>) => box && Object.values(box).map((edge) => Math.round(edge * 10) / 10);

it('scales where the whole picture is the page', () => {
    expect(rounded(ontoPreview([100, 200, 50, 40], { quad: null, rotation: 0 }, original, preview))).toEqual([20, 40, 30, 48]);
});

it.each([
    [90, { width: 160, height: 200 }, [112, 20, 120, 30]],
    [180, { width: 200, height: 160 }, [170, 112, 180, 120]],
    [270, { width: 160, height: 200 }, [40, 170, 48, 180]],
] as const)('turns with the page by %i degrees', (rotation, size, box) => {
    expect(rounded(ontoPreview([100, 200, 50, 40], { quad: null, rotation }, original, { ...size, skew: 0 }))).toEqual(box);
});

it('follows the slant of the page', () => {
    // The corners of a page seen from below: its middle is where the diagonals cross.
    const quad: Quad = [
        [300, 100],
        [700, 100],
        [900, 700],
        [100, 700],
    ];
    const box = ontoPreview([499.5, 299.5, 2, 2], { quad, rotation: 0 }, original, preview);
    expect(box && (box.left + box.right) / 2).toBeCloseTo(100, 0);
    expect(box && (box.top + box.bottom) / 2).toBeCloseTo(80, 0);
    expect(rounded(ontoPreview([300, 100, 400, 1], { quad, rotation: 0 }, original, preview))?.slice(0, 2)).toEqual([0, 0]);
});

it('follows the levelling of its lines', () => {
    // A spot to the right of the middle on a line that runs down to the right comes up to the middle's height.
    const [dx, dy] = [200 * Math.cos(Math.PI / 60), 200 * Math.sin(Math.PI / 60)];
    const box = ontoPreview([500 + dx - 0.5, 400 + dy - 0.5, 0.2, 0.2], { quad: null, rotation: 0 }, original, { ...preview, skew: 3 });
    expect(box?.top).toBeCloseTo(79.9, 0);
    expect(box?.left).toBeCloseTo(140, 0);
});

it('keeps to the page, and shows nothing that lies off it', () => {
    const quad: Quad = [
        [100, 100],
        [300, 100],
        [300, 260],
        [100, 260],
    ];
    expect(rounded(ontoPreview([50.5, 150.5, 100, 20], { quad, rotation: 0 }, original, preview))).toEqual([0, 50, 50, 70]);
    expect(ontoPreview([500, 500, 50, 50], { quad, rotation: 0 }, original, preview)).toBeNull();
});
