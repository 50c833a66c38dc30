import type { Viewfinder } from '@baton/kit';
import type { RefObject } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Sight, Spot } from '../detector/page_watch';
import { RemoteWatch } from '../detector/remote_watch';
import { FreshFrames } from './fresh_frames';
import { FrameGrabber } from './frame_grabber';

/** A sight, with the size of the camera's picture in pixels. */
export interface Seen {
    readonly sight: Sight;
    readonly width: number;
    readonly height: number;
    /** When the picture was on display, in milliseconds of the page's clock. */
    readonly time: number;
}

interface Latest {
    readonly onSeen: (seen: Seen) => void;
    readonly taking: boolean;
}

/** Milliseconds from one look to the next: often enough to look alive, seldom enough not to heat the phone. */
const pause = 66;
/** The same where the camera has given no new picture yet. */
const retry = 16;
const middle: Spot = [0.5, 0.5];

/** Looks at the camera's picture over and over, but for the time of a photo. Tells false once the browser turns out unable to. */
export function useSights(view: Viewfinder, onSeen: (seen: Seen) => void): { able: boolean; grabber: FrameGrabber } {
    const [able, setAble] = useState(true);
    const grabber = useMemo(() => new FrameGrabber(), []);
    const latest = useRef({ onSeen, taking: view.taking });
    latest.current = { onSeen, taking: view.taking };
    useEffect(() => () => grabber.release(), []);
    useEffect(() => {
        if (!view.ready || !able) return;
        return watching(view, grabber, latest, () => setAble(false));
    }, [view.ready, able]);
    return { able, grabber };
}

/** Begins; the function it returns ends it. */
function watching(view: Viewfinder, grabber: FrameGrabber, latest: RefObject<Latest>, onUnable: () => void): () => void {
    let timer = 0;
    let over = false;
    let spot = middle;
    const fresh = new FreshFrames();
    let watch: RemoteWatch;
    try {
        watch = new RemoteWatch();
    } catch {
        onUnable();
        return () => undefined;
    }
    const look = async () => {
        const time = performance.now();
        const video = !latest.current?.taking && view.video.current;
        const grab = video && fresh.next(video) && grabber.grab(video, spot);
        if (grab) {
            const answer = await watch.look(grab.frame, grab.patch, time);
            if (over) return;
            if (!answer) return onUnable();
            spot = answer.sight.written ?? middle;
            if (!latest.current?.taking) latest.current?.onSeen({ sight: answer.sight, width: grab.width, height: grab.height, time });
        }
        timer = window.setTimeout(() => void look(), grab ? Math.max(4, pause - (performance.now() - time)) : retry);
    };
    void look();
    return () => {
        over = true;
        clearTimeout(timer);
        watch.close();
    };
}
