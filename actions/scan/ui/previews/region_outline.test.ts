import { expect, it } from 'vitest';
import { placeName } from './region_outline';

it.each([
    [10, 10, 'top_left'],
    [150, 290, 'bottom'],
    [299, 150, 'right'],
    [150, 150, 'middle'],
])('says where a spot at %i, %i is', (x, y, name) => {
    expect(placeName({ left: x - 5, right: x + 5, top: y - 5, bottom: y + 5 }, 300, 300)).toBe(name);
});
