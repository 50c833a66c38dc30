import { expect, it } from 'vitest';
import { nextTab } from './tabs';

it('goes round with the arrow keys, the way that they point', () => {
    expect(['ArrowRight', 'ArrowLeft', 'Home', 'End'].map((key) => nextTab(0, 3, key, false))).toEqual([1, 2, 0, 2]);
    expect(['ArrowRight', 'ArrowLeft'].map((key) => nextTab(0, 3, key, true))).toEqual([2, 1]);
    expect(nextTab(2, 3, 'ArrowRight', false)).toBe(0);
    expect(nextTab(1, 3, 'Tab', false)).toBeNull();
});
