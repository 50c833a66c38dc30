import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Host } from '../host';
import { IconButton } from '../parts/icon_button';
import { useFilePicker } from '../parts/file_picker';
import { CameraBar } from './camera_bar';
import { CameraProblemScreen } from './camera_problem';
import { trackOf } from './camera_session';
import type { Facing } from './camera_state';
import { takeStill } from './still';
import { useCamera } from './use_camera';

interface CameraViewProps {
    host: Pick<Host, 't' | 'announce'>;
    /** The side to begin with; the person may turn around. */
    facing: Facing;
    /** Media types of the button that picks a file instead. */
    accept: string;
    /** A picture that was taken or picked. The view should be taken down then: it frees the camera. */
    onFile: (file: File) => void;
    onClose: () => void;
    /** Buttons for what the person can do without a camera; `primary` if they are what is needed next. */
    fallback: (primary: boolean) => ComponentChildren;
}

/** The whole page as a viewfinder; a screen with words and buttons where there is no picture to show. */
export function CameraView({ host, facing, accept, onFile, onClose, fallback }: CameraViewProps) {
    const { t } = host;
    const [state, session] = useCamera(facing);
    const [ready, setReady] = useState(false);
    const [taking, setTaking] = useState(false);
    const video = useRef<HTMLVideoElement>(null);
    const shutter = useRef<HTMLButtonElement>(null);
    const picker = useFilePicker({ accept, onFile });
    const stream = state.phase === 'live' ? state.stream : null;

    useLayoutEffect(() => {
        setReady(false);
        setTaking(false);
        if (!video.current) return;
        video.current.srcObject = stream;
        // Some phones do not heed autoplay. What keeps it from playing is shown by its never being ready.
        if (stream) video.current.play().catch(() => undefined);
    }, [stream]);
    useEffect(() => {
        if (!ready) return;
        host.announce(t('camera.ready'));
        // Not away from where the person is: the light or the choice of cameras.
        if (document.activeElement === document.body || document.activeElement?.tagName === 'H1') shutter.current?.focus();
    }, [ready]);

    if (state.phase === 'problem') {
        return <CameraProblemScreen host={host} problem={state.problem} onAgain={() => void session.open()} onClose={onClose} fallback={fallback} />;
    }

    const take = async () => {
        const track = stream && trackOf(stream);
        if (!ready || taking || !video.current || !track) return;
        setTaking(true);
        host.announce(t('camera.taking'));
        try {
            const blob = await takeStill(video.current, track);
            onFile(new File([blob], blob.type === 'image/png' ? 'photo.png' : 'photo.jpg', { type: blob.type }));
        } catch {
            session.fail();
        }
    };
    const live = state.phase === 'live' ? state : null;
    return (
        <section class="camera" onKeyDown={(event) => event.key === 'Escape' && onClose()}>
            <CameraTitle text={t('camera.title')} />
            <div class={`camera-picture ${taking ? 'camera-taking' : ''}`}>
                <video ref={video} class={live?.facing === 'user' ? 'camera-mirror' : ''} aria-hidden="true" autoplay playsInline muted onLoadedData={() => setReady(true)} />
                {!ready && <CameraWait host={host} asks={state.phase === 'opening' && state.asks} />}
            </div>
            <CameraBar host={host} live={live} session={session} onClose={onClose} />
            <div class="camera-foot">
                {picker.input}
                <IconButton icon="picture" label={t('camera.pick')} onClick={picker.open} />
                <button ref={shutter} type="button" class="shutter" aria-label={t('camera.take')} aria-disabled={!ready || taking} onClick={() => void take()} />
                {live && live.cameras.length > 1 ? (
                    <IconButton icon="turn" label={t('camera.switch')} onClick={() => void session.turnAround()} />
                ) : (
                    <span />
                )}
            </div>
        </section>
    );
}

/** Read out when the view opens, and seen by nobody: the picture speaks for itself. */
function CameraTitle({ text }: { text: string }) {
    const heading = useRef<HTMLHeadingElement>(null);
    useLayoutEffect(() => {
        document.title = text;
        heading.current?.focus({ preventScroll: true });
    }, []);
    return <h1 ref={heading} class="visually-hidden" tabIndex={-1}>{text}</h1>;
}

function CameraWait({ host, asks }: { host: Pick<Host, 't'>; asks: boolean }) {
    return (
        <div class="camera-wait" role="status">
            <span class="spinner" />
            <p>{host.t(asks ? 'camera.asking' : 'camera.starting')}</p>
        </div>
    );
}
