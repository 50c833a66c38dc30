import { Button, formatBytes, formatPercent, Notice, Progress, Screen, type Host, type Retry } from '@baton/kit';
import { useEffect } from 'preact/hooks';
import { PictureStage } from './picture_stage';
import type { PhotoState } from './screen_state';

interface SendingScreenProps {
    host: Host;
    state: Extract<PhotoState, { screen: 'sending' }>;
    onCancel: () => void;
    onNotDrawn: () => void;
}

export function SendingScreen({ host, state, onCancel, onNotDrawn }: SendingScreenProps) {
    const { t, locale } = host;
    const { picture, visible, sent, waiting } = state;
    const checking = sent >= picture.size;
    const fraction = picture.size > 0 ? sent / picture.size : 1;
    const words = checking
        ? { start: t('sending.checking') }
        : {
              start: t('sending.progress', { sent: formatBytes(sent, locale), total: formatBytes(picture.size, locale) }),
              end: formatPercent(fraction, locale),
          };
    const status = t(waiting ? `waiting.${waiting.cause}.title` : checking ? 'sending.checking' : 'sending.text');
    useEffect(() => host.announce(status), [status]);
    return (
        <Screen
            title={t('sending.title')}
            lead={t('sending.text')}
            stage={<PictureStage host={host} picture={picture} visible={visible} onNotDrawn={onNotDrawn} />}
            actions={
                <>
                    {waiting && <Button icon="again" onClick={waiting.retryNow}>{t('sending.retry')}</Button>}
                    {/* What is being handed in can no longer be held back. */}
                    {(waiting || !checking) && <Button look="secondary" onClick={onCancel}>{t('sending.cancel')}</Button>}
                </>
            }
        >
            {waiting && <WaitingNotice host={host} waiting={waiting} />}
            <Progress label={t('sending.title')} fraction={checking ? null : fraction} {...words} />
        </Screen>
    );
}

function WaitingNotice({ host, waiting }: { host: Host; waiting: Retry }) {
    return (
        <Notice tone="warning" icon={waiting.cause === 'network' ? 'offline' : 'clock'} title={host.t(`waiting.${waiting.cause}.title`)}>
            {host.t(`waiting.${waiting.cause}.text`)}
        </Notice>
    );
}
