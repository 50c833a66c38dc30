import { describe, expect, it } from 'vitest';
import { canClear, canRedo, canUndo, cleared, emptyDrawing, redone, strokesOf, undone, withStroke, type Drawing } from './drawing';
import type { Stroke } from './stroke';

const frame = { width: 300, height: 200 };
const [a, b, c] = ['a', 'b', 'c'].map((_, x): Stroke => [{ x, y: 0, t: x, p: 0.5 }]) as [Stroke, Stroke, Stroke];
const draw = (...strokes: Stroke[]) => strokes.reduce<Drawing>((drawing, stroke) => withStroke(drawing, stroke, frame, 7), emptyDrawing);

describe('a drawing', () => {
    it('begins with nothing to undo', () => {
        expect([canUndo(emptyDrawing), canRedo(emptyDrawing), canClear(emptyDrawing)]).toEqual([false, false, false]);
        expect(strokesOf(emptyDrawing)).toEqual([]);
        expect(undone(emptyDrawing)).toBe(emptyDrawing);
        expect(redone(emptyDrawing)).toBe(emptyDrawing);
        expect(cleared(emptyDrawing)).toBe(emptyDrawing);
    });

    it('undoes and redoes stroke by stroke', () => {
        const two = draw(a, b);
        expect(strokesOf(two)).toEqual([a, b]);
        expect(strokesOf(undone(two))).toEqual([a]);
        expect(strokesOf(undone(undone(two)))).toEqual([]);
        expect(strokesOf(redone(undone(undone(two))))).toEqual([a]);
        expect(canRedo(two)).toBe(false);
    });

    it('gets everything back when clearing is undone', () => {
        const empty = cleared(draw(a, b));
        expect(strokesOf(empty)).toEqual([]);
        expect([canUndo(empty), canClear(empty)]).toEqual([true, false]);
        expect(strokesOf(undone(empty))).toEqual([a, b]);
        expect(strokesOf(redone(undone(empty)))).toEqual([]);
    });

    it('goes on after it was cleared, back over it and forward again', () => {
        const again = withStroke(cleared(draw(a, b)), c, frame, 7);
        expect(strokesOf(again)).toEqual([c]);
        expect(strokesOf(undone(undone(again)))).toEqual([a, b]);
        expect(strokesOf(cleared(again))).toEqual([]);
        expect(strokesOf(undone(cleared(again)))).toEqual([c]);
    });

    it('forgets what was undone once something new is drawn', () => {
        const drawing = withStroke(undone(draw(a, b)), c, frame, 7);
        expect(strokesOf(drawing)).toEqual([a, c]);
        expect(canRedo(drawing)).toBe(false);
    });

    it('stays in its first frame until it begins anew', () => {
        const other = { width: 800, height: 300 };
        expect(withStroke(draw(a), b, other, 9)).toMatchObject({ frame, began: 7 });
        expect(withStroke(cleared(draw(a)), b, other, 9)).toMatchObject({ frame, began: 7 });
        expect(withStroke(undone(draw(a)), b, other, 9)).toMatchObject({ frame: other, began: 9 });
    });
});
