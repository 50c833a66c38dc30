import { beforeEach, describe, expect, it } from 'vitest';
import type { Corners, Sight } from '../detector/page_watch';
import { AutoShutter, type ShutterPhase } from './auto_shutter';

/** Milliseconds from frame to frame. */
const beat = 70;
const at = (dx = 0, size = 1): Corners => {
    const corner = (x: number, y: number) => [0.5 + dx + size * x, 0.5 + size * y] as const;
    return [corner(-0.3, -0.35), corner(0.3, -0.35), corner(0.3, 0.35), corner(-0.3, 0.35)];
};
/** A print of length 1; those of different numbers are not alike. */
const print = (page: number) => {
    const values = new Float32Array(784);
    values[50 + 7 * page] = 1;
    return values;
};
const scene = (level = 100, part = 0) => new Float32Array(256).fill(level).fill(level + 90, 0, part);

const sight = (more: Partial<Sight> = {}): Sight => {
    const corners = more.corners === undefined ? at() : more.corners;
    return { outline: corners, corners, share: 0.4, print: print(0), scene: scene(), sharpness: 0.4, written: null, ...more };
};
const nothing = sight({ outline: null, corners: null, print: null, share: 0 });

describe('AutoShutter', () => {
    let shutter: AutoShutter;
    let now: number;
    beforeEach(() => {
        shutter = new AutoShutter();
        now = 1_000;
    });

    const see = (seen: Sight) => {
        now += beat;
        return shutter.see(seen, now);
    };
    /** Phases of so many milliseconds, each once; what is shot counts as taken. */
    function watch(time: number, next: (step: number) => Sight): ShutterPhase[] {
        const phases: ShutterPhase[] = [];
        for (let step = 0; step * beat < time; ++step) {
            const seen = next(step);
            const { phase } = see(seen);
            if (phase === 'shoot') shutter.took(seen);
            if (phases[phases.length - 1] !== phase) phases.push(phase);
        }
        return phases;
    }

    it('does not believe two pictures that are alike by chance, where pictures come seldom', () => {
        const seldom = 530;
        for (let time = 0; time < 4 * seldom; time += seldom) expect(shutter.see(sight(), time).phase).not.toBe('shoot');
        expect(shutter.see(sight(), 4 * seldom).phase).toBe('holding');
        expect(shutter.see(sight(), 5 * seldom).phase).toBe('shoot');
    });

    it('takes a page once it has rested for 0.6 to 1 second, and not again', () => {
        let shots = 0;
        let when = 0;
        for (let time = 0; time < 10_000; time += beat) {
            if (see(sight()).phase !== 'shoot') continue;
            shots += 1;
            when = time;
            shutter.took(sight());
        }
        expect(shots).toBe(1);
        expect(when).toBeGreaterThanOrEqual(600);
        expect(when).toBeLessThanOrEqual(1_000);
    });

    it('shows how much of the time is over', () => {
        const progress = [0, 1, 2, 3, 4].map(() => see(sight()).progress);
        expect(progress).toEqual([...progress].sort((a, b) => a - b));
        expect(progress[4]).toBeGreaterThan(0.2);
    });

    it('waits while the phone shakes or drifts', () => {
        expect(watch(3_000, (step) => sight({ corners: at(step % 2 ? 0.03 : 0) }))).not.toContain('shoot');
        expect(watch(3_000, (step) => sight({ corners: at(0.008 * (step % 40)) }))).not.toContain('shoot');
        expect(watch(1_500, () => sight())).toContain('shoot');
    });

    it('does not mind the noise of the outline, nor a frame in which the page is not found', () => {
        expect(
            watch(1_500, (step) =>
                sight({ corners: step === 4 ? null : at(step % 2 ? 0.004 : 0), ...(step === 4 ? { outline: at() } : {}) }),
            ),
        ).toContain('shoot');
    });

    it('waits while a hand moves over the picture', () => {
        expect(watch(3_000, (step) => sight({ scene: scene(100, (step % 4) * 30) }))).not.toContain('shoot');
    });

    it('asks to come closer to a small page', () => {
        expect(watch(2_000, () => sight({ share: 0.1 }))).toEqual(['far']);
    });

    it('waits until the picture is as sharp as it has been', () => {
        watch(300, () => sight({ sharpness: 0.5 }));
        expect(watch(1_200, () => sight({ sharpness: 0.25 }))).toEqual(['blurred']);
        expect(watch(1_500, () => sight({ sharpness: 0.5 }))).toContain('shoot');
    });

    it('takes what a soft camera gives, after a while', () => {
        expect(watch(2_000, () => sight({ sharpness: 0.08 }))).not.toContain('shoot');
        expect(watch(3_000, () => sight({ sharpness: 0.08 }))).toContain('shoot');
    });

    it('takes a page that lies in the place of the one before', () => {
        watch(1_500, () => sight());
        expect(watch(1_500, () => sight({ print: print(1) }))).toContain('shoot');
    });

    it('does not take a page again that was out of sight', () => {
        watch(1_500, () => sight());
        watch(1_000, () => sight({ ...nothing, scene: scene(100, 128) }));
        expect(watch(2_000, () => sight({ corners: at(0.05) }))).not.toContain('shoot');
    });

    it('does not take a page again for the outline being lost', () => {
        watch(1_500, () => sight({ print: null }));
        watch(2_000, () => nothing);
        expect(watch(2_000, () => sight({ print: null }))).not.toContain('shoot');
    });

    it('takes a blank page after another if there was something else in between', () => {
        watch(1_500, () => sight({ print: null }));
        watch(1_000, () => sight({ ...nothing, scene: scene(100, 128) }));
        expect(watch(2_000, () => sight({ print: null }))).toContain('shoot');
    });

    it('does not take one picture after the camera hung for a page that was away', () => {
        watch(1_500, () => sight({ print: null }));
        now += 1_000;
        see(sight({ ...nothing, scene: scene(100, 128) }));
        expect(watch(2_000, () => sight({ print: null }))).not.toContain('shoot');
    });

    it('does not take a page that was taken by hand', () => {
        see(sight());
        shutter.took(sight());
        expect(watch(3_000, () => sight())).toEqual(['taken']);
    });
});
