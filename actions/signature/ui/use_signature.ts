import { handIn, pictureOfFile, releasePicture, type Host } from '@baton/kit';
import { useEffect, useReducer, useRef } from 'preact/hooks';
import { useDraft } from './draft/use_draft';
import type { SignatureOptions } from './options';
import { nextState, type SignatureState } from './page_state';
import { obstacle, pictureKey, submissionOf } from './submission';
import { chosenFace } from './typed/faces';

/** The page's state: kept as a draft, and with what is on its way to the server. */
export function useSignature(host: Host, options: SignatureOptions, first: SignatureState) {
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
    const cancel = () => sending.current?.abort();
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

    useEffect(() => {
        // It was on its way when the page was left.
        if (first.screen === 'sending') send();
        return () => sending.current?.abort();
    }, []);
    useEffect(() => (picture ? () => releasePicture(picture) : undefined), [picture?.url]);
    return { state, face, dispatch, pick, send, cancel };
}
