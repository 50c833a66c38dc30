import type { Documents, Place } from '../model/work';

/** A card on the display, CSS px. */
export interface CardBox {
    readonly key: string;
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
}

export interface Drop {
    /** The card beside which the page would go, and the side of it. */
    readonly beside: string;
    readonly side: 'before' | 'after';
}

/** The card that a page dragged to this point would go beside; null if there is no other. */
export function dropAt(x: number, y: number, cards: readonly CardBox[], dragged: string, rtl: boolean): Drop | null {
    const others = cards.filter(({ key }) => key !== dragged);
    // Rows matter more than columns: between two cards of the own row the hand may be a little high.
    const far = ({ left, top, width, height }: CardBox) => Math.hypot(x - left - width / 2, (y - top - height / 2) * 1.5);
    const nearest = others.reduce<CardBox | null>((best, card) => (best && far(best) <= far(card) ? best : card), null);
    if (!nearest) return null;
    const left = x < nearest.left + nearest.width / 2;
    return { beside: nearest.key, side: left === rtl ? 'after' : 'before' };
}

/** The place that a drop means, counted without the dragged page; null if the page would stay where it is. */
export function placeOfDrop(documents: Documents, dragged: string, { beside, side }: Drop): Place | null {
    const document = documents.findIndex((pages) => pages.some(({ key }) => key === beside));
    const pages = documents[document] ?? [];
    const at = pages.filter(({ key }) => key !== dragged).findIndex(({ key }) => key === beside) + (side === 'after' ? 1 : 0);
    return document < 0 || pages[at]?.key === dragged ? null : { document, at };
}
