import type { Page } from '../model/page';
import { placeOf } from '../model/work';
import type { Scan } from '../scan';

/** Another picture for a page: by the page's own camera, by the camera app or from files. */
export function retakePage(scan: Scan, { key }: Page): void {
    const { document, at } = placeOf(scan.state.work, key) ?? { document: 0, at: 0 };
    scan.dispatch({
        type: 'show',
        view: { screen: 'capture', place: { document, at: at + 1 }, retake: key, back: { screen: 'page', key, panel: null } },
    });
}

/** Further pages after this one, in the same ways. */
export function insertAfter(scan: Scan, { key }: Page): void {
    const { document, at } = placeOf(scan.state.work, key) ?? { document: 0, at: 0 };
    scan.dispatch({
        type: 'show',
        view: { screen: 'capture', place: { document, at: at + 1 }, back: { screen: 'page', key, panel: null } },
    });
}
