import type { StoredFile } from '@baton/kit';
import type { Page } from './page';
import { keysOf, pagesOf, type Work } from './work';

interface Reconciled {
    readonly work: Work;
    /** Files of the server that no page needs any more. */
    readonly stale: readonly string[];
}

const numberOf = (key: string) => Number(/^p(\d+)$/.exec(key)?.[1] ?? 0);

/**
 * Brings the saved work in line with what the server has. A picture newer than anything that the work knows was taken
 * just before its page was saved: it goes to the end. An older one without a page belongs to a page that was deleted.
 */
export function reconciled(saved: Work, files: readonly Pick<StoredFile, 'key'>[]): Reconciled {
    const known = new Set(keysOf(saved));
    const others = files.map(({ key }) => key).filter((key) => numberOf(key) > 0 && !known.has(key));
    const newer = others.filter((key) => numberOf(key) >= saved.next).sort((a, b) => numberOf(a) - numberOf(b));
    const stale = others.filter((key) => numberOf(key) < saved.next);
    const pages = newer.map((key): Page => ({ key, crop: 'detected', mode: saved.mode, rotation: 'detected' }));
    const next = Math.max(saved.next, ...[...files.map(({ key }) => key), ...known].map((key) => numberOf(key) + 1));
    const last = saved.documents.length - 1;
    const documents = saved.documents.map((list, index) => (index === last ? [...list, ...pages] : list));
    return { work: { ...saved, documents: dropEmpty(documents), next }, stale };
}

/** An empty document is only there to be filled next. */
function dropEmpty(documents: Work['documents']): Work['documents'] {
    const kept = documents.filter((pages, index) => pages.length > 0 || index === documents.length - 1);
    return kept.length ? kept : [[]];
}

/** Pages whose picture the server does not have, in order: they are to be sent. */
export function unsent(work: Work, files: readonly Pick<StoredFile, 'key'>[]): readonly string[] {
    const stored = new Set(files.map(({ key }) => key));
    return pagesOf(work)
        .filter(({ key, refused }) => !refused && !stored.has(key))
        .map(({ key }) => key);
}
