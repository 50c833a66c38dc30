import { detectPage } from './detect';
import type { Frame } from './frame';
import { area, type Point, type Quad } from './geometry';
import { OutlineTrack } from './outline_track';
import { printOf, sceneOf, type Print } from './print';
import { mostWritten, sharpnessOf } from './sharpness';

/** A point of the picture; x and y are shares (0 to 1) of its width and height. */
export type Spot = readonly [x: number, y: number];
/** Corners TL, TR, BR, BL as seen. */
export type Corners = readonly [Spot, Spot, Spot, Spot];

/** What is seen in one frame. All of it survives `postMessage`. */
export interface Sight {
    /** The page, smoothed over the frames; null if there is none. */
    readonly outline: Corners | null;
    /** The page as found in this very frame; null if the outline is only remembered. */
    readonly corners: Corners | null;
    /** Share of the picture that the page covers. */
    readonly share: number;
    /** What the page looks like; null for a blank one, and where none was found. */
    readonly print: Print;
    /** What the whole picture looks like, coarsely. */
    readonly scene: Float32Array;
    /** 0 to 1, see `sharpnessOf`; null where it cannot be told. */
    readonly sharpness: number | null;
    /** Where the page is written on most: the next patch is best taken there. */
    readonly written: Spot | null;
}

/** Watches a stream of frames. */
export class PageWatch {
    private readonly track = new OutlineTrack();
    private last: Quad | null = null;

    /** `patch`: a part of the same picture at the camera's own resolution, for its sharpness. `now` in milliseconds. */
    look(frame: Frame, patch: Frame | null, now: number): Sight {
        const detection = detectPage(frame, this.last);
        const tracked = this.track.update(detection, now);
        this.last = tracked?.outline ?? null;
        const found = tracked?.found ?? null;
        return {
            outline: tracked && cornersOf(tracked.outline, frame),
            corners: found && cornersOf(found, frame),
            share: tracked ? area(tracked.outline) / (frame.width * frame.height) : 0,
            print: found && printOf(frame, found),
            scene: sceneOf(frame),
            sharpness: patch && sharpnessOf(patch),
            written: found && spot(mostWritten(frame, found), frame),
        };
    }
}

const spot = ({ x, y }: Point, { width, height }: Frame): Spot => [(x + 0.5) / width, (y + 0.5) / height];
const cornersOf = ([a, b, c, d]: Quad, frame: Frame): Corners => [spot(a, frame), spot(b, frame), spot(c, frame), spot(d, frame)];
