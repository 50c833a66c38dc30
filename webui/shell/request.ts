import { failure } from '../kit/failure';
import { failureOf } from './problem';

/** One JSON exchange with the server. Rejects with a Failure; `network` when no answer came. */
export async function requestJson<T>(method: string, url: string, body?: unknown, signal?: AbortSignal): Promise<T> {
    const response = await answerOf(url, {
        method,
        credentials: 'same-origin',
        ...(signal ? { signal } : {}),
        ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
    });
    const { status, text, retryAfter } = response;
    if (status < 200 || status > 299) throw failureOf({ status, body: text, retryAfter }, Date.now());
    return parseBody<T>(text, status);
}

/** A 2xx whose body is no JSON did not come from the server: a hotel's login page, a proxy. That is a network trouble. */
export function parseBody<T>(text: string, status: number): T {
    try {
        return (text ? JSON.parse(text) : {}) as T;
    } catch {
        throw failure('network', { status, detail: 'the answer was not JSON' });
    }
}

async function answerOf(url: string, init: RequestInit) {
    try {
        const response = await fetch(url, init);
        return { status: response.status, text: await response.text(), retryAfter: response.headers.get('Retry-After') };
    } catch (error) {
        throw failure(init.signal?.aborted ? 'aborted' : 'network', { detail: String(error) });
    }
}
