import { anyPicture, CameraView, FileButtons, PictureStage, SendingScreen, type Host } from '@baton/kit';
import { ChooseScreen } from './choose_screen';
import { facingOf } from './facing';
import { PreviewScreen } from './preview_screen';
import type { PhotoState } from './screen_state';
import { usePhoto } from './use_photo';

interface PhotoPageProps {
    host: Host;
    /** Whether the page may show a camera of its own. */
    live: boolean;
    first: PhotoState;
}

export function PhotoPage({ host, live, first }: PhotoPageProps) {
    const { state, dispatch, pick, send, cancel } = usePhoto(host, first);
    const notDrawn = () => dispatch({ type: 'not_drawn' });
    const openCamera = live ? () => dispatch({ type: 'open_camera' }) : undefined;

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
