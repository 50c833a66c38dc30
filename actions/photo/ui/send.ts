import { asFailure, type Host, type Retry } from '@baton/kit';
import { photoKey, type Picture } from './picture';
import type { PhotoEvent } from './screen_state';

/** Sends the picture and hands it in; tells what happens by events and ends with `submitted` or `failed`. */
export async function sendPicture(host: Host, picture: Picture, dispatch: (event: PhotoEvent) => void, signal: AbortSignal): Promise<void> {
    const onRetry = (retry: Retry) => dispatch({ type: 'waiting', retry });
    const onProgress = (sent: number) => dispatch({ type: 'progress', sent });
    try {
        if (picture.file && !picture.uploaded) await host.upload(photoKey, picture.file, { onProgress, onRetry, signal });
        dispatch({ type: 'uploaded' });
        await host.submit({}, { onRetry, signal });
        dispatch({ type: 'submitted' });
        host.finish();
    } catch (error) {
        const { kind, code } = asFailure(error);
        dispatch({ type: 'failed', kind, code });
    }
}
