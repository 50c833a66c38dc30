import type { SessionInfo } from '../kit/host';

/** setTimeout holds 31 bits of milliseconds; anything longer would fire at once. */
const longestTimer = 2 ** 31 - 1;

/** Milliseconds until the session ends, by the server's clock: a phone's own may be wrong by hours. */
export function timeLeft(session: Pick<SessionInfo, 'server_time' | 'expires_at'>): number {
    return Date.parse(session.expires_at) - Date.parse(session.server_time);
}

/** Calls `onExpired` shortly after the session's time is up, so that nobody works on a page that is over. */
export function watchExpiry(session: SessionInfo, onExpired: () => void): void {
    const left = timeLeft(session);
    // A second late rather than early: the server decides, this only asks it.
    if (left > 0) setTimeout(onExpired, Math.min(left + 1000, longestTimer));
}
