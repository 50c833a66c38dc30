import { Button, formatBytes, Notice, Screen, type Host } from '@baton/kit';
import { FileButtons } from './file_buttons';
import { PictureStage } from './picture_stage';
import { canSend, type PhotoState, type Problem } from './screen_state';

interface PreviewScreenProps {
    host: Host;
    state: Extract<PhotoState, { screen: 'preview' }>;
    onFile: (file: File) => void;
    onSend: () => void;
    onNotDrawn: () => void;
}

export function PreviewScreen({ host, state, onFile, onSend, onNotDrawn }: PreviewScreenProps) {
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
                    <FileButtons host={host} primary={!sendable} takeKey="preview.retake" pickKey="preview.pick" onFile={onFile} />
                </>
            }
        >
            {problem && <ProblemNotice host={host} problem={problem} size={picture.size} />}
        </Screen>
    );
}

function ProblemNotice({ host, problem, size }: { host: Host; problem: Problem; size: number }) {
    const { t } = host;
    const most = host.session.limits.max_file_bytes;
    // The server says "too large" of a picture's pixels, too: of those the page knows no limit.
    const text = problem === 'too_large' && size <= most ? 'text_pixels' : 'text';
    return (
        <Notice tone="error" icon={problem === 'network' ? 'offline' : 'error'} title={t(`problem.${problem}.title`)}>
            {t(`problem.${problem}.${text}`, { limit: formatBytes(most, host.locale) })}
        </Notice>
    );
}
