import type { ComponentChildren } from 'preact';
import type { Host } from '../host';
import { IconButton } from '../parts/icon_button';
import type { CameraSession } from './camera_session';
import type { LiveCamera } from './camera_state';

interface CameraBarProps {
    host: Pick<Host, 't'>;
    live: LiveCamera | null;
    session: CameraSession;
    /** Further controls, before the light. */
    children?: ComponentChildren;
    onClose: () => void;
}

/** Along the upper edge: the way back, the choice of cameras where two sides are not all, the light. */
export function CameraBar({ host, live, session, children, onClose }: CameraBarProps) {
    const { t } = host;
    return (
        <div class="camera-bar">
            <IconButton icon="close" label={t('camera.close')} onClick={onClose} />
            {live && live.cameras.length > 2 && (
                <select
                    class="camera-choice"
                    aria-label={t('camera.choose')}
                    value={live.current}
                    onChange={(event) => void session.choose(event.currentTarget.value)}
                >
                    {live.cameras.map(({ id, label }, index) => (
                        <option key={id} value={id}>
                            {label || t('camera.number', { n: index + 1 })}
                        </option>
                    ))}
                </select>
            )}
            {children}
            {live && live.torch !== null && (
                <IconButton
                    icon="torch"
                    label={t('camera.torch')}
                    pressed={live.torch}
                    onClick={() => void session.setTorch(!live.torch)}
                />
            )}
        </div>
    );
}
