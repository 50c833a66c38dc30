import { failure, asFailure } from '../kit/failure';
import type { CallOptions, Retry } from '../kit/host';
import { retryDelay } from './backoff';

/** A wait that may be cut short by `end`. `over` rejects with `aborted`. */
export interface Pause {
    readonly over: Promise<void>;
    end(): void;
}

/** Injected, so that tests need no clock. */
export type MakePause = (milliseconds: number, signal: AbortSignal | undefined) => Pause;

/** Runs `attempt` until it succeeds, fails for a reason that time will not cure, or the pauses are used up. */
export async function withRetry<T>(attempt: () => Promise<T>, options: CallOptions, makePause: MakePause = pauseInPage): Promise<T> {
    for (let count = 1; ; count += 1) {
        if (options.signal?.aborted) throw failure('aborted');
        try {
            return await attempt();
        } catch (error) {
            const problem = asFailure(error);
            const cause = retryCause(problem.kind);
            const delay = retryDelay(count, problem.retryAfter, Math.random());
            if (!cause || delay === null) throw problem;
            const pause = makePause(delay, options.signal);
            options.onRetry?.({ cause, delay, attempt: count, retryNow: pause.end });
            await pause.over;
        }
    }
}

function retryCause(kind: string): Retry['cause'] | null {
    return kind === 'network' || kind === 'busy' ? kind : null;
}

/** A pause that ends early when the phone is back online or the person comes back to the page. */
export function pauseInPage(milliseconds: number, signal: AbortSignal | undefined): Pause {
    const page = new AbortController();
    let end = () => {};
    const over = new Promise<void>((resolve, reject) => {
        end = resolve;
        const timer = setTimeout(resolve, milliseconds);
        page.signal.addEventListener('abort', () => clearTimeout(timer));
        const back = () => document.visibilityState === 'visible' && resolve();
        addEventListener('online', back, page);
        document.addEventListener('visibilitychange', back, page);
        signal?.addEventListener('abort', () => reject(failure('aborted')), page);
    });
    return { over: over.finally(() => page.abort()), end };
}
