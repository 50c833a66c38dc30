import type { FailureKind, Retry } from '@baton/kit';
import type { Picture } from './picture';

/** Why the last try did not work, in terms of what the person can do about it. */
export type Problem = 'unsupported' | 'too_large' | 'processing' | 'network' | 'busy' | 'error';

export type PhotoState =
    | { readonly screen: 'choose' }
    | { readonly screen: 'preview'; readonly picture: Picture; readonly visible: boolean; readonly problem?: Problem }
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
    | { readonly type: 'picked'; readonly picture: Picture; readonly limit: number }
    /** The browser cannot draw the picture: HEIC in most of them. */
    | { readonly type: 'not_drawn' }
    | { readonly type: 'send' }
    | { readonly type: 'progress'; readonly sent: number }
    /** The server has the picture; only the submission is left. */
    | { readonly type: 'uploaded' }
    | { readonly type: 'waiting'; readonly retry: Retry }
    | { readonly type: 'failed'; readonly kind: FailureKind }
    | { readonly type: 'submitted' };

/** The photo page as a pure state machine. An event that does not belong to the current screen changes nothing. */
export function nextState(state: PhotoState, event: PhotoEvent): PhotoState {
    switch (event.type) {
        case 'picked':
            return state.screen === 'choose' || state.screen === 'preview' ? picked(event.picture, event.limit) : state;
        case 'not_drawn':
            return 'visible' in state ? { ...state, visible: false } : state;
        case 'send':
            return state.screen === 'preview' && canSend(state.problem)
                ? { screen: 'sending', picture: state.picture, visible: state.visible, sent: state.picture.uploaded ? state.picture.size : 0 }
                : state;
        case 'progress':
            return state.screen === 'sending' ? sending(state, event.sent) : state;
        case 'uploaded':
            return state.screen === 'sending' ? uploaded(state) : state;
        case 'waiting':
            return state.screen === 'sending' ? { ...state, waiting: event.retry } : state;
        case 'failed':
            return state.screen === 'sending' ? failed(state, event.kind) : state;
        case 'submitted':
            return { screen: 'over' };
    }
}

/** Sending the same bytes again would only fail again. */
export function canSend(problem: Problem | undefined): boolean {
    return problem !== 'unsupported' && problem !== 'too_large';
}

function picked(picture: Picture, limit: number): PhotoState {
    const tooLarge = picture.size > limit;
    return { screen: 'preview', picture, visible: true, ...(tooLarge ? { problem: 'too_large' as const } : {}) };
}

type Sending = Extract<PhotoState, { screen: 'sending' }>;

function sending({ screen, picture, visible }: Sending, sent: number): PhotoState {
    return { screen, picture, visible, sent: Math.min(sent, picture.size) };
}

function uploaded({ screen, picture, visible }: Sending): PhotoState {
    return { screen, picture: { ...picture, uploaded: true }, visible, sent: picture.size };
}

function failed({ picture, visible }: Sending, kind: FailureKind): PhotoState {
    const preview = { screen: 'preview' as const, picture, visible };
    switch (kind) {
        case 'completed':
        case 'expired':
        case 'unknown':
            return { screen: 'over' };
        case 'aborted':
            return preview;
        case 'unsupported':
        case 'too_large':
        case 'processing':
        case 'network':
        case 'busy':
            return { ...preview, problem: kind };
        case 'conflict':
        case 'rejected':
        case 'error':
            return { ...preview, problem: 'error' };
    }
}
