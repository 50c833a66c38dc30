import { useEffect, useReducer, useRef } from 'preact/hooks';
import { CropEditor } from './editor/crop_editor';
import { pageOf } from './model/work';
import { PageScreen } from './page/page_screen';
import { PagesScreen } from './pages/pages_screen';
import type { Scan } from './scan';
import { send } from './sending/send';
import { SendingPages } from './sending/sending_pages';
import { CaptureScreen } from './capture_screen';

interface ScanPageProps {
    scan: Scan;
    /** Whether the page may show a camera of its own. */
    live: boolean;
}

export function ScanPage({ scan, live }: ScanPageProps) {
    const [, redraw] = useReducer<number, void>((count) => count + 1, 0);
    const sending = useRef<AbortController | null>(null);
    useEffect(() => scan.subscribe(() => redraw()), [scan]);
    useEffect(() => () => sending.current?.abort(), []);

    const handIn = () => {
        // The second tap of two may come before the screen has changed.
        if (sending.current) return;
        sending.current = new AbortController();
        void send(scan, sending.current.signal).finally(() => (sending.current = null));
    };

    const { view, work } = scan.state;
    switch (view.screen) {
        case 'capture':
            return <CaptureScreen scan={scan} view={view} live={live} />;
        case 'sending':
            return <SendingPages key="sending" scan={scan} view={view} onCancel={() => sending.current?.abort()} />;
        case 'over':
            return null;
        case 'page':
        case 'crop': {
            const page = pageOf(work, view.key);
            if (page && view.screen === 'crop') return <CropEditor key={page.key} scan={scan} page={page} />;
            if (page && view.screen === 'page') return <PageScreen scan={scan} page={page} panel={view.panel} />;
            return <PagesScreen key="pages" scan={scan} live={live} onSend={handIn} />;
        }
        case 'pages':
            return <PagesScreen key="pages" scan={scan} live={live} onSend={handIn} {...(view.focus ? { focus: view.focus } : {})} />;
    }
}
