import { expect, it } from 'vitest';
import { parametersOf, rotationOf, turned, type Found, type Page, type Quad } from './page';

const quad: Quad = [
    [1, 1],
    [9, 1],
    [9, 9],
    [1, 9],
];
const page: Page = { key: 'p1', crop: 'detected', mode: 'auto', rotation: 'detected' };
const found: Found = { quad, rotation: 180 };

it('is cropped and turned as the server found it', () => {
    expect(parametersOf(page, found)).toEqual({ key: 'p1', quad, mode: 'auto', rotation: 180 });
    expect(parametersOf(page, null)).toEqual({ key: 'p1', quad: null, mode: 'auto', rotation: 0 });
    expect(parametersOf(page, { quad: null, rotation: 90 })).toMatchObject({ quad: null, rotation: 90 });
});

it('is what the person made of it, whatever the server found', () => {
    const own: Quad = [
        [0, 0],
        [5, 0],
        [5, 5],
        [0, 5],
    ];
    expect(parametersOf({ ...page, crop: own, rotation: 0 }, found)).toMatchObject({ quad: own, rotation: 0 });
    expect(parametersOf({ ...page, crop: 'whole' }, found)).toMatchObject({ quad: null, rotation: 180 });
});

it('is turned on from where it is seen', () => {
    expect(turned(rotationOf(page, found), 90)).toBe(270);
    expect(turned(rotationOf(page, null), 90)).toBe(90);
    expect(turned(rotationOf({ rotation: 270 }, found), 90)).toBe(0);
});
