import type { Camera, CameraPermission, Facing } from './camera_state';

/** The part of the browser that a camera needs; tests bring their own. */
export interface CameraMedia {
    open(wish: CameraWish): Promise<MediaStream>;
    cameras(): Promise<readonly Camera[]>;
    permission(): Promise<CameraPermission>;
}

/** A camera by its id if that is known, else by the way it looks. */
export interface CameraWish {
    readonly facing: Facing;
    readonly id?: string;
}

/** ImageCapture takes the sensor's full picture whatever the stream's size is. TypeScript's DOM library does not know it. */
export interface ImageCaptureLike {
    takePhoto(settings?: PhotoSize): Promise<Blob>;
    getPhotoCapabilities?(): Promise<PhotoCapabilities>;
}
export interface PhotoSize {
    readonly imageWidth: number;
    readonly imageHeight: number;
}
export interface PhotoCapabilities {
    readonly imageWidth?: { readonly max?: number };
    readonly imageHeight?: { readonly max?: number };
}
type ImageCaptureType = new (track: MediaStreamTrack) => ImageCaptureLike;

export const imageCapture = (): ImageCaptureType | undefined => (globalThis as { ImageCapture?: ImageCaptureType }).ImageCapture;

// decision 0022
/**
 * What to ask getUserMedia for. Sensors are 4:3, and so are photos: a stream of another shape would show a part of them
 * only. Where a frame of the stream becomes the photo, the largest one is asked for; elsewhere a fluent one is enough.
 */
export function constraintsFor({ facing, id }: CameraWish, takesPhotos: boolean): MediaStreamConstraints {
    const [width, height] = takesPhotos ? [1920, 1440] : [4032, 3024];
    const choice = id === undefined ? { facingMode: { ideal: facing } } : { deviceId: { exact: id } };
    return { audio: false, video: { ...choice, width: { ideal: width }, height: { ideal: height } } };
}

/** The largest photo that a camera can take; undefined for one that does not say. */
export function largestPhoto({ imageWidth, imageHeight }: PhotoCapabilities): PhotoSize | undefined {
    return imageWidth?.max && imageHeight?.max ? { imageWidth: imageWidth.max, imageHeight: imageHeight.max } : undefined;
}

/** False in a page that came over plain HTTP: there the browser hides the cameras. */
export function mayOpenCamera(): boolean {
    return isSecureContext && typeof navigator.mediaDevices?.getUserMedia === 'function';
}

/** The page is not to wait for a browser that looks through its devices at leisure. Milliseconds. */
const listTimeout = 1_500;

/** Whether a live camera is worth offering. Browsers tell the number of cameras without asking the person. */
export async function hasCamera(media: Pick<CameraMedia, 'cameras'> = browserMedia): Promise<boolean> {
    if (!mayOpenCamera()) return false;
    const late = new Promise<null>((resolve) => setTimeout(resolve, listTimeout, null));
    const cameras = await Promise.race([media.cameras().catch(() => null), late]);
    // A browser that does not say may well have one.
    return cameras === null || cameras.length > 0;
}

export const browserMedia: CameraMedia = {
    open: (wish) => navigator.mediaDevices.getUserMedia(constraintsFor(wish, imageCapture() !== undefined)),
    async cameras() {
        const devices = await navigator.mediaDevices.enumerateDevices();
        return devices.filter(({ kind }) => kind === 'videoinput').map(({ deviceId: id, label }) => ({ id, label }));
    },
    async permission() {
        try {
            const { state } = await navigator.permissions.query({ name: 'camera' as PermissionName });
            return state;
        } catch {
            return 'unknown';
        }
    },
};
