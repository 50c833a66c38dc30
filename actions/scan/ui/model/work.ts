import type { Mode, Page } from './page';

export type Documents = readonly (readonly Page[])[];

/** Before which page of which document something goes; `at` equal to the document's length is its end. */
export interface Place {
    readonly document: number;
    readonly at: number;
}

/** A page that was deleted, for as long as that can be undone. */
export interface Removed {
    readonly page: Page;
    readonly place: Place;
    /** The document went with its last page. */
    readonly document: boolean;
}

/** What the person has made so far. Outlives a reload; pictures and their way to the server are not in it. */
export interface Work {
    /** At least one; may be without pages. */
    readonly documents: Documents;
    /** Number of the next picture: `p<next>`. */
    readonly next: number;
    /** For pages to come. */
    readonly mode: Mode;
    readonly removed: Removed | null;
}

export type WorkEvent =
    /** A new page with the picture {@link nextKey}. */
    | { readonly type: 'add'; readonly place: Place }
    /** A new picture, {@link nextKey}, in place of another. */
    | { readonly type: 'retake'; readonly key: string }
    | { readonly type: 'delete'; readonly key: string }
    | { readonly type: 'undo' }
    /** The deleted page cannot come back any more. */
    | { readonly type: 'forget' }
    | { readonly type: 'change'; readonly key: string; readonly to: Partial<Pick<Page, 'crop' | 'rotation' | 'mode'>> }
    | { readonly type: 'mode_of_all'; readonly mode: Mode }
    /** `place` is meant without the page itself. */
    | { readonly type: 'move'; readonly key: string; readonly place: Place }
    | { readonly type: 'add_document' }
    | { readonly type: 'refused'; readonly key: string; readonly refusal: NonNullable<Page['refused']> };

export const emptyWork = (mode: Mode): Work => ({ documents: [[]], next: 1, mode, removed: null });
// decision 0083
export const nextKey = ({ next }: Work): string => `p${next}`;
export const pagesOf = ({ documents }: Work): readonly Page[] => documents.flat();
export const pageOf = (work: Work, key: string): Page | undefined => pagesOf(work).find((page) => page.key === key);
export const endOf = (work: Work, document = work.documents.length - 1): Place => ({ document, at: work.documents[document]?.length ?? 0 });

/** Every picture that is still needed, that of a deleted page included. */
export const keysOf = (work: Work): readonly string[] =>
    [...pagesOf(work), ...(work.removed ? [work.removed.page] : [])].map(({ key }) => key);

export function placeOf({ documents }: Work, key: string): Place | null {
    const document = documents.findIndex((pages) => pages.some((page) => page.key === key));
    return document < 0 ? null : { document, at: documents[document]?.findIndex((page) => page.key === key) ?? 0 };
}

/** The work after an event; the same object if it changes nothing. */
export function nextWork(work: Work, event: WorkEvent): Work {
    switch (event.type) {
        case 'add':
            return { ...work, ...taken(work), documents: inserted(work.documents, newPage(work), event.place) };
        case 'retake':
            return retaken(work, event.key);
        case 'delete':
            return deleted(work, event.key);
        case 'undo':
            return undone(work);
        case 'forget':
            return work.removed ? { ...work, removed: null } : work;
        case 'change':
            return replaced(work, event.key, (page) => ({ ...page, ...event.to }));
        case 'mode_of_all':
            return {
                ...work,
                mode: event.mode,
                documents: work.documents.map((pages) => pages.map((page) => ({ ...page, mode: event.mode }))),
            };
        case 'move':
            return moved(work, event.key, event.place);
        case 'add_document':
            // One that is still empty will do.
            return work.documents.at(-1)?.length === 0 ? work : { ...work, documents: [...work.documents, []] };
        case 'refused':
            return replaced(work, event.key, (page) => ({ ...page, refused: event.refusal }));
    }
}

const newPage = (work: Work): Page => ({ key: nextKey(work), crop: 'detected', mode: work.mode, rotation: 'detected' });
/** A new picture takes a key, and makes room on the server: what was deleted before is gone. */
const taken = (work: Work): Pick<Work, 'next' | 'removed'> => ({ next: work.next + 1, removed: null });

function inserted(documents: Documents, page: Page, { document, at }: Place): Documents {
    return documents.map((pages, index) => (index === document ? [...pages.slice(0, at), page, ...pages.slice(at)] : pages));
}

const without = (documents: Documents, key: string): Documents => documents.map((pages) => pages.filter((page) => page.key !== key));

function replaced(work: Work, key: string, change: (page: Page) => Page): Work {
    if (!pageOf(work, key)) return work;
    return { ...work, documents: work.documents.map((pages) => pages.map((page) => (page.key === key ? change(page) : page))) };
}

/** The filter that the person chose for the page stays; crop and rotation belonged to the old picture. */
function retaken(work: Work, key: string): Work {
    if (!pageOf(work, key)) return work;
    return { ...replaced(work, key, ({ mode }) => ({ ...newPage(work), mode })), ...taken(work) };
}

function deleted(work: Work, key: string): Work {
    const page = pageOf(work, key);
    const place = placeOf(work, key);
    if (!page || !place) return work;
    const left = without(work.documents, key);
    const document = left.length > 1 && left[place.document]?.length === 0;
    const documents = document ? left.filter((_, index) => index !== place.document) : left;
    return { ...work, documents, removed: { page, place, document } };
}

function undone(work: Work): Work {
    if (!work.removed) return work;
    const { page, place, document } = work.removed;
    const documents = document ? [...work.documents.slice(0, place.document), [], ...work.documents.slice(place.document)] : work.documents;
    const last = Math.min(place.document, documents.length - 1);
    const at = Math.min(place.at, documents[last]?.length ?? 0);
    return { ...work, documents: inserted(documents, page, { document: last, at }), removed: null };
}

function moved(work: Work, key: string, place: Place): Work {
    const page = pageOf(work, key);
    if (!page || !work.documents[place.document]) return work;
    const documents = inserted(without(work.documents, key), page, place);
    // A document that gave its last page away is none any more.
    const kept = documents.filter((pages, index) => pages.length > 0 || work.documents[index]?.length === 0);
    return { ...work, documents: kept };
}
