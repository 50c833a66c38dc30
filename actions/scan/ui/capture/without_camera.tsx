import { Button, FileButtons, Icon, Screen } from '@baton/kit';
import { digits } from '../parts/numbers';
import type { CaptureViewProps } from './capture_props';
import type { Shooting } from './use_shooting';

type Props = Pick<CaptureViewProps, 'host' | 'pageCount' | 'limit' | 'replacing' | 'onClose' | 'onReview'> & { shooting: Shooting };

/** What a person can do without the live camera: the camera app, files, and the way on with what is there, or back. */
export function PageButtons({
    host,
    pageCount,
    limit,
    replacing = false,
    onClose,
    onReview,
    shooting,
    primary,
}: Props & { primary: boolean }) {
    const on = shooting.taken || shooting.full;
    return (
        <>
            {on && (
                <Button icon="done" onClick={onReview}>
                    {host.t('capture.review', { n: digits(host, pageCount), limit: digits(host, limit) })}
                </Button>
            )}
            {!shooting.full && (
                <FileButtons
                    host={host}
                    primary={primary && !on}
                    facing="environment"
                    takeKey="capture.take_one"
                    pickKey="capture.pick"
                    onFile={shooting.addFile}
                    multiple={!replacing}
                />
            )}
            {!on && (
                <Button look="quiet" onClick={onClose}>
                    {host.t('capture.cancel')}
                </Button>
            )}
        </>
    );
}

/** For a page that may show no camera: it came over plain HTTP, or the device has none. */
export function WithoutCamera(props: Props) {
    const { host, limit, replacing = false, onClose, shooting } = props;
    const lead = shooting.full ? 'capture.hint.full' : replacing ? 'empty.hint' : 'capture.lead';
    return (
        <div class="screen-frame" onKeyDown={(event) => event.key === 'Escape' && onClose()}>
            <Screen
                title={host.t(replacing ? 'page.retake' : 'capture.title')}
                lead={host.t(lead, { limit: digits(host, limit) })}
                stage={
                    <span class="capture-stage">
                        {shooting.thumbnail ? <img class="preview" src={shooting.thumbnail} alt="" /> : <Icon name="file" />}
                    </span>
                }
                actions={<PageButtons {...props} primary />}
            />
        </div>
    );
}
