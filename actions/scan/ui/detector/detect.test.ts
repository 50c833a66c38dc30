import { describe, expect, it } from 'vitest';
import { detectPage } from './detect';
import { alignedTo, type Quad } from './geometry';
import { drawn, farthest, photo, quadOf, upright, type Scene } from './test_frames';

describe('detectPage, on drawn pages', () => {
    it.each<[string, Scene & { quad: Quad }]>([
        ['upright', { quad: upright }],
        ['with writing', { quad: upright, text: 1 }],
        ['turned by half a right angle', { quad: quadOf([88, 40], [160, 112], [92, 180], [20, 108]) }],
        ['seen from the side', { quad: quadOf([60, 60], [125, 60], [165, 200], [20, 205]), text: 2 }],
        ['barely brighter than the table', { quad: upright, table: [205, 203, 200], paper: [222, 221, 217], noise: 2 }],
        ['as bright as the table, of another colour', { quad: upright, table: [214, 180, 120], paper: [185, 185, 190], noise: 2 }],
        ['dark on a bright table', { quad: upright, table: [225, 222, 214], paper: [60, 40, 45] }],
        [
            'in a frame that lies on its side',
            { width: 240, height: 180, quad: quadOf([60, 20], [200, 25], [195, 160], [55, 150]), text: 3 },
        ],
    ])('finds a page %s', (_, scene) => {
        const page = detectPage(drawn(scene));
        // A page that stands on a corner has no top left one.
        expect(farthest(page ? alignedTo(scene.quad, page.quad) : undefined, scene.quad)).toBeLessThan(1.2);
        expect(page?.confidence).toBeGreaterThanOrEqual(0.5);
    });

    it.each<[string, Scene]>([
        ['an empty table', { quad: null }],
        ['noise', { quad: null, noise: 60 }],
        ['a page of which a half is out of sight', { quad: quadOf([100, 40], [260, 42], [260, 200], [96, 190]) }],
        ['a crumb', { quad: quadOf([80, 100], [100, 100], [100, 120], [80, 120]) }],
    ])('finds none in %s', (_, scene) => {
        expect(detectPage(drawn(scene))).toBeNull();
    });

    it('takes the page, not the box that is ruled on it', () => {
        const frame = drawn({ quad: upright });
        const ink = (x: number, y: number) => frame.data.fill(40, 4 * (y * 180 + x), 4 * (y * 180 + x) + 3);
        for (let y = 70; y <= 150; ++y) for (const x of [62, 63, 116, 117]) ink(x, y);
        for (let x = 62; x <= 117; ++x) for (const y of [70, 71, 149, 150]) ink(x, y);
        expect(farthest(detectPage(frame)?.quad, upright)).toBeLessThan(1.2);
    });

    it('takes frames of any size', () => {
        for (const side of [1, 2, 5, 16]) expect(detectPage(drawn({ width: side, height: side, quad: null }))).toBeNull();
    });

    it('stays with the page it saw before where another is as good', () => {
        const [left, right] = [quadOf([15, 60], [80, 60], [80, 150], [15, 150]), quadOf([100, 60], [165, 60], [165, 150], [100, 150])];
        const both = drawn({ quad: left });
        const other = drawn({ quad: right });
        for (let at = 0; at < both.data.length; ++at) both.data[at] = Math.max(both.data[at]!, other.data[at]!);
        expect(farthest(detectPage(both, left)?.quad, left)).toBeLessThan(2);
        expect(farthest(detectPage(both, right)?.quad, right)).toBeLessThan(2);
    });
});

describe('detectPage, on photos', () => {
    // Corners by hand, in shares of the frame.
    it.each<[string, Quad]>([
        ['hw_page01', quadOf([0.082, 0.1004], [0.9194, 0.0993], [0.9559, 0.9052], [0.0221, 0.9095])],
        ['hw_page02', quadOf([0.0577, 0.133], [0.9234, 0.1389], [0.9472, 0.9324], [0.0674, 0.9451])],
        ['hw_page09', quadOf([0.1015, 0.0677], [0.9473, 0.0706], [0.9298, 0.9561], [0.0967, 0.9598])],
        ['docdetect_book', quadOf([0.1182, 0.3523], [0.6346, 0.2754], [0.7802, 0.7814], [0.2164, 0.8518])],
    ])('finds the page of %s', (name, shares) => {
        const frame = photo(name);
        const truth = shares.map(({ x, y }) => ({ x: x * frame.width - 0.5, y: y * frame.height - 0.5 })) as unknown as Quad;
        expect(farthest(detectPage(frame)?.quad, truth)).toBeLessThan(10);
    });

    it('finds none on a bare table', () => {
        expect(detectPage(photo('neg_wood'))).toBeNull();
    });
});
