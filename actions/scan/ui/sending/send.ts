import { asFailure, sendEndOf, type Retry } from '@baton/kit';
import { obstacles, pageAtFault, submissionOf } from '../model/submission';
import type { Problem } from '../model/scan_state';
import { pagesOf } from '../model/work';
import type { Scan } from '../scan';

// decision 0085
/** Sends what is left of the pages, has them made, hands them in. What goes wrong ends on the screen of all pages. */
export async function send(scan: Scan, signal: AbortSignal): Promise<void> {
    const refused = obstacleOf(scan);
    if (refused) return scan.dispatch({ type: 'problem', problem: refused });
    scan.dispatch({ type: 'forget' });
    scan.dispatch({ type: 'problem', problem: null });
    scan.holdDraft(true);
    const problem = await handIn(scan, signal);
    if (scan.state.view.screen === 'over') return;
    scan.holdDraft(false);
    scan.dispatch({ type: 'show', view: { screen: 'pages' } });
    scan.dispatch({ type: 'problem', problem });
}

function obstacleOf({ state, options }: Scan): Problem | null {
    if (pagesOf(state.work).length === 0) return { kind: 'nothing' };
    const [first] = obstacles(state.work, state.pictures, options);
    return first ? { kind: first.kind, key: first.page.key } : null;
}

/** Null if it was handed in, or if the person has changed their mind. */
async function handIn(scan: Scan, signal: AbortSignal): Promise<Problem | null> {
    try {
        const failed = await uploaded(scan, signal);
        if (failed || signal.aborted) return failed;
        await rendered(scan, signal);
        if (signal.aborted) return null;
        const total = pagesOf(scan.state.work).length;
        const show = (waiting?: Retry) =>
            scan.dispatch({
                type: 'show',
                view: { screen: 'sending', step: 'submit', made: total, total, ...(waiting ? { waiting } : {}) },
            });
        show();
        await scan.host.submit({ ...submissionOf(scan.state.work, scan.state.pictures) }, { signal, onRetry: show });
        scan.dispatch({ type: 'show', view: { screen: 'over' } });
        scan.host.finish();
        return null;
    } catch (error) {
        const failure = asFailure(error);
        const end = sendEndOf(failure);
        if (end === 'over') scan.dispatch({ type: 'show', view: { screen: 'over' } });
        if (end === 'over' || end === 'aborted') return null;
        const page = pageAtFault(scan.state.work, failure);
        return page ? { kind: 'page', key: page.key } : { kind: end };
    }
}

/** Waits for the uploads; resolves with what is wrong if one of them will never get there by itself. */
function uploaded(scan: Scan, signal: AbortSignal): Promise<Problem | null> {
    return watched(scan, signal, () => {
        const pages = pagesOf(scan.state.work);
        const states = pages.map(({ key }) => scan.state.pictures[key]);
        const refused = obstacleOf(scan);
        const failed = states.findIndex((picture) => picture?.state === 'failed');
        if (refused || failed >= 0) return { result: refused ?? { kind: 'page_upload', key: pages[failed]?.key ?? '' } };
        const made = states.reduce(
            (sum, picture) => sum + (picture?.state === 'sent' ? 1 : picture?.state === 'sending' ? picture.fraction * 0.9 : 0),
            0,
        );
        return made >= pages.length ? { result: null } : { step: 'upload', made, total: pages.length };
    });
}

function rendered(scan: Scan, signal: AbortSignal): Promise<Problem | null> {
    scan.renderNow();
    const total = pagesOf(scan.state.work).length;
    return watched(scan, signal, () => {
        const { left } = scan.renders;
        return left === 0 ? { result: null } : { step: 'render', made: total - left, total };
    });
}

type Look = { readonly result: Problem | null } | { readonly step: 'upload' | 'render'; readonly made: number; readonly total: number };

/** Shows each step until there is a result. */
function watched(scan: Scan, signal: AbortSignal, look: () => Look): Promise<Problem | null> {
    return new Promise((resolve) => {
        const check = () => {
            const seen = signal.aborted ? { result: null } : look();
            if ('result' in seen) {
                unsubscribe();
                return resolve(seen.result);
            }
            const { view } = scan.state;
            if (view.screen === 'sending' && view.step === seen.step && view.made === seen.made) return;
            scan.dispatch({ type: 'show', view: { screen: 'sending', ...seen } });
        };
        const unsubscribe = scan.subscribe(check);
        signal.addEventListener('abort', check, { once: true });
        check();
    });
}
