import { expect, it } from 'vitest';
import type { SignatureState } from './page_state';
import { cleared, emptyDrawing, withStroke } from './strokes/drawing';
import type { Stroke } from './strokes/stroke';
import { obstacle, submissionOf } from './submission';

const frame = { width: 358, height: 220 };
const start: SignatureState = { screen: 'sign', method: 'draw', drawing: emptyDrawing, text: '', face: '', upload: null, sent: 0 };
const line = (t: number, ...xs: number[]): Stroke => xs.map((x, index) => ({ x, y: 9, t: t + index, p: 0.5 }));
const drawn = (...strokes: Stroke[]): SignatureState => ({
    ...start,
    drawing: strokes.reduce((drawing, stroke) => withStroke(drawing, stroke, frame, 0), emptyDrawing),
});

it('sends the strokes that are on the paper, from the first one on', () => {
    const { drawing } = drawn(line(5, 1, 2));
    const again = withStroke(withStroke(cleared(drawing), line(100, 10, 20), frame, 0), line(200, 30), frame, 0);
    expect(submissionOf({ ...start, drawing: again }, '')).toEqual({
        method: 'draw',
        canvas: frame,
        strokes: [
            [100, 90, 0, 500, 100, 0, 1, 0],
            [300, 90, 100, 500],
        ],
    });
});

it('sends the text without its edges, and the face', () => {
    expect(submissionOf({ ...start, method: 'type', text: ' Anna Müller ' }, 'dancing')).toEqual({
        method: 'type',
        text: 'Anna Müller',
        face: 'dancing',
    });
    expect(submissionOf({ ...start, method: 'upload' }, 'dancing')).toEqual({ method: 'upload' });
});

it('thins what is more than the server takes', () => {
    const long = Array.from({ length: 60_000 }, (_, i) => Math.sin(i) * 90);
    const { strokes } = submissionOf(drawn(line(0, ...long)), '') as { strokes: number[][] };
    expect(strokes[0]?.length).toBeLessThanOrEqual(4 * 50_000);
});

it('says what is missing', () => {
    const least = { minInk: 60 };
    expect(obstacle(start, least)).toBe('nothing');
    expect(obstacle(drawn(line(0, 0)), least)).toBe('too_little');
    expect(obstacle(drawn(line(0, 0, 59)), least)).toBe('too_little');
    expect(obstacle(drawn(line(0, 0, 30), line(9, 0, 30)), least)).toBeUndefined();
    expect(obstacle(drawn(line(0, 0)), { minInk: 0 })).toBeUndefined();
    expect(obstacle({ ...start, method: 'type', text: '  ' }, least)).toBe('no_text');
    expect(obstacle({ ...start, method: 'type', text: 'A' }, least)).toBeUndefined();
    expect(obstacle({ ...start, method: 'upload' }, least)).toBeUndefined();
});
