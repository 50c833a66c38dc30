import { useEffect, useRef } from 'preact/hooks';
import { placeOf } from '../model/work';
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
                const from = placeOf(scan.state.work, key)?.document;
                scan.dispatch({ type: 'move', key, place });
                // A document that gave its last page away is gone, and those after it have moved up.
                const to = placeOf(scan.state.work, key) ?? place;
                const words = { n: digits(host, to.at + 1), document: digits(host, to.document + 1) };
                host.announce(host.t(from === place.document ? 'said.moved' : 'said.moved_document', words));
            },
        );
        return () => drag.current?.close();
    }, []);
    return { onPointerDown: (event: PointerEvent) => drag.current?.begin(event) };
}
