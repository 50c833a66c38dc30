import { canSendAgain, sendEndOf, type Failure, type Picture, type Retry, type SendEvent, type SendProblem } from '@baton/kit';

interface Preview {
    readonly screen: 'preview';
    readonly picture: Picture;
    readonly visible: boolean;
    readonly problem?: SendProblem;
}

export type PhotoState =
    | { readonly screen: 'choose' }
    /** The live camera; `back` is what the person had before. */
    | { readonly screen: 'camera'; readonly back?: Preview }
    | Preview
    | {
          readonly screen: 'sending';
          readonly picture: Picture;
          readonly visible: boolean;
          /** Bytes; equal to the picture's size once the server has it all and works on it. */
          readonly sent: number;
          readonly waiting?: Retry;
      }
    /** The shell has taken over. */
    | { readonly screen: 'over' };

export type PhotoEvent =
    | { readonly type: 'open_camera' }
    | { readonly type: 'close_camera' }
    | { readonly type: 'picked'; readonly picture: Picture; readonly limit: number }
    /** The browser cannot draw the picture: HEIC in most of them. */
    | { readonly type: 'not_drawn' }
    | { readonly type: 'send' }
    | SendEvent;

/** The photo page as a pure state machine. An event that does not belong to the current screen changes nothing. */
export function nextState(state: PhotoState, event: PhotoEvent): PhotoState {
    switch (event.type) {
        case 'open_camera':
            return state.screen === 'choose'
                ? { screen: 'camera' }
                : state.screen === 'preview'
                  ? { screen: 'camera', back: state }
                  : state;
        case 'close_camera':
            return state.screen === 'camera' ? (state.back ?? { screen: 'choose' }) : state;
        case 'picked':
            return state.screen === 'sending' || state.screen === 'over' ? state : picked(event.picture, event.limit);
        case 'not_drawn':
            return 'visible' in state ? { ...state, visible: false } : state;
        case 'send':
            return state.screen === 'preview' && canSendAgain(state.problem)
                ? {
                      screen: 'sending',
                      picture: state.picture,
                      visible: state.visible,
                      sent: state.picture.uploaded ? state.picture.size : 0,
                  }
                : state;
        case 'progress':
            return state.screen === 'sending' ? sending(state, event.sent) : state;
        case 'uploaded':
            return state.screen === 'sending' ? uploaded(state) : state;
        case 'waiting':
            return state.screen === 'sending' ? { ...state, waiting: event.retry } : state;
        case 'failed':
            return state.screen === 'sending' ? failed(state, event.failure) : state;
        case 'submitted':
            return { screen: 'over' };
    }
}

function picked(picture: Picture, limit: number): PhotoState {
    return { screen: 'preview', picture, visible: true, ...(picture.size > limit ? { problem: 'too_large' } : {}) };
}

type Sending = Extract<PhotoState, { screen: 'sending' }>;

function sending({ screen, picture, visible }: Sending, sent: number): PhotoState {
    return { screen, picture, visible, sent: Math.min(sent, picture.size) };
}

function uploaded({ screen, picture, visible }: Sending): PhotoState {
    return { screen, picture: { ...picture, uploaded: true }, visible, sent: picture.size };
}

function failed({ picture, visible }: Sending, failure: Failure): PhotoState {
    const end = sendEndOf(failure);
    if (end === 'over') return { screen: 'over' };
    return { screen: 'preview', picture, visible, ...(end === 'aborted' ? {} : { problem: end }) };
}
