import { describe, expect, it } from 'vitest';
import { likeness, printOf, sceneChange, sceneOf } from './print';
import { drawn, quadOf, upright } from './test_frames';

const moved = quadOf([40, 50], [124, 48], [126, 200], [38, 198]);
const print = (text: number, quad = upright) => {
    const found = printOf(drawn({ quad, text }), quad);
    if (!found) throw new Error('blank');
    return found;
};

describe('likeness', () => {
    it('knows a page again that was moved, or lit otherwise', () => {
        expect(likeness(print(1), print(1, moved))).toBeGreaterThan(0.7);
        const dim = printOf(drawn({ text: 1, paper: [130, 130, 125] }), upright);
        expect(dim && likeness(print(1), dim)).toBeGreaterThan(0.9);
    });

    it('knows a page again that is held the other way up', () => {
        const [a, b, c, d] = upright;
        const turned = printOf(drawn({ text: 1 }), [c, d, a, b]);
        expect(turned && likeness(print(1), turned)).toBeGreaterThan(0.9);
    });

    it('tells pages apart', () => {
        for (const other of [2, 3, 4, 5]) expect(likeness(print(1), print(other))).toBeLessThan(0.4);
    });
});

it('has no print of a blank page', () => {
    expect(printOf(drawn({}), upright)).toBeNull();
});

it('sees a page taken away, but not a change of the exposure', () => {
    const scene = sceneOf(drawn({ text: 1, noise: 0 }));
    const brighter = drawn({ text: 1, noise: 0 });
    for (let at = 0; at < brighter.data.length; ++at) brighter.data[at] = brighter.data[at]! + 12;
    expect(sceneChange(scene, sceneOf(brighter))).toBeLessThan(2);
    expect(sceneChange(scene, sceneOf(drawn({ quad: null, noise: 0 })))).toBeGreaterThan(12);
});
