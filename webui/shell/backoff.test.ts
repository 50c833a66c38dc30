import { describe, expect, it } from 'vitest';
import { parseRetryAfter, retryDelay, retryDelays } from './backoff';

describe('retryDelay', () => {
    it('grows, with a spread of a fifth', () => {
        expect(retryDelay(1, undefined, 0)).toBe(800);
        expect(retryDelay(1, undefined, 1)).toBe(1200);
        expect(retryDelay(3, undefined, 0.5)).toBe(4000);
    });

    it('gives up in the end', () => {
        expect(retryDelay(retryDelays.length, undefined, 0.5)).not.toBeNull();
        expect(retryDelay(retryDelays.length + 1, undefined, 0.5)).toBeNull();
    });

    it('waits as long as the server asks, but not for ever', () => {
        expect(retryDelay(1, 7_000, 0.5)).toBe(7_000);
        expect(retryDelay(1, 3_600_000, 0.5)).toBe(60_000);
        expect(retryDelay(5, 1_000, 0.5)).toBe(15_000);
    });
});

it.each([
    ['3', 3_000],
    ['0', 0],
    [null, undefined],
    ['soon', undefined],
    ['Thu, 01 Jan 1970 00:00:12 GMT', 2_000],
    ['Thu, 01 Jan 1970 00:00:01 GMT', 0],
])('reads Retry-After %s', (header, expected) => {
    expect(parseRetryAfter(header, 10_000)).toBe(expected);
});
