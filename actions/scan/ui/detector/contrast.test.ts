import { expect, it } from 'vitest';
import { contrastOf } from './contrast';
import { drawn, upright } from './test_frames';

it('tells paper from table along all sides', () => {
    const { step, brighter } = contrastOf(upright, drawn({ noise: 0 }));
    expect(step).toBeGreaterThan(100);
    expect(brighter).toBeCloseTo(1);
    expect(contrastOf(upright, drawn({ noise: 0, table: [225, 222, 214], paper: [60, 40, 45] })).brighter).toBe(0);
});

it('sees nothing in a border that separates nothing', () => {
    expect(contrastOf(upright, drawn({ quad: null })).step).toBeLessThan(2);
});
