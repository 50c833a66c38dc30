import { canSendAgain, sendEndOf, type Failure, type Picture, type Retry, type SendEvent, type SendProblem } from '@baton/kit';
import type { Method } from './options';
import { cleared, redone, undone, type Drawing } from './strokes/drawing';

/**
 * Why the signature was not sent. `nothing`, `too_little`: there is no ink, or hardly any. `no_text`: the field is
 * empty. `letters`: the face lacks a character. `no_ink`: nothing was found in the picture.
 */
export type Problem = SendProblem | 'nothing' | 'too_little' | 'no_text' | 'letters' | 'no_ink';

/** A picture of a signature. */
export interface Uploadable {
    readonly picture: Picture;
    /** False once the browser has given up on drawing it. */
    readonly visible: boolean;
}

/** What was made by each method is kept while the person tries another. */
export interface SignatureState {
    readonly screen: 'sign' | 'camera' | 'sending' | 'over';
    readonly method: Method;
    readonly drawing: Drawing;
    readonly text: string;
    /** Id of the face; empty until the person has chosen one. */
    readonly face: string;
    readonly upload: Uploadable | null;
    readonly problem?: Problem;
    /** Of the picture, in bytes. */
    readonly sent: number;
    readonly waiting?: Retry;
}

export type SignatureEvent =
    | { readonly type: 'method'; readonly method: Method }
    | { readonly type: 'drawn'; readonly drawing: Drawing }
    | { readonly type: 'undo' | 'redo' | 'clear' }
    | { readonly type: 'typed'; readonly text: string }
    | { readonly type: 'face'; readonly face: string }
    | { readonly type: 'picked'; readonly picture: Picture; readonly limit: number }
    /** The browser cannot draw the picture: HEIC in most of them. */
    | { readonly type: 'not_drawn' }
    | { readonly type: 'open_camera' | 'close_camera' }
    /** What there is cannot be sent; found out on the phone. */
    | { readonly type: 'refused'; readonly problem: Problem }
    | { readonly type: 'send' }
    | SendEvent;

/** The signature page as a pure state machine. An event that does not belong to the current screen changes nothing. */
export function nextState(state: SignatureState, event: SignatureEvent): SignatureState {
    switch (state.screen) {
        case 'sign':
            return whileSigning(state, event);
        case 'camera':
            if (event.type === 'picked') return picked(state, event.picture, event.limit);
            return event.type === 'close_camera' ? { ...state, screen: 'sign' } : state;
        case 'sending':
            return whileSending(state, event);
        case 'over':
            return state;
    }
}

function whileSigning(state: SignatureState, event: SignatureEvent): SignatureState {
    switch (event.type) {
        case 'method':
            return event.method === state.method ? state : { ...solved(state), method: event.method };
        case 'drawn':
            return { ...solved(state), drawing: event.drawing };
        case 'undo':
            return { ...solved(state), drawing: undone(state.drawing) };
        case 'redo':
            return { ...solved(state), drawing: redone(state.drawing) };
        case 'clear':
            return { ...solved(state), drawing: cleared(state.drawing) };
        case 'typed':
            return { ...solved(state), text: event.text };
        case 'face':
            return { ...solved(state), face: event.face };
        case 'picked':
            return picked(state, event.picture, event.limit);
        case 'not_drawn':
            return notDrawn(state);
        case 'open_camera':
            return { ...state, screen: 'camera' };
        case 'refused':
            return { ...state, problem: event.problem };
        case 'send':
            return canSend(state) ? { ...solved(state), screen: 'sending', sent: sentAlready(state) } : state;
        default:
            return state;
    }
}

function whileSending(state: SignatureState, event: SignatureEvent): SignatureState {
    const { waiting: _over, ...flowing } = state;
    switch (event.type) {
        case 'not_drawn':
            return notDrawn(state);
        case 'progress':
            return { ...flowing, sent: Math.min(event.sent, sizeOf(state)) };
        case 'uploaded':
            return { ...flowing, sent: sizeOf(state), upload: state.method === 'upload' ? uploaded(state.upload) : state.upload };
        case 'waiting':
            return { ...state, waiting: event.retry };
        case 'failed':
            return failed(flowing, event.failure);
        case 'submitted':
            return { ...flowing, screen: 'over' };
        default:
            return state;
    }
}

/** False for what the server would only refuse again. */
export function canSend({ method, upload, problem }: SignatureState): boolean {
    return method !== 'upload' || (upload !== null && problem !== 'no_ink' && canSendAgain(problem as SendProblem | undefined));
}

/** Bytes that have to be uploaded. */
export const sizeOf = ({ method, upload }: SignatureState): number => (method === 'upload' ? (upload?.picture.size ?? 0) : 0);

const sentAlready = (state: SignatureState): number => (state.upload?.picture.uploaded ? sizeOf(state) : 0);

/** The person has done something about it. */
function solved({ problem: _solved, ...state }: SignatureState): SignatureState {
    return state;
}

function picked(state: SignatureState, picture: Picture, limit: number): SignatureState {
    const problem = picture.size > limit ? { problem: 'too_large' as const } : {};
    return { ...solved(state), screen: 'sign', method: 'upload', upload: { picture, visible: true }, ...problem };
}

const notDrawn = (state: SignatureState): SignatureState =>
    state.upload ? { ...state, upload: { ...state.upload, visible: false } } : state;

const uploaded = (upload: Uploadable | null): Uploadable | null => upload && { ...upload, picture: { ...upload.picture, uploaded: true } };

function failed(state: SignatureState, failure: Failure): SignatureState {
    const end = sendEndOf(failure);
    if (end === 'over') return { ...state, screen: 'over' };
    if (end === 'aborted') return { ...state, screen: 'sign' };
    return { ...state, screen: 'sign', problem: refusalOf(failure, state.method) ?? end };
}

const refusals: Readonly<Record<Method, Problem>> = { draw: 'too_little', type: 'letters', upload: 'no_ink' };

/** What the page sends is well formed: if the server finds a field of it invalid, it is by what the person made. */
function refusalOf({ kind, code }: Failure, method: Method): Problem | undefined {
    return kind === 'rejected' && code === 'invalid_field' ? refusals[method] : undefined;
}
