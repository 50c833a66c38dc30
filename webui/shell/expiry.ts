import type { SessionInfo } from '../kit/host';

type Times = Pick<SessionInfo, 'server_time' | 'expires_at'>;

/** setTimeout holds 31 bits of milliseconds; anything longer would fire at once. */
const longestTimer = 2 ** 31 - 1;
/** The last part of a session, in which the person is told how long is left. Milliseconds. */
export const warnedTime = 120_000;

/** Milliseconds until the session ends, by the server's clock: a phone's own may be wrong by hours. */
export function timeLeft(times: Times): number {
    return Date.parse(times.expires_at) - Date.parse(times.server_time);
}

/** Whole minutes for the person to read: rounded up, so that "1 minute" is never over in a second. 0 in the last half. */
export function minutesLeft(milliseconds: number): number {
    return milliseconds <= 30_000 ? 0 : Math.ceil(milliseconds / 60_000);
}

/** Milliseconds until `minutesLeft` changes. */
export function untilNextMinute(milliseconds: number): number {
    const minutes = minutesLeft(milliseconds);
    return minutes > 1 ? milliseconds - (minutes - 1) * 60_000 : milliseconds - 30_000;
}

/** Calls back at a time from now; a time beyond what timers hold is shortened. */
function after(milliseconds: number, callback: () => void): () => void {
    const timer = setTimeout(callback, Math.min(Math.max(0, milliseconds), longestTimer));
    return () => clearTimeout(timer);
}

/**
 * Follows a session to its end: `onExpiring` with the minutes left, each time they change, and `onExpired` shortly after
 * it is over. Works without the event stream, which may only say the same earlier.
 */
export class ExpiryWatch {
    private cancel: (() => void)[] = [];

    constructor(
        private readonly onExpiring: (minutes: number) => void,
        private readonly onExpired: () => void,
        private readonly now: () => number = () => performance.now(),
    ) {}

    /** A session shorter than the warned time is left to the event of the server, which knows how much of it is short. */
    start(times: Times): void {
        const left = timeLeft(times);
        if (!(left > 0)) return;
        this.stop();
        // A second late rather than early: the server decides, this only asks it.
        this.cancel.push(after(left + 1000, this.onExpired));
        if (left > warnedTime) this.cancel.push(after(left - warnedTime, () => this.warn(this.now() + warnedTime)));
    }

    /** The server says that the end is near. */
    expiring(times: Times): void {
        this.start(times);
        this.warn(this.now() + timeLeft(times));
    }

    stop(): void {
        for (const cancel of this.cancel) cancel();
        this.cancel = [];
    }

    private warn(end: number): void {
        const left = end - this.now();
        if (left <= 0) return;
        this.onExpiring(minutesLeft(left));
        const next = untilNextMinute(left);
        if (next > 0) this.cancel.push(after(next, () => this.warn(end)));
    }
}
