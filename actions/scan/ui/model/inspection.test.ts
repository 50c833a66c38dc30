import { expect, it } from 'vitest';
import { inspectionOf } from './inspection';

const info = {
    width: 40,
    height: 30,
    quad: [
        [1, 1],
        [9, 1],
        [9, 9],
        [1, 9],
    ],
    rotation: 270,
    quality: { verdict: 'warn', reason: 'blur' },
};

it('reads what the server says of a picture', () => {
    expect(inspectionOf({ info })).toEqual({
        width: 40,
        height: 30,
        quad: info.quad,
        rotation: 270,
        verdict: 'warn',
        reason: 'blur',
        region: null,
    });
});

it('leaves a picture as it is unless it is a quarter turn', () => {
    for (const rotation of [undefined, null, 45, '90', -90]) expect(inspectionOf({ info: { ...info, rotation } })?.rotation).toBe(0);
});

it('is nothing for another file', () => {
    expect(inspectionOf({ info: null })).toBeNull();
    expect(inspectionOf({ info: { width: 40 } })).toBeNull();
});
