import { expect, it } from 'vitest';
import { cleared, emptyDrawing, strokesOf, undone, withStroke, type Drawing } from '../strokes/drawing';
import { countSamples, type Stroke } from '../strokes/stroke';
import { encodeDraft, isDraft, mostBytes, workOf, type Work } from './draft';

const frame = { width: 358, height: 220 };
const scribble = (samples: number, seed = 0): Stroke =>
    Array.from({ length: samples }, (_, i) => ({
        x: Math.round(1800 + 1700 * Math.sin((i + seed) / 13)) / 10,
        y: Math.round(1100 + 1000 * Math.cos((i + seed) / 7)) / 10,
        t: seed * 1000 + i * 4,
        p: Math.round(500 + 200 * Math.sin(i / 9)) / 1000,
    }));
const draw = (...strokes: Stroke[]): Drawing => strokes.reduce((drawing, stroke) => withStroke(drawing, stroke, frame, 5), emptyDrawing);
const work = (drawing: Drawing): Work => ({ method: 'draw', text: 'Anna', face: 'vibes', drawing });
const there = (sent: Work) => workOf(JSON.parse(encodeDraft(sent, 1)));

it('comes back whole, with what can be undone and redone', () => {
    const sent = work(undone(withStroke(cleared(draw(scribble(50), scribble(20, 1))), scribble(10, 2), frame, 5)));
    expect(there(sent)).toEqual(sent);
    expect(there({ ...sent, drawing: emptyDrawing })).toEqual({ ...sent, drawing: emptyDrawing });
});

it('holds 20,000 samples as they are', () => {
    const sent = work(draw(...Array.from({ length: 10 }, (_, seed) => scribble(2000, seed))));
    expect(encodeDraft(sent, 1).length).toBeLessThan(mostBytes);
    expect(there(sent)).toEqual(sent);
});

it('gives up the past before the ink', () => {
    const sent = work(withStroke(cleared(draw(scribble(40_000))), scribble(9000, 1), frame, 5));
    expect(there(sent)?.drawing.steps).toEqual([scribble(9000, 1)]);
});

it('thins what is too much, and never goes beyond its size', () => {
    const sent = work(draw(scribble(60_000), scribble(30_000, 1)));
    expect(encodeDraft(sent, 1).length).toBeLessThanOrEqual(mostBytes);
    const strokes = strokesOf(there(sent)?.drawing ?? emptyDrawing);
    expect(strokes).toHaveLength(2);
    expect(countSamples(strokes)).toBeGreaterThan(20_000);
});

it.each([[null], [undefined], ['x'], [{}], [{ version: 2, saved: 1, steps: [] }]])('%j is no draft', (draft) => {
    expect(isDraft(draft)).toBe(false);
    expect(workOf(draft)).toBeNull();
});

it('keeps the rest of a draft whose strokes are broken', () => {
    const draft = JSON.parse(encodeDraft(work(draw(scribble(3))), 1));
    expect(workOf({ ...draft, steps: [[1, 2, 3]] })).toMatchObject({ text: 'Anna', drawing: emptyDrawing });
    expect(workOf({ ...draft, at: 9 })).toMatchObject({ drawing: emptyDrawing });
});
