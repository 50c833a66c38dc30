/** What is used of a PointerEvent. */
export interface PointerLike {
    readonly pointerId: number;
    readonly pointerType: string;
    readonly button: number;
    readonly timeStamp: number;
}

/** `replace`: it draws, and what another pointer was drawing was a palm. */
export type Verdict = 'draw' | 'replace' | 'ignore';

/** Whoever writes with a pen rests a palm on the screen between the strokes as well. Milliseconds. */
const palmTime = 1_000;

/** Decides which pointer draws: one at a time, the first finger, and a pen before any finger. */
export class PointerGate {
    private active: { readonly id: number; readonly pen: boolean } | null = null;
    private penSeen = -Infinity;

    down({ pointerId, pointerType, button, timeStamp }: PointerLike): Verdict {
        const pen = pointerType === 'pen';
        if (pen) this.penSeen = timeStamp;
        // Other buttons open menus, a pen's other end erases.
        if (button !== 0) return 'ignore';
        if (pointerType === 'touch' && timeStamp - this.penSeen < palmTime) return 'ignore';
        if (this.active && (this.active.pen || !pen)) return 'ignore';
        const verdict = this.active ? 'replace' : 'draw';
        this.active = { id: pointerId, pen };
        return verdict;
    }

    draws({ pointerId }: Pick<PointerLike, 'pointerId'>): boolean {
        return this.active?.id === pointerId;
    }

    /** A pen that moves, over the paper too. */
    seen({ pointerType, timeStamp }: PointerLike): void {
        if (pointerType === 'pen') this.penSeen = timeStamp;
    }

    /** No pointer draws any more. */
    release(): void {
        this.active = null;
    }
}
