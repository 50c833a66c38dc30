import type { Retry } from '@baton/kit';
import type { PictureState, Pictures } from './picture_state';
import { nextWork, type Place, type Work, type WorkEvent } from './work';

export type Panel = 'filter' | 'move';

/** What the display shows. */
export type View =
    /** All pages; `focus`: the page that the person comes back from. */
    | { readonly screen: 'pages'; readonly focus?: string }
    /** The live camera, for pages at `place` or for a new picture of one. */
    | { readonly screen: 'capture'; readonly place: Place; readonly retake?: string; readonly back: View }
    | { readonly screen: 'page'; readonly key: string; readonly panel: Panel | null }
    | { readonly screen: 'crop'; readonly key: string }
    /** Being handed in: `made` of `total` steps; all of them once only the server's answer is left. */
    | {
          readonly screen: 'sending';
          readonly step: 'upload' | 'render' | 'submit';
          readonly made: number;
          readonly total: number;
          readonly waiting?: Retry;
      }
    /** The shell has taken over. */
    | { readonly screen: 'over' };

/** What keeps the pages from being sent, and the page that it is about. */
export interface Problem {
    readonly kind: string;
    readonly key?: string;
}

export interface ScanState {
    readonly work: Work;
    readonly pictures: Pictures;
    readonly view: View;
    readonly problem: Problem | null;
}

export type ScanEvent =
    | WorkEvent
    | { readonly type: 'picture'; readonly key: string; readonly picture: PictureState }
    | { readonly type: 'show'; readonly view: View }
    | { readonly type: 'problem'; readonly problem: Problem | null };

/** The page as a pure state machine. */
export function nextState(state: ScanState, event: ScanEvent): ScanState {
    switch (event.type) {
        case 'picture':
            return { ...state, pictures: { ...state.pictures, [event.key]: event.picture } };
        case 'show':
            return { ...state, view: event.view };
        case 'problem':
            return { ...state, problem: event.problem };
        default: {
            const work = nextWork(state.work, event);
            // Whatever was wrong with the pages may be put right by now.
            return work === state.work ? state : { ...state, work, problem: event.type === 'refused' ? state.problem : null };
        }
    }
}
