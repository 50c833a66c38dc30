import type { Host } from '@baton/kit';
import { useEffect, useReducer, useRef } from 'preact/hooks';
import { ChooseScreen } from './choose_screen';
import { photoKey, pictureOfFile, pictureOfStored, release } from './picture';
import { PreviewScreen } from './preview_screen';
import { nextState, type PhotoState } from './screen_state';
import { sendPicture } from './send';
import { SendingScreen } from './sending_screen';

/** A picture that arrived before the page was reloaded is not asked for twice. */
function firstState(host: Host): PhotoState {
    const stored = host.session.files.find((file) => file.key === photoKey);
    if (!stored) return { screen: 'choose' };
    return { screen: 'preview', picture: pictureOfStored(stored, host.fileUrl(photoKey)), visible: true };
}

export function PhotoPage({ host }: { host: Host }) {
    const [state, dispatch] = useReducer(nextState, host, firstState);
    const sending = useRef<AbortController | null>(null);
    const picture = 'picture' in state ? state.picture : null;
    useEffect(() => () => sending.current?.abort(), []);
    useEffect(() => (picture ? () => release(picture) : undefined), [picture?.url]);

    const pick = (file: File) => dispatch({ type: 'picked', picture: pictureOfFile(file), limit: host.session.limits.max_file_bytes });
    const cancel = () => sending.current?.abort();
    const send = () => {
        // The second tap of two may come before the screen has changed.
        if (!picture || sending.current) return;
        sending.current = new AbortController();
        dispatch({ type: 'send' });
        void sendPicture(host, picture, dispatch, sending.current.signal).finally(() => (sending.current = null));
    };
    const notDrawn = () => dispatch({ type: 'not_drawn' });

    switch (state.screen) {
        case 'choose':
            return <ChooseScreen key="choose" host={host} onFile={pick} />;
        case 'preview':
            return <PreviewScreen key="preview" host={host} state={state} onFile={pick} onSend={send} onNotDrawn={notDrawn} />;
        case 'sending':
            return <SendingScreen key="sending" host={host} state={state} onCancel={cancel} onNotDrawn={notDrawn} />;
        case 'over':
            return null;
    }
}
