import { failure } from '../kit/failure';
import type { StoredFile, UploadOptions } from '../kit/host';
import { failureOf } from './problem';
import { parseBody } from './request';

/** A connection that takes no byte for so long is dead, though the phone has not noticed. Milliseconds. */
const stallTimeout = 30_000;
/** From the last byte to the answer: the server inspects the file in between, with a deadline of its own. Milliseconds. */
const answerTimeout = 90_000;

/**
 * One attempt to send a file. XHR, because fetch cannot report upload progress.
 * Rejects with a Failure; `network` also for a connection that stalls.
 */
export function sendFile(url: string, blob: Blob, options: UploadOptions): Promise<StoredFile> {
    return new Promise((resolve, reject) => {
        const request = new XMLHttpRequest();
        let timer = 0;
        const watch = (timeout: number) => {
            clearTimeout(timer);
            timer = window.setTimeout(() => request.abort(), timeout);
        };
        request.open('PUT', url);
        request.setRequestHeader('Content-Type', blob.type || 'application/octet-stream');
        request.upload.onprogress = (event) => {
            watch(stallTimeout);
            options.onProgress?.(event.loaded, blob.size);
        };
        request.upload.onload = () => watch(answerTimeout);
        request.onloadend = () => {
            clearTimeout(timer);
            options.signal?.removeEventListener('abort', abort);
            try {
                resolve(storedFile(request, options.signal));
            } catch (error) {
                reject(error);
            }
        };
        const abort = () => request.abort();
        options.signal?.addEventListener('abort', abort);
        watch(stallTimeout);
        request.send(blob);
    });
}

function storedFile(request: XMLHttpRequest, signal: AbortSignal | undefined): StoredFile {
    if (signal?.aborted) throw failure('aborted');
    const { status, responseText: body } = request;
    if (status === 0) throw failure('network');
    const retryAfter = request.getResponseHeader('Retry-After');
    if (status < 200 || status > 299) throw failureOf({ status, body, retryAfter }, Date.now());
    return parseBody<StoredFile>(body, status);
}
