import { handIn, pictureOfFile, releasePicture, type Host } from '@baton/kit';
import { useEffect, useReducer, useRef } from 'preact/hooks';
import { photoKey } from './first_state';
import { nextState, type PhotoState } from './screen_state';

/** The page's state, with its picture on the phone and on its way to the server. */
export function usePhoto(host: Host, first: PhotoState) {
    const [state, dispatch] = useReducer(nextState, first);
    const sending = useRef<AbortController | null>(null);
    const picture = state.screen === 'camera' ? state.back?.picture : 'picture' in state ? state.picture : undefined;
    const url = picture?.url;

    const pick = (file: File) => {
        const limit = host.session.limits.max_file_bytes;
        dispatch({ type: 'picked', picture: pictureOfFile(file), limit });
        void (file.size > limit ? host.forget(photoKey) : host.keep(photoKey, file, file.name));
    };
    const cancel = () => sending.current?.abort();
    const send = () => {
        // The second tap of two may come before the screen has changed.
        if (!picture || sending.current) return;
        sending.current = new AbortController();
        dispatch({ type: 'send' });
        void handIn(host, { data: {}, upload: { key: photoKey, picture } }, dispatch, sending.current.signal).finally(
            () => (sending.current = null),
        );
    };

    useEffect(() => {
        // It was on its way when the page was left.
        if (first.screen === 'sending') send();
        return () => sending.current?.abort();
    }, []);
    useEffect(() => (picture ? () => releasePicture(picture) : undefined), [url]);
    return { state, dispatch, pick, send, cancel };
}
