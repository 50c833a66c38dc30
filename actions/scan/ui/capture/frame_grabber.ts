import { frameSize, type Frame } from '../detector/frame';
import type { Spot } from '../detector/page_watch';

/** What is looked at of one picture of the camera. */
export interface Grab {
    /** The whole picture, small. */
    readonly frame: Frame;
    /** A part of it at the camera's own resolution; null if the camera's is hardly larger than that. */
    readonly patch: Frame | null;
    /** Of the camera's picture, in pixels; they change when the phone is turned. */
    readonly width: number;
    readonly height: number;
}

/** Side of a patch in pixels. */
const patchSide = 160;

/** Copies pixels of a video. Keeps its two small canvases: Safari frees those of a page late. */
export class FrameGrabber {
    private readonly whole = document.createElement('canvas');
    private readonly part = document.createElement('canvas');

    /** The video's current picture, with the patch round `spot`; null while it has none. */
    grab(video: HTMLVideoElement, spot: Spot): Grab | null {
        const { videoWidth: width, videoHeight: height } = video;
        if (!width || !height || video.readyState < 2) return null;
        const size = frameSize(width, height);
        const frame = copied(this.whole, size.width, size.height, (context) => context.drawImage(video, 0, 0, size.width, size.height));
        if (!frame) return null;
        const [x, y] = [placed(spot[0], width), placed(spot[1], height)];
        const large = Math.min(width, height) >= 2 * patchSide;
        const patch = large
            ? copied(this.part, patchSide, patchSide, (context) =>
                  context.drawImage(video, x, y, patchSide, patchSide, 0, 0, patchSide, patchSide),
              )
            : null;
        return { frame, patch, width, height };
    }

    /** The last picture that was grabbed, as the address of a small image; empty before there was one. */
    thumbnail(): string {
        return this.whole.width > 1 && this.whole.height > 1 ? this.whole.toDataURL('image/jpeg', 0.7) : '';
    }

    release(): void {
        this.whole.width = this.whole.height = this.part.width = this.part.height = 0;
    }
}

/** Where a patch round that share of the size begins. */
const placed = (share: number, size: number): number => Math.round(Math.max(0, Math.min(size - patchSide, share * size - patchSide / 2)));

function copied(canvas: HTMLCanvasElement, width: number, height: number, draw: (context: CanvasRenderingContext2D) => void): Frame | null {
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context) return null;
    // The plain way of making a picture smaller skips most of its pixels, and a page's border with them.
    context.imageSmoothingQuality = 'medium';
    draw(context);
    return { width, height, data: context.getImageData(0, 0, width, height).data };
}
