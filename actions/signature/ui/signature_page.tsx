import { anyPicture, CameraView, FileButtons, SendingScreen, type Host } from '@baton/kit';
import type { SignatureOptions } from './options';
import { sizeOf, type SignatureState } from './page_state';
import { SentStage } from './sent_stage';
import { SignScreen } from './sign_screen';
import { useSignature } from './use_signature';

interface SignaturePageProps {
    host: Host;
    options: SignatureOptions;
    /** Whether the page may show a camera of its own. */
    live: boolean;
    first: SignatureState;
}

export function SignaturePage({ host, options, live, first }: SignaturePageProps) {
    const { state, face, dispatch, pick, send, cancel } = useSignature(host, options, first);
    const notDrawn = () => dispatch({ type: 'not_drawn' });

    switch (state.screen) {
        case 'sign':
            return (
                <SignScreen
                    host={host}
                    options={options}
                    state={state}
                    face={face}
                    first={state === first}
                    dispatch={dispatch}
                    onSend={send}
                    onFile={pick}
                    onCamera={live ? () => dispatch({ type: 'open_camera' }) : undefined}
                />
            );
        case 'camera':
            return (
                <CameraView
                    host={host}
                    facing="environment"
                    accept={anyPicture}
                    onFile={pick}
                    onClose={() => dispatch({ type: 'close_camera' })}
                    fallback={(primary) => (
                        <FileButtons
                            host={host}
                            primary={primary}
                            facing="environment"
                            takeKey="upload.take"
                            pickKey="upload.pick"
                            onFile={pick}
                        />
                    )}
                />
            );
        case 'sending':
            return (
                <SendingScreen
                    host={host}
                    stage={<SentStage host={host} state={state} ink={options.ink} face={face} onNotDrawn={notDrawn} />}
                    size={sizeOf(state)}
                    sent={state.sent}
                    waiting={state.waiting}
                    onCancel={cancel}
                />
            );
        case 'over':
            return null;
    }
}
