import { likeness, sceneChange, type Print } from '../detector/print';
import type { Corners, Sight } from '../detector/page_watch';

/**
 * What the automatic shutter sees and does. `search`: no page. `far`: the page is too small. `moving`, `blurred`: not fit
 * to be taken yet. `holding`: about to be taken. `shoot`: now, told once. `taken`: this page has been taken already.
 */
export type ShutterPhase = 'search' | 'far' | 'moving' | 'blurred' | 'holding' | 'shoot' | 'taken';

export interface ShutterState {
    readonly phase: ShutterPhase;
    /** 0 to 1: how much of the time a page has to rest is over. */
    readonly progress: number;
}

/** Milliseconds that a page has to be steady and sharp, and in how many pictures: where they come seldom, two may be alike by chance. */
const holdTime = 800;
const holdLooks = 5;
/** Shares of the diagonal that a corner may move, from frame to frame and since the page came to rest. */
const mostStep = 0.018;
const mostDrift = 0.03;
/** Levels by which the picture may change from frame to frame: a hand that comes or goes is more. */
const mostStir = 6;
/** Milliseconds for which the page may not be found while it rests. */
const longestMiss = 250;
/** Share of the picture that a page has to cover. */
const leastShare = 0.15;
/** Below this share of the sharpest recent picture the camera is focusing, or was shaken. */
const sharpEnough = 0.7;
/** What no picture in focus falls below, unless the camera gives none that is better for so long (milliseconds). */
const leastSharpness = 0.12;
const softCamera = 2_500;
/** Half-life of the sharpest picture so far, in milliseconds. */
const sharpMemory = 3_000;
/** Levels by which the picture has to change, and for how many milliseconds, for the page to count as taken away. */
const awayChange = 12;
const awayTime = 500;
/** Milliseconds that one picture stands for at most: what a camera would have shown while it hung, nobody knows. */
const longestLook = 250;
// decision 0082
/** Likeness from which two views are of the same page: at once, and once the page had been away. */
const same = { here: 0.35, back: 0.5 };

interface Rest {
    readonly since: number;
    readonly at: Corners;
    /** Pictures in which it was seen to rest since. */
    looks: number;
}

/** Decides when a page is taken by itself. Pure but for its memory: told the time, in milliseconds, with every frame. */
export class AutoShutter {
    private rest: Rest | null = null;
    private before: Sight | null = null;
    private lastFound = -Infinity;
    private lastTime = 0;
    private sharpest = 0;
    private softSince = Infinity;
    private last: { print: Print; scene: Float32Array } | null = null;
    private changedFor = 0;

    /** A page was taken while this was seen, by itself or by hand: it is not taken again. */
    took(sight: Sight): void {
        this.last = { print: sight.print, scene: sight.scene };
        this.changedFor = 0;
        this.rest = null;
    }

    see(sight: Sight, now: number): ShutterState {
        const passed = now - this.lastTime;
        this.lastTime = now;
        this.noticeChange(sight, passed);
        const sharp = this.isSharp(sight.sharpness, now, passed);
        const stirred = this.before !== null && sceneChange(this.before.scene, sight.scene) > mostStir;
        const moved = this.hasMoved(sight, stirred, now);
        this.before = sight;
        if (!sight.outline) return this.restart('search');
        if (sight.share < leastShare) return this.restart('far');
        // All the while that it rests a page has to look unlike the one taken last.
        if (sight.corners && this.isKnown(sight)) return this.restart('taken', sight, now);
        if (moved || !this.rest) return this.restart('moving', sight, now);
        if (!sharp) return this.restart('blurred', sight, now);
        this.rest.looks += 1;
        const progress = Math.min(1, (now - this.rest.since) / holdTime, this.rest.looks / holdLooks);
        if (progress < 1 || !sight.corners) return { phase: 'holding', progress };
        this.rest = null;
        return { phase: 'shoot', progress: 1 };
    }

    /** The time begins anew, with the page where it is in `sight`. */
    private restart(phase: ShutterPhase, sight: Sight | null = null, now = 0): ShutterState {
        this.rest = sight?.corners ? { since: now, at: sight.corners, looks: 0 } : null;
        return { phase, progress: 0 };
    }

    private hasMoved(sight: Sight, stirred: boolean, now: number): boolean {
        if (!sight.corners) return now - this.lastFound > longestMiss || stirred;
        this.lastFound = now;
        const step = this.before?.corners ? travel(this.before.corners, sight.corners) : 0;
        const drift = this.rest ? travel(this.rest.at, sight.corners) : 0;
        return stirred || step > mostStep || drift > mostDrift;
    }

    private isSharp(sharpness: number | null, now: number, passed: number): boolean {
        this.sharpest *= 0.5 ** (passed / sharpMemory);
        if (sharpness === null) return true;
        this.sharpest = Math.max(this.sharpest, sharpness);
        if (sharpness >= leastSharpness) this.softSince = Infinity;
        else this.softSince = Math.min(this.softSince, now);
        const soft = sharpness < leastSharpness && now - this.softSince < softCamera;
        return !soft && sharpness >= sharpEnough * this.sharpest;
    }

    private noticeChange(sight: Sight, passed: number): void {
        if (!this.last) return;
        const changed = sceneChange(this.last.scene, sight.scene) > awayChange;
        if (changed) this.changedFor += Math.min(passed, longestLook);
        else if (this.changedFor < awayTime) this.changedFor = 0;
    }

    /** Whether this is the page taken last. A blank page is like any other: there only its having been away tells. */
    private isKnown({ print }: Sight): boolean {
        if (!this.last) return false;
        const away = this.changedFor >= awayTime;
        if (!print || !this.last.print) return !away;
        return likeness(this.last.print, print) > (away ? same.back : same.here);
    }
}

/** How far the corner that moved most went, in shares of the page's diagonal. */
function travel(from: Corners, to: Corners): number {
    const span = Math.max(
        Math.hypot(from[0][0] - from[2][0], from[0][1] - from[2][1]),
        Math.hypot(from[1][0] - from[3][0], from[1][1] - from[3][1]),
        1e-9,
    );
    return Math.max(...from.map(([x, y], index) => Math.hypot(x - to[index]![0], y - to[index]![1]))) / span;
}
