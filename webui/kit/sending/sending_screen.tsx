import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { formatBytes, formatPercent } from '../format';
import type { Host, Retry } from '../host';
import { Button } from '../parts/button';
import { Notice } from '../parts/notice';
import { Progress } from '../parts/progress';
import { Screen } from '../parts/screen';

interface SendingScreenProps {
    host: Pick<Host, 't' | 'locale' | 'announce'>;
    /** What is on its way. */
    stage: ComponentChildren;
    /** Bytes to upload, 0 if nothing is; and those that are out. */
    size: number;
    sent: number;
    /** While a lost connection or a busy server is waited for. */
    waiting?: Retry | undefined;
    onCancel: () => void;
}

/** Something is being handed in. Its strings are the action's own: `sending.…`, `waiting.…`. */
export function SendingScreen({ host, stage, size, sent, waiting, onCancel }: SendingScreenProps) {
    const { t, locale } = host;
    const checking = sent >= size;
    const fraction = size > 0 ? sent / size : 1;
    const words = checking
        ? { start: t('sending.checking') }
        : {
              start: t('sending.progress', { sent: formatBytes(sent, locale), total: formatBytes(size, locale) }),
              end: formatPercent(fraction, locale),
          };
    const status = t(waiting ? `waiting.${waiting.cause}.title` : checking ? 'sending.checking' : 'sending.text');
    useEffect(() => host.announce(status), [status]);
    return (
        <Screen
            title={t('sending.title')}
            lead={t('sending.text')}
            stage={stage}
            actions={
                <>
                    {waiting && (
                        <Button icon="again" onClick={waiting.retryNow}>
                            {t('sending.retry')}
                        </Button>
                    )}
                    {/* What is being handed in can no longer be held back. */}
                    {(waiting || !checking) && (
                        <Button look="secondary" onClick={onCancel}>
                            {t('sending.cancel')}
                        </Button>
                    )}
                </>
            }
        >
            {waiting && <WaitingNotice host={host} waiting={waiting} />}
            <Progress label={t('sending.title')} fraction={checking ? null : fraction} {...words} />
        </Screen>
    );
}

function WaitingNotice({ host, waiting }: { host: Pick<Host, 't'>; waiting: Retry }) {
    return (
        <Notice tone="warning" icon={waiting.cause === 'network' ? 'offline' : 'clock'} title={host.t(`waiting.${waiting.cause}.title`)}>
            {host.t(`waiting.${waiting.cause}.text`)}
        </Notice>
    );
}
