import { Icon } from '@baton/kit';
import type { Page } from '../model/page';
import { pageStatus } from '../page/page_status';
import { digits } from '../parts/numbers';
import { PagePicture } from '../previews/page_picture';
import type { Scan } from '../scan';

/** Pixels; a third of the widest phone at the density of its display. */
export const cardSide = 320;

interface PageCardProps {
    scan: Scan;
    page: Page;
    /** In its document, from 1. */
    number: number;
}

/** A page in the overview: how it looks, how far it is, what is wrong with it. */
export function PageCard({ scan, page, number }: PageCardProps) {
    const { host } = scan;
    const { t } = host;
    const status = pageStatus(scan, page);
    const n = digits(host, number);
    return (
        <li class={`sheet sheet-${status.tone}`} data-key={page.key}>
            <button
                type="button"
                class="sheet-open"
                onClick={() => scan.dispatch({ type: 'show', view: { screen: 'page', key: page.key, panel: null } })}
            >
                <span class="visually-hidden">{t('page.name', { n })}</span>
                <span class="sheet-picture">
                    <PagePicture scan={scan} page={page} side={cardSide} alt="" />
                    {status.key && (
                        <span class="sheet-status">
                            {status.icon && <Icon name={status.icon} />}
                            <span>{t(status.key)}</span>
                        </span>
                    )}
                    {status.fraction !== null && (
                        <span class="sheet-progress">
                            <span style={{ inlineSize: `${Math.round(status.fraction * 100)}%` }} />
                        </span>
                    )}
                </span>
                <span class="sheet-number" aria-hidden="true">
                    {n}
                </span>
            </button>
        </li>
    );
}
