import type { Page } from '../model/page';
import { digits } from '../parts/numbers';
import type { Scan } from '../scan';
import { PageCard } from './page_card';

interface DocumentPagesProps {
    scan: Scan;
    pages: readonly Page[];
    index: number;
}

/** The pages of one document, in order. */
export function DocumentPages({ scan, pages, index }: DocumentPagesProps) {
    const { host, options } = scan;
    const { t } = host;
    const name = t('documents.name', { n: digits(host, index + 1) });
    const heading = `document-${index}`;
    return (
        <section class="document" {...(options.several ? { 'aria-labelledby': heading } : {})} data-document={index}>
            {options.several && <h2 id={heading}>{name}</h2>}
            {pages.length === 0 && <p class="document-empty">{t('documents.empty')}</p>}
            <ol class="sheets" aria-label={options.several ? name : t('pages.title')}>
                {pages.map((page, at) => (
                    <PageCard key={page.key} scan={scan} page={page} number={at + 1} />
                ))}
            </ol>
        </section>
    );
}
