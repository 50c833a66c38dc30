import { Button, formatLimit, Notice } from '@baton/kit';
import type { Problem } from '../model/scan_state';
import { pagesOf, placeOf } from '../model/work';
import { digits } from '../parts/numbers';
import type { Scan } from '../scan';

/** Why the pages were not sent, which of them it is about, and what helps. */
export function PagesProblem({ scan, problem }: { scan: Scan; problem: Problem }) {
    const { host, options, state } = scan;
    const { t } = host;
    const { work } = state;
    const place = problem.key ? placeOf(work, problem.key) : null;
    const page = place ? nameOfPage(scan, place) : '';
    const words = {
        page,
        limit: problem.kind === 'limit' ? digits(host, options.mostPages) : formatLimit(host.session.limits.max_file_bytes, host.locale),
    };
    const { key } = problem;
    const failed = pagesOf(work).filter((one) => state.pictures[one.key]?.state === 'failed');
    return (
        <div class="pages-problem">
            <Notice tone="error" icon={problem.kind === 'network' ? 'offline' : 'error'} title={t(`problem.${problem.kind}.title`, words)}>
                {t(`problem.${problem.kind}.text`, words)}
            </Notice>
            {problem.kind === 'page_upload' ? (
                <Button
                    look="secondary"
                    icon="again"
                    onClick={() => (scan.uploads.resume(failed.map((one) => one.key)), scan.dispatch({ type: 'problem', problem: null }))}
                >
                    {t('page.send_again')}
                </Button>
            ) : key && place ? (
                <Button look="secondary" onClick={() => scan.dispatch({ type: 'show', view: { screen: 'page', key, panel: null } })}>
                    {t('problem.show', { page })}
                </Button>
            ) : null}
        </div>
    );
}

/** `Page 3`, or with its document where there are several. */
export function nameOfPage({ host, state }: Pick<Scan, 'host' | 'state'>, { document, at }: { document: number; at: number }): string {
    const n = digits(host, at + 1);
    return state.work.documents.length > 1
        ? host.t('page.name_in_document', { n, document: digits(host, document + 1) })
        : host.t('page.name', { n });
}
