import { failure } from '../failure';
import { imageCapture, largestPhoto, type ImageCaptureLike } from './media';

/** Some phones never answer takePhoto. Milliseconds; a slow one with a flash takes about three seconds. */
const photoTimeout = 8_000;
/** Of the JPEG that is made of a frame: what phones' own cameras use, or a little more. */
const frameQuality = 0.95;

/**
 * The picture that the person sees, as large as the camera can: its own photo, where the browser can ask for one, else
 * the current frame. Upright in its pixels, and never mirrored. Rejects with `error` if there is neither.
 */
export async function takeStill(video: HTMLVideoElement, track: MediaStreamTrack): Promise<Blob> {
    return (await photoOf(track)) ?? frameOf(video);
}

/** A still as a file; browsers give JPEG, or PNG. */
export const fileOfStill = (still: Blob, name: string): File =>
    new File([still], `${name}.${still.type === 'image/png' ? 'png' : 'jpg'}`, { type: still.type });

async function photoOf(track: MediaStreamTrack): Promise<Blob | null> {
    const Capture = imageCapture();
    if (!Capture) return null;
    let timer = 0;
    const late = new Promise<null>((resolve) => (timer = window.setTimeout(() => resolve(null), photoTimeout)));
    try {
        const photo = await Promise.race([largestPhotoOf(new Capture(track)), late]);
        return photo && photo.size > 0 ? photo : null;
    } catch {
        // Broken in the drivers of some phones: the frame on display is still there.
        return null;
    } finally {
        clearTimeout(timer);
    }
}

async function largestPhotoOf(capture: ImageCaptureLike): Promise<Blob> {
    const capabilities = await capture.getPhotoCapabilities?.().catch(() => undefined);
    const size = capabilities && largestPhoto(capabilities);
    // A size that was promised may be refused all the same.
    return size ? capture.takePhoto(size).catch(() => capture.takePhoto()) : capture.takePhoto();
}

async function frameOf(video: HTMLVideoElement): Promise<Blob> {
    const canvas = document.createElement('canvas');
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    canvas.getContext('2d')?.drawImage(video, 0, 0);
    const frame = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', frameQuality));
    // Safari keeps the memory of a canvas until it is small.
    canvas.width = canvas.height = 0;
    if (!frame) throw failure('error', { detail: 'the camera gave no picture' });
    return frame;
}
