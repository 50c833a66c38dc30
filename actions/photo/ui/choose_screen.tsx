import { Icon, Screen, type Host } from '@baton/kit';
import { FileButtons, hasCameraApp } from './file_buttons';

interface ChooseScreenProps {
    host: Host;
    onFile: (file: File) => void;
}

export function ChooseScreen({ host, onFile }: ChooseScreenProps) {
    const { t } = host;
    const camera = hasCameraApp();
    return (
        <Screen
            takeFocus={false}
            title={t(camera ? 'title' : 'choose.pick')}
            lead={t(camera ? 'choose.text' : 'choose.text_no_camera')}
            stage={
                <div class="viewfinder">
                    <Icon name={camera ? 'camera' : 'picture'} />
                </div>
            }
            actions={<FileButtons host={host} primary takeKey="choose.take" pickKey="choose.pick" onFile={onFile} />}
        />
    );
}
