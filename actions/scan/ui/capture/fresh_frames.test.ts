import { describe, expect, it } from 'vitest';
import { FreshFrames } from './fresh_frames';

/** A video whose next picture comes when the test says so. */
function video() {
    const waiting: (() => void)[] = [];
    const element = { requestVideoFrameCallback: (callback: () => void) => waiting.push(callback) };
    return { element: element as unknown as HTMLVideoElement, show: () => waiting.splice(0).forEach((callback) => callback()) };
}

describe('FreshFrames', () => {
    it('is at a picture once', () => {
        const { element, show } = video();
        const fresh = new FreshFrames();
        expect(fresh.next(element)).toBe(true);
        expect(fresh.next(element)).toBe(false);
        expect(fresh.next(element)).toBe(false);
        show();
        expect(fresh.next(element)).toBe(true);
        expect(fresh.next(element)).toBe(false);
    });

    it('begins anew with another video, and does not listen to the one before', () => {
        const [before, after] = [video(), video()];
        const fresh = new FreshFrames();
        expect(fresh.next(before.element)).toBe(true);
        expect(fresh.next(after.element)).toBe(true);
        before.show();
        expect(fresh.next(after.element)).toBe(false);
        after.show();
        expect(fresh.next(after.element)).toBe(true);
    });

    it('takes every look for a new one where the browser does not tell', () => {
        const fresh = new FreshFrames();
        const element = {} as HTMLVideoElement;
        expect(fresh.next(element)).toBe(true);
        expect(fresh.next(element)).toBe(true);
    });
});
