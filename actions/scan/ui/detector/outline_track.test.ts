import { expect, it } from 'vitest';
import { movement, type Quad } from './geometry';
import { OutlineTrack } from './outline_track';
import { quadOf, upright } from './test_frames';

const seen = (quad: Quad) => ({ quad, confidence: 0.9 });
const shifted = (by: number) => upright.map(({ x, y }) => ({ x: x + by, y })) as unknown as Quad;
const other = quadOf([10, 10], [60, 10], [60, 80], [10, 80]);

it('calms the noise of a page that rests', () => {
    const track = new OutlineTrack();
    track.update(seen(upright), 0);
    expect(movement(upright, track.update(seen(shifted(0.5)), 60)!.outline)).toBeLessThan(0.5 * movement(upright, shifted(0.5)));
});

it('follows a page that moves', () => {
    const track = new OutlineTrack();
    track.update(seen(upright), 0);
    expect(movement(shifted(9), track.update(seen(shifted(9)), 60)!.outline)).toBeLessThan(0.01);
});

it('leaves the page only for a quad that is seen again and again', () => {
    const track = new OutlineTrack();
    track.update(seen(upright), 0);
    expect(track.update(seen(other), 60)).toMatchObject({ outline: upright, found: null });
    track.update(seen(upright), 120);
    track.update(seen(other), 180);
    track.update(seen(other), 240);
    expect(track.update(seen(other), 300)!.outline).toEqual(other);
});

it('keeps the outline for a moment when the page is lost', () => {
    const track = new OutlineTrack();
    track.update(seen(upright), 0);
    expect(track.update(null, 300)).toMatchObject({ outline: upright, found: null });
    expect(track.update(null, 500)).toBeNull();
});
