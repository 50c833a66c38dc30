import { expect, it } from 'vitest';
import type { Page } from '../model/page';
import { dropAt, placeOfDrop } from './drop_place';

const page = (key: string): Page => ({ key, crop: 'detected', mode: 'auto', rotation: 0 });
const documents = [['a', 'b', 'c'].map(page), ['d'].map(page)];
/** Two columns of 100 × 140. */
const cards = ['a', 'b', 'c', 'd'].map((key, index) => ({
    key,
    left: (index % 2) * 110,
    top: Math.floor(index / 2) * 150,
    width: 100,
    height: 140,
}));

it('goes beside the nearest card, on the side of the hand', () => {
    expect(dropAt(120, 60, cards, 'a', false)).toEqual({ beside: 'b', side: 'before' });
    expect(dropAt(200, 60, cards, 'a', false)).toEqual({ beside: 'b', side: 'after' });
    expect(dropAt(200, 60, cards, 'a', true)).toEqual({ beside: 'b', side: 'before' });
    expect(dropAt(10, 10, cards.slice(0, 1), 'a', false)).toBeNull();
});

it('counts the place without the dragged page', () => {
    expect(placeOfDrop(documents, 'a', { beside: 'c', side: 'after' })).toEqual({ document: 0, at: 2 });
    expect(placeOfDrop(documents, 'c', { beside: 'a', side: 'before' })).toEqual({ document: 0, at: 0 });
    expect(placeOfDrop(documents, 'a', { beside: 'd', side: 'after' })).toEqual({ document: 1, at: 1 });
});

it('is no move if the page stays where it is', () => {
    expect(placeOfDrop(documents, 'a', { beside: 'b', side: 'before' })).toBeNull();
    expect(placeOfDrop(documents, 'b', { beside: 'a', side: 'after' })).toBeNull();
    expect(placeOfDrop(documents, 'a', { beside: 'x', side: 'after' })).toBeNull();
});
