import { expect, it } from 'vitest';
import { emptyDrawing } from '../strokes/drawing';
import { SampleClock } from './sample_clock';

it('counts whole milliseconds from the beginning of the drawing', () => {
    const clock = SampleClock.of(emptyDrawing, 1_000_000);
    clock.restart(1_000_500);
    expect([clock.time(500), clock.time(516.7)]).toEqual([0, 17]);
});

it('never goes back', () => {
    const clock = new SampleClock(1_000_000, 1_000_000);
    expect([clock.time(50), clock.time(40), clock.time(-9), clock.time(51)]).toEqual([50, 50, 50, 51]);
});

it('goes on after what was drawn before a reload, and on a phone whose clock is behind', () => {
    const stroke = [{ x: 0, y: 0, t: 3000, p: 0.5 }];
    const drawing = { ...emptyDrawing, began: 1_000_000, steps: [stroke, null], at: 2 };
    expect(SampleClock.of(drawing, 1_010_000).time(10)).toBe(10_010);
    expect(SampleClock.of(drawing, 990_000).time(10)).toBe(3000);
});
