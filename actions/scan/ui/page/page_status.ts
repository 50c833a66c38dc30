import type { IconName } from '@baton/kit';
import type { Page } from '../model/page';
import { inspected } from '../model/picture_state';
import type { Scan } from '../scan';
import { qualityOf } from './quality';

/** How it stands with a page, in a word or two. */
export interface PageStatus {
    readonly tone: 'plain' | 'busy' | 'warning' | 'error';
    /** Of the string; null if there is nothing to say. */
    readonly key: string | null;
    readonly icon: IconName | null;
    /** Part of its picture that is out; null unless it is on its way. */
    readonly fraction: number | null;
}

export function pageStatus({ state, options }: Pick<Scan, 'state' | 'options'>, page: Page): PageStatus {
    if (page.refused) return { tone: 'error', key: `status.${page.refused}`, icon: 'error', fraction: null };
    const picture = state.pictures[page.key];
    switch (picture?.state) {
        case 'failed':
            return { tone: 'error', key: 'status.failed', icon: 'again', fraction: null };
        case 'waiting':
            return { tone: 'busy', key: 'status.waiting', icon: picture.cause === 'network' ? 'offline' : 'clock', fraction: null };
        case 'sending':
            return { tone: 'busy', key: 'status.sending', icon: null, fraction: picture.fraction };
        case 'sent': {
            const quality = qualityOf(inspected(state.pictures, page.key), options);
            return quality
                ? { tone: quality.blocks ? 'error' : 'warning', key: `quality.${quality.fault}`, icon: 'error', fraction: null }
                : { tone: 'plain', key: null, icon: null, fraction: null };
        }
        default:
            return { tone: 'busy', key: 'status.sending', icon: null, fraction: 0 };
    }
}
