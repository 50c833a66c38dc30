import type { CardBox } from './drop_place';

/** How far a card may be moved from its place, CSS px: to the left and up are negative. */
export interface Leash {
    readonly left: number;
    readonly right: number;
    readonly up: number;
    readonly down: number;
}

/**
 * Keeps a lifted card on a document of that size: whatever reaches out of it makes it larger, and a document that grows
 * with the card scrolls on for ever. `card` is where it lies on the document, `grown` how much larger it is in the hand.
 */
export function leashOf(card: Omit<CardBox, 'key'>, document: { readonly width: number; readonly height: number }, grown: number): Leash {
    const [wider, higher] = [(card.width * (grown - 1)) / 2, (card.height * (grown - 1)) / 2];
    // A card at the very edge stays there, though it is a little larger in the hand.
    return {
        left: Math.min(0, wider - card.left),
        right: Math.max(0, document.width - card.left - card.width - wider),
        up: Math.min(0, higher - card.top),
        down: Math.max(0, document.height - card.top - card.height - higher),
    };
}

/** The part of a way that the leash allows. */
export function leashed({ left, right, up, down }: Leash, x: number, y: number): readonly [x: number, y: number] {
    return [Math.min(Math.max(x, left), right), Math.min(Math.max(y, up), down)];
}
