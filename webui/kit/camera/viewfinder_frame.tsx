import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Host } from '../host';
import { CameraBar } from './camera_bar';
import type { Viewfinder } from './use_viewfinder';

interface ViewfinderFrameProps {
    host: Pick<Host, 't'>;
    view: Viewfinder;
    /** Read out when the view opens. */
    title: string;
    /** Whether the blink of a shutter is to be seen. */
    blink: boolean;
    /** Drawn over the picture. */
    overlay?: ComponentChildren;
    /** Further controls along the upper edge. */
    bar?: ComponentChildren;
    /** Three controls along the lower edge, the {@link Shutter} in the middle. */
    foot: ComponentChildren;
    onClose: () => void;
}

/** The whole page as a viewfinder. */
export function ViewfinderFrame({ host, view, title, blink, overlay, bar, foot, onClose }: ViewfinderFrameProps) {
    const { state, live, session, ready } = view;
    return (
        <section class="camera" onKeyDown={(event) => event.key === 'Escape' && onClose()}>
            <CameraTitle text={title} />
            <div class={`camera-picture ${blink ? 'camera-taking' : ''}`}>
                <video
                    ref={view.video}
                    class={live?.facing === 'user' ? 'camera-mirror' : ''}
                    aria-hidden="true"
                    autoplay
                    playsInline
                    muted
                    onLoadedData={view.onPicture}
                />
                {ready ? overlay : <CameraWait host={host} asks={state.phase === 'opening' && state.asks} />}
            </div>
            <CameraBar host={host} live={live} session={session} onClose={onClose}>
                {bar}
            </CameraBar>
            <div class="camera-foot">{foot}</div>
        </section>
    );
}

/** Seen by nobody: the picture speaks for itself. */
function CameraTitle({ text }: { text: string }) {
    const heading = useRef<HTMLHeadingElement>(null);
    useLayoutEffect(() => {
        document.title = text;
        heading.current?.focus({ preventScroll: true });
    }, []);
    return (
        <h1 ref={heading} class="visually-hidden" tabIndex={-1}>
            {text}
        </h1>
    );
}

function CameraWait({ host, asks }: { host: Pick<Host, 't'>; asks: boolean }) {
    return (
        <div class="camera-wait" role="status">
            <span class="spinner" />
            <p>{host.t(asks ? 'camera.asking' : 'camera.starting')}</p>
        </div>
    );
}
