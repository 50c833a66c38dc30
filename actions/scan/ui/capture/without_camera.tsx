import { Button, FileButtons, Icon, Screen } from '@baton/kit';
import { digits } from '../parts/numbers';
import type { CaptureViewProps } from './capture_props';
import type { Shooting } from './use_shooting';

type Props = Pick<CaptureViewProps, 'host' | 'pageCount' | 'limit' | 'replacing' | 'onReview'> & { shooting: Shooting };

/** What a person can do without the live camera: the camera app, files, and the way on with what is there. */
export function PageButtons({ host, pageCount, limit, replacing = false, onReview, shooting, primary }: Props & { primary: boolean }) {
    const on = pageCount > 0;
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
        </>
    );
}

/** For a page that may show no camera: it came over plain HTTP, or the device has none. */
export function WithoutCamera(props: Props) {
    const { host, pageCount, limit, shooting } = props;
    const full = host.t('capture.hint.full', { limit: digits(host, limit) });
    return (
        <Screen
            title={host.t('capture.title')}
            lead={shooting.full ? full : host.t('capture.lead')}
            takeFocus={pageCount > 0}
            stage={
                <span class="capture-stage">
                    {shooting.thumbnail ? <img class="preview" src={shooting.thumbnail} alt="" /> : <Icon name="file" />}
                </span>
            }
            actions={<PageButtons {...props} primary />}
        />
    );
}
