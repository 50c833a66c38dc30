import { describe, expect, it } from 'vitest';
import type { Quad } from '../model/page';
import { isValid, middleOf, movedPart, usableQuad, wholeQuad } from './quad';

const size = { width: 1000, height: 800 };
const square: Quad = [
    [100, 100],
    [500, 100],
    [500, 500],
    [100, 500],
];
const corner = (index: number) => ({ kind: 'corner', index }) as const;
const side = (index: number) => ({ kind: 'side', index }) as const;

describe('moving a part', () => {
    it('moves a corner by pixels', () => {
        expect(movedPart(square, corner(0), [1, -1], size)).toEqual([
            [101, 99],
            [500, 100],
            [500, 500],
            [100, 500],
        ]);
        expect(movedPart(square, corner(2), [10, 0], size)[2]).toEqual([510, 500]);
    });

    it('moves a side parallel to itself', () => {
        expect(movedPart(square, side(1), [30, 99], size)).toEqual([
            [100, 100],
            [530, 100],
            [530, 500],
            [100, 500],
        ]);
        const leaning: Quad = [
            [200, 100],
            [400, 100],
            [500, 500],
            [100, 500],
        ];
        expect(movedPart(leaning, side(0), [0, 100], size)).toEqual([
            [175, 200],
            [425, 200],
            [500, 500],
            [100, 500],
        ]);
    });

    it('keeps inside the picture, and slides along its edge', () => {
        expect(movedPart(square, corner(0), [-300, 20], size)[0]).toEqual([0, 120]);
        expect(movedPart(square, corner(2), [900, 900], size)[2]).toEqual([999, 799]);
        const [, b] = movedPart(square, side(1), [800, 0], size);
        expect(b[0]).toBeGreaterThan(998);
        expect(b[0]).toBeLessThanOrEqual(999.5);
    });

    it('stays convex and not too small', () => {
        for (const [part, by] of [
            [corner(0), [600, 600]],
            [corner(1), [-600, 300]],
            [side(0), [0, 900]],
            [side(3), [700, 0]],
        ] as const) {
            const moved = movedPart(square, part, by, size);
            expect(isValid(moved, size)).toBe(true);
            expect(moved).not.toEqual(square);
        }
    });

    it('does not move at all where nothing is allowed', () => {
        const whole = wholeQuad(size);
        expect(movedPart(whole, side(0), [0, -50], size)[0][1]).toBeGreaterThanOrEqual(-0.5);
        expect(movedPart(whole, corner(0), [-5, -5], size)).toEqual(whole);
    });
});

it('refuses quads that are no page', () => {
    expect(isValid(square, size)).toBe(true);
    expect(
        isValid(
            [
                [500, 100],
                [100, 100],
                [500, 500],
                [100, 500],
            ],
            size,
        ),
    ).toBe(false);
    expect(
        isValid(
            [
                [100, 100],
                [100, 500],
                [500, 500],
                [500, 100],
            ],
            size,
        ),
    ).toBe(false);
    expect(
        isValid(
            [
                [100, 100],
                [110, 100],
                [110, 110],
                [100, 110],
            ],
            size,
        ),
    ).toBe(false);
    expect(
        isValid(
            [
                [-5, 100],
                [500, 100],
                [500, 500],
                [100, 500],
            ],
            size,
        ),
    ).toBe(false);
});

it('begins with what was found, inside the picture, or with all of it', () => {
    expect(
        usableQuad(
            [
                [-20, 100],
                [500, 100],
                [500, 900],
                [0, 500],
            ],
            size,
        ),
    ).toEqual([
        [0, 100],
        [500, 100],
        [500, 799],
        [0, 500],
    ]);
    expect(
        usableQuad(
            [
                [5, 5],
                [5, 5],
                [5, 5],
                [5, 5],
            ],
            size,
        ),
    ).toEqual(wholeQuad(size));
    expect(usableQuad(null, size)).toEqual([
        [0, 0],
        [999, 0],
        [999, 799],
        [0, 799],
    ]);
});

it('knows the middle of a side', () => {
    expect([0, 1, 2, 3].map((index) => middleOf(square, index))).toEqual([
        [300, 100],
        [500, 300],
        [300, 500],
        [100, 300],
    ]);
});
