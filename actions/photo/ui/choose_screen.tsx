import { FileButtons, hasCameraApp, Icon, Screen, type Host } from '@baton/kit';
import { facingOf } from './facing';

interface ChooseScreenProps {
    host: Host;
    /** False when the person comes back to it. */
    first: boolean;
    onFile: (file: File) => void;
    onCamera?: (() => void) | undefined;
}

export function ChooseScreen({ host, first, onFile, onCamera }: ChooseScreenProps) {
    const { t } = host;
    const camera = onCamera !== undefined || hasCameraApp();
    return (
        <Screen
            takeFocus={!first}
            title={t(camera ? 'title' : 'choose.pick')}
            lead={t(camera ? 'choose.text' : 'choose.text_no_camera')}
            stage={
                <div class="viewfinder">
                    <Icon name={camera ? 'camera' : 'picture'} />
                </div>
            }
            actions={
                <FileButtons
                    host={host}
                    primary
                    facing={facingOf(host)}
                    takeKey={onCamera ? 'choose.open' : 'choose.take'}
                    pickKey="choose.pick"
                    onFile={onFile}
                    onCamera={onCamera}
                />
            }
        />
    );
}
