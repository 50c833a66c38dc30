import { Button, formatLimit, Notice } from '@baton/kit';
import type { ComponentChildren } from 'preact';
import type { Page } from '../model/page';
import { inspected } from '../model/picture_state';
import { placeOf } from '../model/work';
import { nameOfPage } from '../pages/pages_problem';
import type { Scan } from '../scan';
import { qualityOf } from './quality';
import { retakePage } from './another_picture';

interface PageNoticeProps {
    scan: Scan;
    page: Page;
}

/** What is wrong with a page, and what helps. */
export function PageNotice({ scan, page }: PageNoticeProps) {
    const { host, options, state } = scan;
    const { t } = host;
    if (page.refused) {
        const limit = formatLimit(host.session.limits.max_file_bytes, host.locale);
        const name = nameOfPage(scan, placeOf(state.work, page.key) ?? { document: 0, at: 0 });
        return (
            <Remedied label={t('page.retake')} onRetake={() => retakePage(scan, page)}>
                <Notice tone="error" title={t(`problem.${page.refused}.title`, { page: name })}>
                    {t(`page.${page.refused}`, { limit })}
                </Notice>
            </Remedied>
        );
    }
    const picture = state.pictures[page.key];
    if (picture?.state === 'failed') {
        return (
            <>
                <Notice tone="error" title={t('status.failed')}>
                    {t('page.failed')}
                </Notice>
                <Button look="secondary" icon="again" onClick={() => scan.uploads.resume([page.key])}>
                    {t('page.send_again')}
                </Button>
            </>
        );
    }
    if (picture?.state === 'waiting') {
        const { cause } = picture;
        return (
            <Notice tone="warning" icon={cause === 'network' ? 'offline' : 'clock'} title={t('status.waiting')}>
                {t(`page.waiting_${cause}`)}
            </Notice>
        );
    }
    const quality = qualityOf(inspected(state.pictures, page.key), options);
    if (quality) {
        return (
            <Remedied label={t('page.retake')} onRetake={() => retakePage(scan, page)}>
                <Notice tone={quality.blocks ? 'error' : 'warning'} title={t(`quality.${quality.fault}`)}>
                    {t(`quality.${quality.fault}.text`)}
                </Notice>
            </Remedied>
        );
    }
    const inspection = inspected(state.pictures, page.key);
    // No page was found: the whole picture is taken, unless the person knows better.
    if (inspection && !inspection.quad && page.crop === 'detected') {
        return (
            <Notice tone="info" icon="picture" title={t('page.whole')}>
                {t('page.whole.text')}
            </Notice>
        );
    }
    return null;
}

/** The usual remedy, where the eye is when it has read the message. */
function Remedied({ label, onRetake, children }: { label: string; onRetake: () => void; children: ComponentChildren }) {
    return (
        <div class="page-notice">
            {children}
            <Button look="secondary" icon="camera" onClick={onRetake}>
                {label}
            </Button>
        </div>
    );
}
