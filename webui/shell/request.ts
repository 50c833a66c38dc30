import { failure, isFailure } from '../kit/failure';
import type { OperationFile } from '../kit/host';
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

/** A JSON request that is answered with a file and, in `Baton-Reply`, with what the action says about it. Rejects as {@link requestJson}. */
export async function requestFile<T>(url: string, body: unknown, signal?: AbortSignal): Promise<OperationFile<T>> {
    const headers = { 'Content-Type': 'application/json' };
    const init: RequestInit = {
        method: 'POST',
        credentials: 'same-origin',
        body: JSON.stringify(body),
        headers,
        ...(signal ? { signal } : {}),
    };
    try {
        const response = await fetch(url, init);
        const { status } = response;
        const retryAfter = response.headers.get('Retry-After');
        if (!response.ok) throw failureOf({ status, body: await response.text(), retryAfter }, Date.now());
        return { blob: await response.blob(), reply: parseBody<T>(response.headers.get('Baton-Reply') ?? '', status) };
    } catch (error) {
        throw isFailure(error) ? error : failure(signal?.aborted ? 'aborted' : 'network', { detail: String(error) });
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
