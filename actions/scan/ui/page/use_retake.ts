import { anyPicture, useFilePicker } from '@baton/kit';
import type { Page } from '../model/page';
import { placeOf } from '../model/work';
import type { Scan } from '../scan';

/** Another picture for a page: by the page's own camera, or by what the phone offers. `input` must be rendered once. */
export function useRetake(scan: Scan, { key }: Page, live: boolean) {
    const picker = useFilePicker({
        accept: anyPicture,
        onFile: (file) => scan.dispatch({ type: 'show', view: { screen: 'page', key: scan.retake(key, file, file.name), panel: null } }),
    });
    const capture = () => {
        const { document, at } = placeOf(scan.state.work, key) ?? { document: 0, at: 0 };
        scan.dispatch({
            type: 'show',
            view: { screen: 'capture', place: { document, at: at + 1 }, retake: key, back: { screen: 'page', key, panel: null } },
        });
    };
    return { input: picker.input, retake: live ? capture : picker.open };
}
