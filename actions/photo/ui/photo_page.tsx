import {
    anyPicture,
    CameraView,
    FileButtons,
    handIn,
    pictureOfFile,
    PictureStage,
    releasePicture,
    SendingScreen,
    type Host,
} from '@baton/kit';
import { useEffect, useReducer, useRef } from 'preact/hooks';
import { ChooseScreen } from './choose_screen';
import { facingOf } from './facing';
import { photoKey } from './first_state';
import { PreviewScreen } from './preview_screen';
import { nextState, type PhotoState } from './screen_state';

interface PhotoPageProps {
    host: Host;
    /** Whether the page may show a camera of its own. */
    live: boolean;
    first: PhotoState;
}

export function PhotoPage({ host, live, first }: PhotoPageProps) {
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
    const notDrawn = () => dispatch({ type: 'not_drawn' });
    const openCamera = live ? () => dispatch({ type: 'open_camera' }) : undefined;

    useEffect(() => {
        // It was on its way when the page was left.
        if (first.screen === 'sending') send();
        return () => sending.current?.abort();
    }, []);
    useEffect(() => (picture ? () => releasePicture(picture) : undefined), [url]);

    switch (state.screen) {
        case 'choose':
            return <ChooseScreen key="choose" host={host} first={state === first} onFile={pick} onCamera={openCamera} />;
        case 'camera':
            return (
                <CameraView
                    host={host}
                    facing={facingOf(host)}
                    accept={anyPicture}
                    onFile={pick}
                    onClose={() => dispatch({ type: 'close_camera' })}
                    fallback={(primary) => (
                        <FileButtons
                            host={host}
                            primary={primary}
                            facing={facingOf(host)}
                            takeKey="choose.take"
                            pickKey="choose.pick"
                            onFile={pick}
                        />
                    )}
                />
            );
        case 'preview':
            return (
                <PreviewScreen
                    key="preview"
                    host={host}
                    state={state}
                    onFile={pick}
                    onCamera={openCamera}
                    onSend={send}
                    onNotDrawn={notDrawn}
                />
            );
        case 'sending':
            return (
                <SendingScreen
                    key="sending"
                    host={host}
                    stage={<PictureStage host={host} picture={state.picture} visible={state.visible} onNotDrawn={notDrawn} />}
                    size={state.picture.size}
                    sent={state.sent}
                    waiting={state.waiting}
                    onCancel={cancel}
                />
            );
        case 'over':
            return null;
    }
}
