import type { DraftStamp } from '@baton/kit';
import { modes, rotations, type Page, type Point } from './page';
import type { Work } from './work';

/** The work as it is saved. */
export interface Draft extends DraftStamp {
    readonly version: 1;
    readonly work: Work;
}

export const encodeDraft = (work: Work, saved: number): string => JSON.stringify({ version: 1, saved, work } satisfies Draft);

export function isDraft(draft: unknown): draft is Draft {
    const { version, saved, work } = (draft ?? {}) as Partial<Draft>;
    return version === 1 && typeof saved === 'number' && isWork(work);
}

function isWork(work: Partial<Work> | undefined): work is Work {
    if (!work || !Array.isArray(work.documents) || work.documents.length === 0) return false;
    const { documents, next, mode, removed } = work as Work;
    const pages = documents.every((list) => Array.isArray(list) && list.every(isPage));
    return pages && Number.isInteger(next) && modes.includes(mode) && (removed === null || isPage(removed?.page));
}

function isPage(page: Page | undefined): boolean {
    return (
        !!page &&
        /^p\d+$/.test(page.key) &&
        modes.includes(page.mode) &&
        ['detected', ...rotations].includes(page.rotation) &&
        isCrop(page.crop)
    );
}

function isCrop(crop: unknown): boolean {
    const isPoint = (point: Point) => Array.isArray(point) && point.length === 2 && point.every(Number.isFinite);
    return crop === 'detected' || crop === 'whole' || (Array.isArray(crop) && crop.length === 4 && crop.every(isPoint));
}
