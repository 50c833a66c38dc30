import { formatBytes } from '../format';
import type { Host } from '../host';
import { Icon } from '../parts/icon';
import type { Picture } from './picture';

interface PictureStageProps {
    host: Pick<Host, 't' | 'locale'>;
    picture: Picture;
    /** False once the browser has given up on drawing it. */
    visible: boolean;
    /** False for a picture that the server has refused. */
    sendable?: boolean;
    onNotDrawn: () => void;
}

/** The picture, upright as browsers draw it by its EXIF orientation; or a card in its place. Strings: `preview.…`. */
export function PictureStage({ host, picture, visible, sendable = true, onNotDrawn }: PictureStageProps) {
    const { t } = host;
    if (visible) return <img class="preview" src={picture.url} alt={t('preview.alt')} onError={onNotDrawn} />;
    return (
        <div class="file-card">
            <span class="badge">
                <Icon name="picture" />
            </span>
            <strong>
                <bdi>{picture.name || t('preview.unnamed')}</bdi>
            </strong>
            <span>{formatBytes(picture.size, host.locale)}</span>
            {sendable && <span class="file-card-hint">{t('preview.unavailable')}</span>}
        </div>
    );
}
