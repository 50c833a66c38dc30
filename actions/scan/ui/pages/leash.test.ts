import { describe, expect, it } from 'vitest';
import { leashed, leashOf } from './leash';

const document = { width: 390, height: 900 };
const card = { left: 20, top: 100, width: 100, height: 150 };

describe('the leash of a lifted card', () => {
    it('ends where the card, as large as it is in the hand, reaches the edges of the document', () => {
        expect(leashOf(card, document, 1.25)).toEqual({ left: -7.5, right: 257.5, up: -81.25, down: 631.25 });
    });

    it('lets a card at the edge stay where it is', () => {
        const { right, down } = leashOf({ ...card, left: 289, top: 749 }, document, 1.04);
        expect([right, down]).toEqual([0, 0]);
    });

    it.each<[string, [number, number], [number, number]]>([
        ['lets it go where there is room', [30, 40], [30, 40]],
        ['holds it below', [0, 5000], [0, 631.25]],
        ['holds it above', [0, -5000], [0, -81.25]],
        ['holds it on both sides, each way for itself', [5000, 12], [257.5, 12]],
        ['holds it on the left', [-5000, 12], [-7.5, 12]],
    ])('%s', (_name, [x, y], way) => {
        expect(leashed(leashOf(card, document, 1.25), x, y)).toEqual(way);
    });
});
