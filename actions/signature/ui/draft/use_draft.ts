import { DraftKeeper, type Host } from '@baton/kit';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { encodeDraft, type Work } from './draft';

/** Keeps the work safe while it is `open`: not while it is being handed in, which is the end of every draft. */
export function useDraft(host: Host, { method, text, face, drawing }: Work, open: boolean): void {
    const keeper = useMemo(() => new DraftKeeper(host), [host]);
    const begun = useRef(false);
    useEffect(() => {
        // What the page began with is what was saved.
        if (begun.current) keeper.save(encodeDraft({ method, text, face, drawing }, Date.now()));
        begun.current = true;
    }, [method, text, face, drawing]);
    useEffect(() => {
        if (!open) return undefined;
        keeper.resume();
        return () => keeper.stop();
    }, [open, keeper]);
    useEffect(() => {
        const hidden = () => document.visibilityState === 'hidden' && keeper.flush();
        document.addEventListener('visibilitychange', hidden);
        return () => document.removeEventListener('visibilitychange', hidden);
    }, [keeper]);
}
