import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ExpiryWatch, minutesLeft, timeLeft, untilNextMinute } from './expiry';

const times = (seconds: number) => ({
    server_time: '2020-01-01T00:00:00Z',
    expires_at: new Date(Date.UTC(2020, 0, 1) + seconds * 1000).toISOString(),
});

it('counts by the clock of the server', () => {
    expect(timeLeft({ server_time: '2020-01-01T00:00:00Z', expires_at: '2020-01-01T00:30:00.5Z' })).toBe(1_800_500);
});

it.each([
    [120_000, 2, 60_000],
    [119_000, 2, 59_000],
    [60_000, 1, 30_000],
    [31_000, 1, 1_000],
    [30_000, 0, 0],
])('at %d ms says %d minutes, for %d ms', (left, minutes, next) => {
    expect([minutesLeft(left), untilNextMinute(left)]).toEqual([minutes, next]);
});

describe('ExpiryWatch', () => {
    beforeEach(() => void vi.useFakeTimers());
    afterEach(() => void vi.useRealTimers());

    function watched() {
        const seen: (number | string)[] = [];
        const watch = new ExpiryWatch(
            (minutes) => seen.push(minutes),
            () => seen.push('over'),
            () => Date.now(),
        );
        return { seen, watch };
    }

    it('counts the last minutes down', () => {
        const { seen, watch } = watched();
        watch.start(times(300));
        vi.advanceTimersByTime(179_000);
        expect(seen).toEqual([]);
        vi.advanceTimersByTime(1_000);
        expect(seen).toEqual([2]);
        vi.advanceTimersByTime(60_000);
        expect(seen).toEqual([2, 1]);
        vi.advanceTimersByTime(30_000);
        expect(seen).toEqual([2, 1, 0]);
        vi.advanceTimersByTime(31_000);
        expect(seen).toEqual([2, 1, 0, 'over']);
    });

    it('leaves a short session to the server, which tells earlier', () => {
        const { seen, watch } = watched();
        watch.start(times(60));
        vi.advanceTimersByTime(45_000);
        watch.expiring(times(15));
        expect(seen).toEqual([0]);
        vi.advanceTimersByTime(16_000);
        expect(seen).toEqual([0, 'over']);
    });

    it('does not fire at once for a session of months', () => {
        const { seen, watch } = watched();
        watch.start(times(100 * 86_400));
        vi.advanceTimersByTime(60_000);
        expect(seen).toEqual([]);
        watch.stop();
        expect(vi.getTimerCount()).toBe(0);
    });
});
