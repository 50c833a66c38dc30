import { describe, expect, it } from 'vitest';
import { PointerGate } from './pointer_gate';

const pointer = (pointerId: number, pointerType: string, timeStamp = 0, button = 0) => ({ pointerId, pointerType, timeStamp, button });

describe('of several pointers', () => {
    it('the first finger draws, the others do not', () => {
        const gate = new PointerGate();
        expect(gate.down(pointer(1, 'touch'))).toBe('draw');
        expect(gate.down(pointer(2, 'touch'))).toBe('ignore');
        expect(gate.down(pointer(3, 'mouse'))).toBe('ignore');
        expect([gate.draws({ pointerId: 1 }), gate.draws({ pointerId: 2 })]).toEqual([true, false]);
        gate.release();
        expect(gate.draws({ pointerId: 1 })).toBe(false);
        expect(gate.down(pointer(2, 'touch'))).toBe('draw');
    });

    it('a pen takes over from a palm, and nothing from a pen', () => {
        const gate = new PointerGate();
        gate.down(pointer(1, 'touch'));
        expect(gate.down(pointer(2, 'pen'))).toBe('replace');
        expect(gate.draws({ pointerId: 1 })).toBe(false);
        expect(gate.down(pointer(3, 'touch', 5_000))).toBe('ignore');
        expect(gate.down(pointer(4, 'pen', 5_000))).toBe('ignore');
    });

    it('a palm between two strokes of a pen is none, a finger later is one', () => {
        const gate = new PointerGate();
        gate.down(pointer(1, 'pen', 0));
        gate.release();
        gate.seen(pointer(1, 'pen', 600));
        expect(gate.down(pointer(2, 'touch', 1_500))).toBe('ignore');
        expect(gate.down(pointer(3, 'touch', 1_700))).toBe('draw');
    });

    it('only the first button draws', () => {
        expect(new PointerGate().down(pointer(1, 'mouse', 0, 2))).toBe('ignore');
        expect(new PointerGate().down(pointer(1, 'pen', 0, 5))).toBe('ignore');
    });
});
