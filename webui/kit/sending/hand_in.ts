import { asFailure } from '../failure';
import type { Failure, Host, Retry } from '../host';
import type { Picture } from '../picture/picture';

/** How it goes with something that is handed in. The last one is `submitted` or `failed`. */
export type SendEvent =
    /** Bytes of the picture that are out. */
    | { readonly type: 'progress'; readonly sent: number }
    /** The server has the picture, if there was one; only the submission is left. */
    | { readonly type: 'uploaded' }
    | { readonly type: 'waiting'; readonly retry: Retry }
    | { readonly type: 'failed'; readonly failure: Failure }
    | { readonly type: 'submitted' };

interface Result {
    readonly data: Readonly<Record<string, unknown>>;
    /** A picture that has to be there before, and its key. */
    readonly upload?: { readonly key: string; readonly picture: Picture };
}

/** Sends the picture, if there is one, submits and finishes. Never rejects. */
export async function handIn(
    host: Pick<Host, 'upload' | 'submit' | 'finish'>,
    { data, upload }: Result,
    dispatch: (event: SendEvent) => void,
    signal: AbortSignal,
): Promise<void> {
    const onRetry = (retry: Retry) => dispatch({ type: 'waiting', retry });
    const onProgress = (sent: number) => dispatch({ type: 'progress', sent });
    try {
        if (upload?.picture.file && !upload.picture.uploaded)
            await host.upload(upload.key, upload.picture.file, { onProgress, onRetry, signal });
        dispatch({ type: 'uploaded' });
        await host.submit(data, { onRetry, signal });
        dispatch({ type: 'submitted' });
        host.finish();
    } catch (error) {
        dispatch({ type: 'failed', failure: asFailure(error) });
    }
}
