import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Host } from '../host';
import { IconButton } from '../parts/icon_button';
import { useFilePicker } from '../parts/file_picker';
import { CameraProblemScreen } from './camera_problem';
import type { Facing } from './camera_state';
import { Shutter } from './shutter';
import { fileOfStill } from './still';
import { useViewfinder } from './use_viewfinder';
import { ViewfinderFrame } from './viewfinder_frame';

interface CameraViewProps {
    host: Pick<Host, 't' | 'announce'>;
    /** The side to begin with; the person may turn around. */
    facing: Facing;
    /** Media types of the button that picks a file instead. */
    accept: string;
    /** A picture that was taken or picked. The view should be taken down then: it frees the camera. */
    onFile: (file: File) => void;
    onClose: () => void;
    /** Buttons for what the person can do without a camera; `primary` if they are what is needed next. */
    fallback: (primary: boolean) => ComponentChildren;
}

/** A viewfinder for one photo; a screen with words and buttons where there is no picture to show. */
export function CameraView({ host, facing, accept, onFile, onClose, fallback }: CameraViewProps) {
    const { t } = host;
    const view = useViewfinder(facing, () => host.announce(t('camera.ready')));
    const [taken, setTaken] = useState(false);
    const picker = useFilePicker({ accept, onFile });

    if (view.state.phase === 'problem') {
        return (
            <CameraProblemScreen
                host={host}
                problem={view.state.problem}
                onAgain={() => void view.session.open()}
                onClose={onClose}
                fallback={fallback}
            />
        );
    }

    const take = async () => {
        host.announce(t('camera.taking'));
        const photo = await view.take();
        if (!photo) return;
        setTaken(true);
        onFile(fileOfStill(photo, 'photo'));
    };
    return (
        <ViewfinderFrame
            host={host}
            view={view}
            title={t('camera.title')}
            blink={view.taking || taken}
            onClose={onClose}
            foot={
                <>
                    {picker.input}
                    <IconButton icon="picture" label={t('camera.pick')} onClick={picker.open} />
                    <Shutter view={view} label={t('camera.take')} idle={taken} onPress={() => void take()} />
                    {view.live && view.live.cameras.length > 1 ? (
                        <IconButton icon="turn" label={t('camera.switch')} onClick={() => void view.session.turnAround()} />
                    ) : (
                        <span />
                    )}
                </>
            }
        />
    );
}
