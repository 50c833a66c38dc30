import { Button } from '@baton/kit';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { pagesOf } from '../model/work';
import { digits } from '../parts/numbers';
import { ScanIcon } from '../parts/scan_icon';
import type { Scan } from '../scan';
import { DocumentPages } from './document_pages';
import { EmptyPages } from './empty_pages';
import { PagesDock } from './pages_dock';
import { useDragOrder } from './use_drag_order';

interface PagesScreenProps {
    scan: Scan;
    live: boolean;
    /** The page that the person comes back from. */
    focus?: string;
    onSend: () => void;
}

/** Every page of every document, and what can be done next. */
export function PagesScreen({ scan, live, focus, onSend }: PagesScreenProps) {
    const { host, options, state } = scan;
    const { t } = host;
    const { work } = state;
    const count = pagesOf(work).length;
    const title = t(count ? 'pages.title' : 'empty.title');
    const section = useRef<HTMLElement>(null);
    useFocus(section, focus, title);
    const sheets = useDragOrder(scan, section);
    const first = count === 0;
    return (
        <section ref={section} class="screen pages-screen" {...sheets}>
            <div class="screen-words">
                <h1 tabIndex={-1}>{title}</h1>
                {first ? (
                    <p class="lead">{t('empty.text')}</p>
                ) : (
                    <p class="pages-count">{t('pages.count', { n: digits(host, count), limit: digits(host, options.mostPages) })}</p>
                )}
            </div>
            {first && work.documents.length === 1 ? (
                <EmptyPages host={host} />
            ) : (
                work.documents.map((pages, index) => <DocumentPages key={index} scan={scan} pages={pages} index={index} />)
            )}
            {options.several && !first && (
                <div class="pages-more">
                    <Button look="quiet" idle={work.documents.at(-1)?.length === 0} onClick={() => scan.dispatch({ type: 'add_document' })}>
                        <span class="button-drawing">
                            <ScanIcon name="documents" />
                        </span>
                        {t('documents.add')}
                    </Button>
                </div>
            )}
            <PagesDock scan={scan} live={live} first={first} onSend={onSend} />
        </section>
    );
}

/** To the page that the person comes back from, else to the title of a new screen. */
function useFocus(section: { readonly current: HTMLElement | null }, focus: string | undefined, title: string) {
    useLayoutEffect(() => {
        document.title = title;
    }, [title]);
    const begun = useRef(document.activeElement === document.body && !focus);
    useLayoutEffect(() => {
        const sheet = focus ? section.current?.querySelector<HTMLElement>(`[data-key="${focus}"] button`) : null;
        if (sheet) return sheet.focus();
        if (begun.current) return;
        section.current?.querySelector('h1')?.focus({ preventScroll: true });
        scrollTo(0, 0);
    }, [focus]);
}
