import { anyPicture, CameraView, FileButtons, handIn, pictureOfFile, releasePicture, SendingScreen, type Host } from '@baton/kit';
import { useEffect, useReducer, useRef } from 'preact/hooks';
import { useDraft } from './draft/use_draft';
import type { SignatureOptions } from './options';
import { nextState, sizeOf, type SignatureState } from './page_state';
import { SentStage } from './sent_stage';
import { SignScreen } from './sign_screen';
import { obstacle, pictureKey, submissionOf } from './submission';
import { chosenFace } from './typed/faces';

interface SignaturePageProps {
    host: Host;
    options: SignatureOptions;
    /** Whether the page may show a camera of its own. */
    live: boolean;
    first: SignatureState;
}

export function SignaturePage({ host, options, live, first }: SignaturePageProps) {
    const [state, dispatch] = useReducer(nextState, first);
    const sending = useRef<AbortController | null>(null);
    const picture = state.upload?.picture;
    const face = chosenFace(state.face, state.text, host.locale);
    useDraft(host, state, state.screen === 'sign' || state.screen === 'camera');

    const pick = (file: File) => {
        const limit = host.session.limits.max_file_bytes;
        dispatch({ type: 'picked', picture: pictureOfFile(file), limit });
        void (file.size > limit ? host.forget(pictureKey) : host.keep(pictureKey, file, file.name));
    };
    const send = () => {
        const problem = obstacle(state, options);
        if (problem) return dispatch({ type: 'refused', problem });
        // The second tap of two may come before the screen has changed.
        if (sending.current) return;
        sending.current = new AbortController();
        dispatch({ type: 'send' });
        const upload = state.method === 'upload' && picture ? { upload: { key: pictureKey, picture } } : {};
        void handIn(host, { data: submissionOf(state, face.id), ...upload }, dispatch, sending.current.signal).finally(
            () => (sending.current = null),
        );
    };
    const notDrawn = () => dispatch({ type: 'not_drawn' });

    useEffect(() => {
        // It was on its way when the page was left.
        if (first.screen === 'sending') send();
        return () => sending.current?.abort();
    }, []);
    useEffect(() => (picture ? () => releasePicture(picture) : undefined), [picture?.url]);

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
                    onCancel={() => sending.current?.abort()}
                />
            );
        case 'over':
            return null;
    }
}
