import { Icon, Screen, type Host } from '@baton/kit';
import { FileButtons } from './file_buttons';

interface ChooseScreenProps {
    host: Host;
    onFile: (file: File) => void;
}

export function ChooseScreen({ host, onFile }: ChooseScreenProps) {
    const { t } = host;
    return (
        <Screen
            takeFocus={false}
            title={t('title')}
            lead={t('choose.text')}
            stage={
                <div class="viewfinder">
                    <Icon name="camera" />
                </div>
            }
            actions={<FileButtons host={host} primary takeKey="choose.take" pickKey="choose.pick" onFile={onFile} />}
        />
    );
}
