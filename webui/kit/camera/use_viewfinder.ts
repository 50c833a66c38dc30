import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { trackOf, type CameraSession } from './camera_session';
import type { CameraState, Facing, LiveCamera } from './camera_state';
import { takeStill } from './still';
import { useCamera } from './use_camera';

/** A camera with its picture on the page, and the photos that are taken with it. */
export interface Viewfinder {
    readonly state: CameraState;
    readonly live: LiveCamera | null;
    readonly session: CameraSession;
    /** Of the elements that {@link ViewfinderFrame} and {@link Shutter} draw. */
    readonly video: RefObject<HTMLVideoElement>;
    readonly shutter: RefObject<HTMLButtonElement>;
    /** Whether the picture is on the page, and a photo can be taken. */
    readonly ready: boolean;
    readonly taking: boolean;
    readonly onPicture: () => void;
    /** One photo, see `takeStill`; null if there is none, or one is being taken. A camera that gives none becomes a problem. */
    readonly take: () => Promise<Blob | null>;
}

/** Opens the camera on that side as long as the component is shown. `onReady` is called when its picture begins. */
export function useViewfinder(facing: Facing, onReady: () => void): Viewfinder {
    const [state, session] = useCamera(facing);
    const [ready, setReady] = useState(false);
    const [taking, setTaking] = useState(false);
    const busy = useRef(false);
    const video = useRef<HTMLVideoElement>(null);
    const shutter = useRef<HTMLButtonElement>(null);
    const live = state.phase === 'live' ? state : null;
    const stream = live?.stream ?? null;

    useLayoutEffect(() => {
        setReady(false);
        if (!video.current) return;
        video.current.srcObject = stream;
        // Some phones do not heed autoplay. What keeps it from playing is shown by its never being ready.
        if (stream) video.current.play().catch(() => undefined);
    }, [stream]);
    useEffect(() => {
        if (!ready) return;
        onReady();
        // Not away from where the person is: the light or the choice of cameras.
        if (document.activeElement === document.body || document.activeElement?.tagName === 'H1') shutter.current?.focus();
    }, [ready]);

    const take = async () => {
        const track = stream && trackOf(stream);
        if (!ready || busy.current || !video.current || !track) return null;
        busy.current = true;
        setTaking(true);
        try {
            return await takeStill(video.current, track);
        } catch {
            session.fail();
            return null;
        } finally {
            busy.current = false;
            setTaking(false);
        }
    };
    return { state, live, session, video, shutter, ready, taking, onPicture: () => setReady(true), take };
}
