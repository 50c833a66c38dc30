import { IconButton } from '@baton/kit';
import { useEffect, useRef } from 'preact/hooks';
import { digits } from '../parts/numbers';
import type { Scan } from '../scan';

/** How long a deleted page can be brought back, unless the person is just about to. Milliseconds. */
const patience = 15_000;

/** A page was deleted: the way back. */
export function UndoToast({ scan }: { scan: Scan }) {
    const { host, state } = scan;
    const { t } = host;
    const { removed } = state.work;
    const toast = useRef<HTMLDivElement>(null);
    useEffect(() => {
        if (!removed) return undefined;
        const timer = setInterval(() => {
            if (!toast.current?.matches(':focus-within, :hover')) scan.dispatch({ type: 'forget' });
        }, patience);
        return () => clearInterval(timer);
    }, [removed?.page.key]);
    if (!removed) return null;
    const n = digits(host, removed.place.at + 1);
    const undo = () => {
        scan.dispatch({ type: 'undo' });
        host.announce(t('said.restored', { n }));
        scan.dispatch({ type: 'show', view: { screen: 'pages', focus: removed.page.key } });
    };
    const close = () => {
        scan.dispatch({ type: 'forget' });
        // Not lost with the button that goes.
        document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
    };
    return (
        <div ref={toast} class="toast">
            <span>{t('said.deleted', { n })}</span>
            <button type="button" class="toast-undo" onClick={undo}>
                {t('undo')}
            </button>
            <IconButton icon="close" label={t('undo.close')} onClick={close} />
        </div>
    );
}
