import { anyPicture, CameraView } from '@baton/kit';
import type { View } from './model/scan_state';
import { PickPages } from './parts/pick_pages';
import { digits } from './parts/numbers';
import type { Scan } from './scan';

interface CaptureScreenProps {
    scan: Scan;
    view: Extract<View, { screen: 'capture' }>;
}

/** The camera: page after page, or a new picture of one. */
export function CaptureScreen({ scan, view }: CaptureScreenProps) {
    const { host } = scan;
    const take = (blob: Blob, name: string) => {
        if (view.retake) {
            const key = scan.retake(view.retake, blob, name);
            host.announce(host.t('said.retaken'));
            return scan.dispatch({ type: 'show', view: { screen: 'page', key, panel: null } });
        }
        const place = scan.add(blob, name, view.place);
        if (!place) return scan.dispatch({ type: 'show', view: { screen: 'pages' } });
        host.announce(host.t('said.added', { n: digits(host, place.at) }));
        scan.dispatch({ type: 'show', view: { ...view, place } });
    };
    const close = () => scan.dispatch({ type: 'show', view: view.back });
    return (
        <CameraView
            host={host}
            facing="environment"
            accept={anyPicture}
            onFile={(file) => take(file, file.name)}
            onClose={close}
            fallback={(primary) => <PickPages host={host} primary={primary} onFile={(file) => take(file, file.name)} />}
        />
    );
}
