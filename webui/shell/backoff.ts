/** Milliseconds before retry number 1, 2, …: about two and a half minutes in all, then the person is asked. */
export const retryDelays: readonly number[] = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 45_000, 45_000];

const longestServerDelay = 60_000;

/**
 * The pause before retry `attempt` (from 1), or null when it is time to give up.
 * @param retryAfter what the server asked for, in milliseconds; honoured up to a minute
 * @param random 0…1: spreads phones that lost the same server by ± 20 %
 */
export function retryDelay(attempt: number, retryAfter: number | undefined, random: number): number | null {
    const base = retryDelays[attempt - 1];
    if (base === undefined) return null;
    const spread = base * (0.8 + 0.4 * random);
    return Math.round(Math.max(spread, Math.min(retryAfter ?? 0, longestServerDelay)));
}

/** `Retry-After` of RFC 9110: seconds, or an HTTP date. In milliseconds, undefined if absent or malformed. */
export function parseRetryAfter(header: string | null, now: number): number | undefined {
    if (!header) return undefined;
    if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
    const date = Date.parse(header);
    return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
