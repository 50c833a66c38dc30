/**
 * Tells a video's new pictures from one that was looked at already: a camera that hangs shows a page that seems to rest.
 * Where the browser cannot tell them apart, every look is at a new one.
 */
export class FreshFrames {
    private video: HTMLVideoElement | null = null;
    private shown = true;

    /** Whether the video shows another picture than when this was last true. */
    next(video: HTMLVideoElement): boolean {
        if (!('requestVideoFrameCallback' in video)) return true;
        if (video === this.video && !this.shown) return false;
        this.video = video;
        this.shown = false;
        video.requestVideoFrameCallback(() => {
            this.shown ||= video === this.video;
        });
        return true;
    }
}
