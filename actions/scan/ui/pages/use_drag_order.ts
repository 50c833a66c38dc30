import { useEffect, useRef } from 'preact/hooks';
import { digits } from '../parts/numbers';
import type { Scan } from '../scan';
import { PageDrag } from './page_drag';

/** Lets the cards inside `section` be dragged to another place: at once with a mouse, after a moment with a finger. */
export function useDragOrder(scan: Scan, section: { readonly current: HTMLElement | null }) {
    const drag = useRef<PageDrag | null>(null);
    useEffect(() => {
        if (!section.current) return undefined;
        const { host } = scan;
        drag.current = new PageDrag(
            section.current,
            host.dir === 'rtl',
            () => scan.state.work.documents,
            (key, place) => {
                scan.dispatch({ type: 'move', key, place });
                host.announce(host.t('said.moved', { n: digits(host, place.at + 1) }));
            },
        );
        return () => drag.current?.close();
    }, []);
    return { onPointerDown: (event: PointerEvent) => drag.current?.begin(event) };
}
