import { failure, asFailure } from '../kit/failure';
import type { CallOptions, Retry } from '../kit/host';
import { retryDelay, retryDelays } from './backoff';

/** A wait that may be cut short by `end`. `over` rejects with `aborted`. */
export interface Pause {
    readonly over: Promise<void>;
    end(): void;
}

/** What retries need of the page; injected, so that tests need neither a clock nor a network. */
export interface Surroundings {
    pause(milliseconds: number, signal: AbortSignal | undefined): Pause;
    online(): boolean;
}

/**
 * Runs `attempt` until it succeeds, fails for a reason that time will not cure, or the pauses are used up. Attempts made
 * while the phone knows that it has no network do not count: a tunnel may be long.
 */
export async function withRetry<T>(attempt: () => Promise<T>, options: CallOptions, around: Surroundings = page): Promise<T> {
    for (let count = 1, counted = 1; ; count += 1) {
        if (options.signal?.aborted) throw failure('aborted');
        try {
            return await attempt();
        } catch (error) {
            const problem = asFailure(error);
            const cause = retryCause(problem.kind);
            const delay = around.online() ? retryDelay(counted++, problem.retryAfter, Math.random()) : longestPause;
            if (!cause || delay === null) throw problem;
            const pause = around.pause(delay, options.signal);
            options.onRetry?.({ cause, delay, attempt: count, retryNow: pause.end });
            await pause.over;
        }
    }
}

/** Without a network the browser says when it is back; some are mistaken about it. */
const longestPause = Math.max(...retryDelays);

function retryCause(kind: string): Retry['cause'] | null {
    return kind === 'network' || kind === 'busy' ? kind : null;
}

/** Pauses end early when the phone is back online or the person comes back to the page. */
const page: Surroundings = {
    online: () => navigator.onLine,
    pause(milliseconds, signal) {
        const listening = new AbortController();
        let end = () => {};
        const over = new Promise<void>((resolve, reject) => {
            end = resolve;
            const timer = setTimeout(resolve, milliseconds);
            listening.signal.addEventListener('abort', () => clearTimeout(timer));
            const back = () => document.visibilityState === 'visible' && resolve();
            addEventListener('online', back, listening);
            document.addEventListener('visibilitychange', back, listening);
            signal?.addEventListener('abort', () => reject(failure('aborted')), listening);
        });
        return { over: over.finally(() => listening.abort()), end };
    },
};
