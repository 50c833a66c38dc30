import { Button, formatPercent, Notice, Progress, Screen } from '@baton/kit';
import { useEffect } from 'preact/hooks';
import type { View } from '../model/scan_state';
import { pagesOf } from '../model/work';
import { digits } from '../parts/numbers';
import { PagePicture } from '../previews/page_picture';
import type { Scan } from '../scan';

interface SendingPagesProps {
    scan: Scan;
    view: Extract<View, { screen: 'sending' }>;
    onCancel: () => void;
}

/** The pages are being handed in. */
export function SendingPages({ scan, view, onCancel }: SendingPagesProps) {
    const { host, state } = scan;
    const { t, locale } = host;
    const { step, made, total, waiting } = view;
    const offline =
        waiting ??
        pagesOf(state.work)
            .map(({ key }) => state.pictures[key])
            .find((picture) => picture?.state === 'waiting');
    const cause = offline?.cause;
    const status = t(cause ? `waiting.${cause}.title` : `sending.${step}`);
    useEffect(() => host.announce(status), [status]);
    // One bar for both, which never goes back.
    const fraction = step === 'submit' ? null : step === 'upload' ? (made / total) * 0.6 : 0.6 + (made / total) * 0.4;
    const words = { n: digits(host, Math.floor(made)), total: digits(host, total) };
    return (
        <Screen
            title={t('sending.title')}
            lead={t('sending.text')}
            stage={<SendingStack scan={scan} />}
            actions={
                <>
                    {waiting && (
                        <Button icon="again" onClick={waiting.retryNow}>
                            {t('sending.retry')}
                        </Button>
                    )}
                    {(waiting || step !== 'submit') && (
                        <Button look="secondary" onClick={onCancel}>
                            {t('sending.cancel')}
                        </Button>
                    )}
                </>
            }
        >
            {cause && (
                <Notice tone="warning" icon={cause === 'network' ? 'offline' : 'clock'} title={t(`waiting.${cause}.title`)}>
                    {t(`waiting.${cause}.text`)}
                </Notice>
            )}
            <Progress
                label={t('sending.title')}
                fraction={fraction}
                start={t(`sending.${step}`)}
                {...(fraction === null ? {} : { end: `${t('sending.count', words)} · ${formatPercent(fraction, locale)}` })}
            />
        </Screen>
    );
}

/** The first pages, one upon the other. */
function SendingStack({ scan }: { scan: Scan }) {
    const pages = pagesOf(scan.state.work).slice(0, 3).reverse();
    return (
        <div class="sending-stack" aria-hidden="true">
            {pages.map((page) => (
                <span key={page.key} class="sending-sheet">
                    <PagePicture scan={scan} page={page} side={320} alt="" />
                </span>
            ))}
        </div>
    );
}
