import { useEffect, useMemo, useState } from 'preact/hooks';
import { CameraSession } from './camera_session';
import type { CameraState, Facing } from './camera_state';

/** A camera that is open as long as the component is shown and the page can be seen. */
export function useCamera(facing: Facing): [CameraState, CameraSession] {
    const [state, setState] = useState<CameraState>({ phase: 'opening', asks: false });
    const session = useMemo(() => new CameraSession(facing, setState), [facing]);
    useEffect(() => {
        void session.open();
        const seen = () => (document.visibilityState === 'visible' ? void session.wake() : session.rest());
        document.addEventListener('visibilitychange', seen);
        return () => {
            document.removeEventListener('visibilitychange', seen);
            session.close();
        };
    }, [session]);
    const refused = state.phase === 'problem' && state.problem !== 'none';
    useEffect(() => (refused ? whenGranted(() => void session.open()) : undefined), [refused, session]);
    return [state, session];
}

/** Calls back when the person allows the camera in the browser's settings; they need not find the button again. */
function whenGranted(callback: () => void): () => void {
    const page = new AbortController();
    const watch = async () => {
        const status = await navigator.permissions.query({ name: 'camera' as PermissionName });
        status.addEventListener('change', () => status.state === 'granted' && callback(), page);
    };
    // Browsers that cannot tell leave it to the button.
    watch().catch(() => undefined);
    return () => page.abort();
}
