import { Button, canSendAgain, FileButtons, PictureStage, ProblemNotice, Screen, type Host } from '@baton/kit';
import { facingOf } from './facing';
import type { PhotoState } from './screen_state';

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
    const sendable = canSendAgain(problem);
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
                    <FileButtons
                        host={host}
                        primary={!sendable}
                        facing={facingOf(host)}
                        takeKey="preview.retake"
                        pickKey="preview.pick"
                        onFile={onFile}
                        onCamera={onCamera}
                    />
                </>
            }
        >
            {problem && <ProblemNotice host={host} problem={problem} />}
        </Screen>
    );
}
