import { failure } from '../kit/failure';
import type { Failure, FailureKind } from '../kit/host';
import { parseRetryAfter } from './backoff';

/** What is left of an HTTP answer once the transport (fetch or XHR) is taken away. */
export interface Answer {
    readonly status: number;
    readonly body: string;
    readonly retryAfter: string | null;
}

const kinds: Readonly<Record<number, FailureKind>> = {
    404: 'unknown',
    // The bytes came too slowly, or stopped coming: what a bad network looks like from the other side.
    408: 'network',
    409: 'conflict',
    410: 'expired',
    413: 'too_large',
    415: 'unsupported',
    422: 'processing',
    429: 'busy',
    // Proxies answer these while the server restarts.
    502: 'busy',
    503: 'busy',
    504: 'busy',
};

/**
 * The failure that an answer outside 2xx stands for. 409 is `conflict` here: only the session's state can tell whether
 * it was completed elsewhere.
 */
export function failureOf(answer: Answer, now: number): Failure {
    const kind = kinds[answer.status] ?? (answer.status >= 500 ? 'error' : 'rejected');
    const retryAfter = parseRetryAfter(answer.retryAfter, now);
    return failure(kind, { status: answer.status, ...problemOf(answer.body), ...(retryAfter === undefined ? {} : { retryAfter }) });
}

interface Problem {
    readonly type?: string;
    readonly detail?: string;
    readonly error?: string;
    readonly errors?: Failure['errors'];
}

function problemOf(body: string): { code: string; detail: string; errors?: Failure['errors'] } {
    try {
        const { type = '', detail, error, errors } = JSON.parse(body) as Problem;
        return { code: type.replace(/^urn:baton:error:/, ''), detail: detail ?? error ?? '', ...(errors ? { errors } : {}) };
    } catch {
        // A proxy in between answers with HTML.
        return { code: '', detail: '' };
    }
}
