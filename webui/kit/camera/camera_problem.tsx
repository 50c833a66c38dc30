import type { ComponentChildren } from 'preact';
import type { Host } from '../host';
import { Button } from '../parts/button';
import { Icon } from '../parts/icon';
import { Screen } from '../parts/screen';
import type { CameraProblem } from './camera_state';

interface CameraProblemProps {
    host: Pick<Host, 't'>;
    problem: CameraProblem;
    onAgain: () => void;
    onClose: () => void;
    fallback: (primary: boolean) => ComponentChildren;
}

/** Those that another try will not cure: there the ways around the camera come first. */
const lasting: readonly CameraProblem[] = ['denied', 'none'];

/** Says what stands in the way and what helps; whatever it is, the photo can be had without this camera. */
export function CameraProblemScreen({ host, problem, onAgain, onClose, fallback }: CameraProblemProps) {
    const { t } = host;
    const around = lasting.includes(problem);
    const again = (
        <Button look={around ? 'quiet' : 'primary'} icon="again" onClick={onAgain}>
            {t('camera.again')}
        </Button>
    );
    return (
        <div class="screen-frame" onKeyDown={(event) => event.key === 'Escape' && onClose()}>
            <Screen
                key={problem}
                title={t(`camera.${problem}.title`)}
                lead={t(`camera.${problem}.text`)}
                stage={
                    <span class="badge badge-camera_off">
                        <Icon name="camera_off" />
                    </span>
                }
                actions={
                    <>
                        {!around && again}
                        {fallback(around)}
                        {around && again}
                    </>
                }
            />
        </div>
    );
}
