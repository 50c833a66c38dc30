import { CaptureView } from './capture';
import type { View } from './model/scan_state';
import { pagesOf } from './model/work';
import type { Scan } from './scan';

interface CaptureScreenProps {
    scan: Scan;
    view: Extract<View, { screen: 'capture' }>;
    live: boolean;
}

/** The camera: page after page, or a new picture of one. */
export function CaptureScreen({ scan, view, live }: CaptureScreenProps) {
    const { host, options } = scan;
    const take = (blob: Blob, name: string) => {
        // Of several files each finds the place that the one before has left.
        const { view: now } = scan.state;
        if (now.screen !== 'capture') return;
        if (now.retake) {
            const key = scan.retake(now.retake, blob, name);
            host.announce(host.t('said.retaken'));
            return scan.dispatch({ type: 'show', view: { screen: 'page', key, panel: null } });
        }
        const place = scan.add(blob, name, now.place);
        scan.dispatch({ type: 'show', view: place ? { ...now, place } : { screen: 'pages' } });
    };
    return (
        <CaptureView
            host={host}
            live={live}
            pageCount={pagesOf(scan.state.work).length}
            limit={options.mostPages}
            replacing={Boolean(view.retake)}
            onShot={(blob, { name }) => take(blob, name)}
            onClose={() => scan.dispatch({ type: 'show', view: view.back })}
            onReview={() => scan.dispatch({ type: 'show', view: view.retake ? view.back : { screen: 'pages' } })}
        />
    );
}
