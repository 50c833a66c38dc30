import { Button, formatLimit, Notice, Screen, type Host } from '@baton/kit';
import { FileButtons } from './file_buttons';
import { PictureStage } from './picture_stage';
import { canSend, type PhotoState, type Problem } from './screen_state';

interface PreviewScreenProps {
    host: Host;
    state: Extract<PhotoState, { screen: 'preview' }>;
    onFile: (file: File) => void;
    onCamera?: (() => void) | undefined;
    onSend: () => void;
    onNotDrawn: () => void;
}

export function PreviewScreen({ host, state, onFile, onCamera, onSend, onNotDrawn }: PreviewScreenProps) {
    const { t } = host;
    const { picture, visible, problem } = state;
    const sendable = canSend(problem);
    return (
        <Screen
            title={t(problem ? 'preview.problem' : 'preview.title')}
            {...(visible && !problem ? { lead: t('preview.text') } : {})}
            stage={<PictureStage host={host} picture={picture} visible={visible} sendable={sendable} onNotDrawn={onNotDrawn} />}
            actions={
                <>
                    {sendable && (
                        <Button icon={problem ? 'again' : 'send'} onClick={onSend}>
                            {t(problem ? 'preview.try_again' : 'preview.send')}
                        </Button>
                    )}
                    <FileButtons host={host} primary={!sendable} takeKey="preview.retake" pickKey="preview.pick" onFile={onFile} onCamera={onCamera} />
                </>
            }
        >
            {problem && <ProblemNotice host={host} problem={problem} />}
        </Screen>
    );
}

function ProblemNotice({ host, problem }: { host: Host; problem: Problem }) {
    const { t } = host;
    const limit = formatLimit(host.session.limits.max_file_bytes, host.locale);
    return (
        <Notice tone="error" icon={problem === 'network' ? 'offline' : 'error'} title={t(`problem.${problem}.title`)}>
            {t(`problem.${problem}.text`, { limit })}
        </Notice>
    );
}
