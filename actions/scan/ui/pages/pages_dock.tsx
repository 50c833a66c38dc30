import { Button, FileButtons } from '@baton/kit';
import { endOf } from '../model/work';
import { digits } from '../parts/numbers';
import type { Scan } from '../scan';
import { PagesProblem } from './pages_problem';
import { UndoToast } from './undo_toast';

interface PagesDockProps {
    scan: Scan;
    live: boolean;
    /** There is no page yet. */
    first: boolean;
    onSend: () => void;
}

/** More pages, and the way on; above them what went wrong or can be taken back. */
export function PagesDock({ scan, live, first, onSend }: PagesDockProps) {
    const { host, state } = scan;
    const { t } = host;
    const pick = (file: File) => {
        // Files of one choice come one after the other, in their order.
        const place = scan.add(file, file.name, endOf(scan.state.work));
        if (place) host.announce(t('said.added', { n: digits(host, place.at) }));
    };
    const openCamera = () =>
        scan.dispatch({ type: 'show', view: { screen: 'capture', place: endOf(state.work), back: { screen: 'pages' } } });
    return (
        <div class="dock">
            {/* One message at a time; the pages are to stay in sight. */}
            {state.problem ? <PagesProblem scan={scan} problem={state.problem} /> : <UndoToast scan={scan} />}
            <div class="dock-actions">
                <FileButtons
                    host={host}
                    primary={first}
                    facing="environment"
                    takeKey={!first ? 'take.more' : live ? 'take' : 'capture.take_one'}
                    pickKey={first ? 'pick' : 'pick.more'}
                    multiple
                    onFile={pick}
                    onCamera={live ? openCamera : undefined}
                />
                {!first && (
                    <Button icon="send" onClick={onSend}>
                        {t('send')}
                    </Button>
                )}
            </div>
        </div>
    );
}
