import type { Detection } from './detect';
import { alignedTo, movement, type Point, type Quad } from './geometry';

/** Beyond this share of the diagonal from one frame to the next it is another quad, and not a page that moved. */
const jump = 0.12;
/** A different quad has to be seen this often in a row before the outline leaves the one it shows. */
const patience = 3;
/** How long the outline stays where it was after the page was lost from sight, in milliseconds. */
const memory = 450;

export interface Tracked {
    /** Calm enough to be drawn. */
    readonly outline: Quad;
    /** As found in the latest frame, corners named as in the outline; null if nothing was found in it. */
    readonly found: Quad | null;
    readonly confidence: number;
}

/** Follows the page from frame to frame: smooth where it rests, quick where it moves, deaf to single wrong frames. */
export class OutlineTrack {
    private outline: Quad | null = null;
    private confidence = 0;
    private seen = 0;
    private rival: Quad | null = null;
    private rivals = 0;

    /** `now` in milliseconds. Null while there is no page to outline. */
    update(detection: Detection | null, now: number): Tracked | null {
        if (!detection) return this.missed(now);
        const { outline } = this;
        if (!outline) return this.begin(detection, now);
        const found = alignedTo(outline, detection.quad);
        const moved = movement(outline, found);
        if (moved > jump) return this.doubt(found, detection, now);
        this.rivals = 0;
        this.seen = now;
        this.confidence = detection.confidence;
        // A part of the way for the noise of a page that rests, all of it for one that moves.
        const share = Math.min(1, 0.2 + moved * 25);
        this.outline = blend(outline, found, share);
        return { outline: this.outline, found, confidence: this.confidence };
    }

    private begin(detection: Detection, now: number): Tracked {
        this.outline = detection.quad;
        this.confidence = detection.confidence;
        this.seen = now;
        this.rivals = 0;
        return { outline: detection.quad, found: detection.quad, confidence: detection.confidence };
    }

    private doubt(found: Quad, detection: Detection, now: number): Tracked | null {
        const again = this.rival !== null && movement(this.rival, alignedTo(this.rival, found)) < jump;
        this.rivals = again ? this.rivals + 1 : 1;
        this.rival = found;
        return this.rivals >= patience ? this.begin(detection, now) : this.missed(now);
    }

    private missed(now: number): Tracked | null {
        if (now - this.seen > memory) this.outline = null;
        return this.outline && { outline: this.outline, found: null, confidence: this.confidence };
    }
}

const blend = (from: Quad, to: Quad, share: number): Quad =>
    from.map((corner, index) => between(corner, to[index] ?? corner, share)) as unknown as Quad;

const between = (a: Point, b: Point, share: number): Point => ({ x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y) });
