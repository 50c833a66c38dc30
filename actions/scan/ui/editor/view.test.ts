import { describe, expect, it } from 'vitest';
import { placeOf } from './loupe';
import { arrowWay, seenIndex, toStage, viewOf, wayInPicture } from './view';

const size = { width: 401, height: 201 };
const stage = { width: 300, height: 500 };

describe.each([0, 90, 180, 270] as const)('turned by %d°', (rotation) => {
    const view = viewOf(size, rotation, stage, 20);

    it('fits the stage', () => {
        for (const point of [
            [0, 0],
            [400, 0],
            [400, 200],
            [0, 200],
        ] as const) {
            const [x, y] = toStage(view, point);
            expect(x).toBeGreaterThanOrEqual(20);
            expect(x).toBeLessThanOrEqual(280);
            expect(y).toBeGreaterThanOrEqual(20);
            expect(y).toBeLessThanOrEqual(480);
        }
        expect(toStage(view, [200, 100])).toEqual([150, 250]);
    });

    it('follows the finger', () => {
        const [ax, ay] = toStage(view, [50, 60]);
        const [dx, dy] = wayInPicture(view, [12, -7]);
        const [bx, by] = toStage(view, [50 + dx, 60 + dy]);
        expect(bx - ax).toBeCloseTo(12);
        expect(by - ay).toBeCloseTo(-7);
    });

    it('moves the way the arrow points', () => {
        const [dx, dy] = arrowWay(view, 'ArrowRight', 10) ?? [0, 0];
        const [ax, ay] = toStage(view, [50, 60]);
        const [bx, by] = toStage(view, [50 + dx, 60 + dy]);
        expect(bx - ax).toBeCloseTo(10 * view.scale);
        expect(by - ay).toBeCloseTo(0);
    });
});

it('lets other keys be', () => {
    expect(arrowWay({ rotation: 0 }, 'Tab', 1)).toBeNull();
});

it('names corners by where they are seen', () => {
    expect(seenIndex(0, 90)).toBe(1);
    expect(seenIndex(3, 90)).toBe(0);
    expect(seenIndex(2, 180)).toBe(0);
});

it('keeps the loupe on the stage and clear of the finger', () => {
    for (const point of [
        [5, 5],
        [295, 5],
        [150, 30],
        [5, 495],
        [295, 495],
    ] as const) {
        const [left, top] = placeOf(point, stage);
        expect(left).toBeGreaterThanOrEqual(0);
        expect(top).toBeGreaterThanOrEqual(0);
        expect(left + 128).toBeLessThanOrEqual(300);
        expect(Math.hypot(left + 64 - point[0], top + 64 - point[1])).toBeGreaterThan(64);
    }
});
