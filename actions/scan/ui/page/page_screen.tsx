import { useLayoutEffect, useRef } from 'preact/hooks';
import { FilterPanel } from '../filters/filter_panel';
import type { Page } from '../model/page';
import type { Panel } from '../model/scan_state';
import { inspected } from '../model/picture_state';
import { pagesOf, placeOf } from '../model/work';
import { nameOfPage } from '../pages/pages_problem';
import { digits } from '../parts/numbers';
import { ScanIcon } from '../parts/scan_icon';
import { PagePicture } from '../previews/page_picture';
import type { Scan } from '../scan';
import { MovePanel } from './move_panel';
import { PageNotice } from './page_notice';
import { PageTools } from './page_tools';
import { qualityOf } from './quality';

/** Pixels; as much as a phone's display shows of a page. */
export const pageSide = 1200;

interface PageScreenProps {
    scan: Scan;
    page: Page;
    panel: Panel | null;
}

/** One page: how it will be, and everything that can be done with it. */
export function PageScreen({ scan, page, panel }: PageScreenProps) {
    const { host, options, state } = scan;
    const { t } = host;
    const inspection = inspected(state.pictures, page.key);
    const all = pagesOf(state.work);
    const place = placeOf(state.work, page.key) ?? { document: 0, at: 0 };
    const at = all.indexOf(page);
    const several = state.work.documents.length > 1;
    const words = {
        n: digits(host, place.at + 1),
        total: digits(host, state.work.documents[place.document]?.length ?? 0),
        document: digits(host, place.document + 1),
    };
    const title = t(several ? 'page.title_in_document' : 'page.title', words);
    const heading = useRef<HTMLHeadingElement>(null);
    useLayoutEffect(() => {
        document.title = title;
        scrollTo(0, 0);
        heading.current?.focus({ preventScroll: true });
    }, [page.key]);
    const show = (key: string | undefined) => key && scan.dispatch({ type: 'show', view: { screen: 'page', key, panel } });
    const back = () => scan.dispatch({ type: 'show', view: { screen: 'pages', focus: page.key } });
    return (
        <section class="screen page-screen" onKeyDown={(event) => event.key === 'Escape' && back()}>
            <div class="screen-words page-head">
                <button type="button" class="page-back" aria-label={t('page.back')} title={t('page.back')} onClick={back}>
                    <ScanIcon name="pages" />
                </button>
                <h1 ref={heading} tabIndex={-1}>
                    {title}
                </h1>
                <Step icon="back" label={t('page.previous')} idle={at <= 0} onClick={() => show(all[at - 1]?.key)} />
                <Step icon="next" label={t('page.next')} idle={at >= all.length - 1} onClick={() => show(all[at + 1]?.key)} />
            </div>
            <div class="stage page-stage">
                <PagePicture
                    key={page.key}
                    scan={scan}
                    page={page}
                    side={pageSide}
                    alt={t('page.alt', { page: nameOfPage(scan, place) })}
                    region={(qualityOf(inspection, options) && inspection?.region) ?? null}
                />
            </div>
            <div class="screen-foot">
                <PageNotice scan={scan} page={page} />
                {panel === 'filter' ? (
                    <FilterPanel scan={scan} page={page} />
                ) : panel === 'move' ? (
                    <MovePanel scan={scan} page={page} />
                ) : (
                    <PageTools scan={scan} page={page} />
                )}
            </div>
        </section>
    );
}

function Step({ icon, label, idle, onClick }: { icon: 'back' | 'next'; label: string; idle: boolean; onClick: () => void }) {
    return (
        <button
            type="button"
            class="icon-button"
            aria-label={label}
            title={label}
            {...(idle ? { 'aria-disabled': true } : {})}
            onClick={() => !idle && onClick()}
        >
            <ScanIcon name={icon} />
        </button>
    );
}
