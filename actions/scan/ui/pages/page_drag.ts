import type { Documents, Place } from '../model/work';
import { dropAt, placeOfDrop, type Drop } from './drop_place';
import { leashed, leashOf, type Leash } from './leash';

/** A finger that rests so long wants the page, one that moves before wants to scroll. Milliseconds. */
const hold = 350;
/** A mouse that moves so far drags. CSS px. */
const slack = 6;
/** Near the edge of the display the pages move on, so many px per frame. */
const edge = 72;
const pace = 9;
/** A lifted card is a little larger. */
const grown = 1.04;

interface Grip {
    readonly card: HTMLElement;
    readonly pointer: number;
    readonly start: readonly [number, number];
    timer: ReturnType<typeof setTimeout> | undefined;
    at: readonly [number, number];
    scrolled: number;
    /** Null until it is lifted. */
    leash: Leash | null;
    drop: Drop | null;
}

/** One page being dragged by its card. */
export class PageDrag {
    private grip: Grip | null = null;
    private readonly listening = new AbortController();

    constructor(
        private readonly section: HTMLElement,
        private readonly rtl: boolean,
        private readonly documents: () => Documents,
        private readonly moved: (key: string, place: Place) => void,
    ) {
        const { signal } = this.listening;
        addEventListener('pointermove', (event) => this.move(event), { signal });
        addEventListener('pointerup', (event) => this.end(event, true), { signal });
        addEventListener('pointercancel', (event) => this.end(event, false), { signal });
        addEventListener('keydown', (event) => event.key === 'Escape' && this.letGo(), { signal });
        // A lifted page must not scroll the display, nor bring up the menu of its picture.
        section.addEventListener('touchmove', (event) => this.grip?.leash && event.preventDefault(), { signal, passive: false });
        section.addEventListener('contextmenu', (event) => this.grip && event.preventDefault(), { signal });
    }

    close(): void {
        this.letGo();
        this.listening.abort();
    }

    begin(event: PointerEvent): void {
        const card = (event.target as Element).closest<HTMLElement>('[data-key]');
        if (!card || event.button !== 0 || !event.isPrimary) return;
        const start = [event.clientX, event.clientY] as const;
        this.grip = { card, pointer: event.pointerId, start, at: start, timer: undefined, scrolled: scrollY, leash: null, drop: null };
        if (event.pointerType !== 'mouse') this.grip.timer = setTimeout(() => this.lift(), hold);
    }

    private move(event: PointerEvent): void {
        const { grip } = this;
        if (!grip || event.pointerId !== grip.pointer) return;
        grip.at = [event.clientX, event.clientY];
        const far = Math.hypot(grip.at[0] - grip.start[0], grip.at[1] - grip.start[1]) > slack;
        if (!grip.leash && far && event.pointerType === 'mouse') this.lift();
        // Scrolling has begun.
        else if (!grip.leash && far) this.letGo();
        if (grip.leash) this.follow();
    }

    private lift(): void {
        const { grip } = this;
        if (!grip) return;
        grip.scrolled = scrollY;
        grip.leash = leashFor(grip.card);
        grip.card.classList.add('sheet-lifted');
        navigator.vibrate?.(10);
        this.scrollOn();
    }

    private follow(): void {
        const { grip } = this;
        if (!grip?.leash) return;
        const [x, y] = grip.at;
        const [right, down] = leashed(grip.leash, x - grip.start[0], y - grip.start[1] + scrollY - grip.scrolled);
        grip.card.style.transform = `translate(${right}px, ${down}px) scale(${grown})`;
        const cards = [...this.section.querySelectorAll<HTMLElement>('[data-key]')].map((card) => {
            const { left, top, width, height } = card.getBoundingClientRect();
            return { key: card.dataset['key'] ?? '', left, top, width, height };
        });
        this.mark(dropAt(x, y, cards, grip.card.dataset['key'] ?? '', this.rtl));
    }

    private mark(drop: Drop | null): void {
        for (const marked of this.section.querySelectorAll('[data-drop]')) marked.removeAttribute('data-drop');
        if (drop) this.section.querySelector(`[data-key="${drop.beside}"]`)?.setAttribute('data-drop', drop.side);
        if (this.grip) this.grip.drop = drop;
    }

    private scrollOn(): void {
        const { grip } = this;
        if (!grip?.leash) return;
        const y = grip.at[1];
        const by = y < edge ? -pace : y > innerHeight - edge * 2 ? pace : 0;
        if (by) {
            scrollBy({ top: by, behavior: 'instant' as ScrollBehavior });
            this.follow();
        }
        requestAnimationFrame(() => this.scrollOn());
    }

    private end(event: PointerEvent, dropped: boolean): void {
        const { grip } = this;
        if (!grip || event.pointerId !== grip.pointer) return;
        const key = grip.card.dataset['key'] ?? '';
        const place = dropped && grip.leash && grip.drop ? placeOfDrop(this.documents(), key, grip.drop) : null;
        if (grip.leash) swallowClick();
        this.letGo();
        if (place) this.moved(key, place);
    }

    private letGo(): void {
        const { grip } = this;
        if (!grip) return;
        clearTimeout(grip.timer);
        this.mark(null);
        this.grip = null;
        grip.card.classList.remove('sheet-lifted');
        grip.card.style.transform = '';
    }
}

/** By the document as it is before the card is lifted. */
function leashFor(card: HTMLElement): Leash {
    const { left, top, width, height } = card.getBoundingClientRect();
    const { clientWidth, scrollHeight } = document.documentElement;
    return leashOf({ left: left + scrollX, top: top + scrollY, width, height }, { width: clientWidth, height: scrollHeight }, grown);
}

/** The click that follows the end of a drag would open the page. */
function swallowClick(): void {
    const over = new AbortController();
    addEventListener('click', (click) => click.stopPropagation(), { capture: true, signal: over.signal });
    setTimeout(() => over.abort(), 50);
}
