import type { Failure } from '@baton/kit';
import type { ScanOptions } from '../options';
import { parametersOf, type Page, type PageParameters } from './page';
import { inspected, type Pictures } from './picture_state';
import { pagesOf, type Work } from './work';

export interface Submission {
    readonly documents: readonly { readonly pages: readonly PageParameters[] }[];
}

/** What is handed in; documents without pages are left out. */
export function submissionOf({ documents }: Work, pictures: Pictures): Submission {
    return {
        documents: filled(documents).map((pages) => ({ pages: pages.map((page) => parametersOf(page, inspected(pictures, page.key))) })),
    };
}

const filled = (documents: Work['documents']) => documents.filter((pages) => pages.length > 0);

/** A page that has to be retaken or deleted before anything can be sent. */
export interface Obstacle {
    readonly page: Page;
    readonly kind: NonNullable<Page['refused']> | 'quality';
}

export function obstacles(work: Work, pictures: Pictures, { quality }: Pick<ScanOptions, 'quality'>): readonly Obstacle[] {
    return pagesOf(work).flatMap((page): Obstacle[] => {
        if (page.refused) return [{ page, kind: page.refused }];
        return quality === 'block' && inspected(pictures, page.key)?.verdict === 'bad' ? [{ page, kind: 'quality' }] : [];
    });
}

/** The page that the server found fault with; null if it names none. */
export function pageAtFault(work: Work, failure: Pick<Failure, 'errors'>): Page | null {
    for (const { pointer } of failure.errors ?? []) {
        const [, document, page] = /\/documents\/(\d+)\/pages\/(\d+)/.exec(pointer) ?? [];
        const found = document === undefined ? undefined : filled(work.documents)[Number(document)]?.[Number(page)];
        if (found) return found;
    }
    return null;
}
