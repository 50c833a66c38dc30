import { Icon, PictureStage, type Host } from '@baton/kit';
import { canSend, type SignatureState } from './page_state';

interface UploadPanelProps {
    host: Host;
    state: SignatureState;
    onNotDrawn: () => void;
}

/** A picture of a signature on paper, or what a good one is like. */
export function UploadPanel({ host, state, onNotDrawn }: UploadPanelProps) {
    const { upload, problem } = state;
    return (
        <div class="uploaded">
            {!problem && <p class="lead">{host.t(upload ? 'upload.check' : 'upload.text')}</p>}
            <div class="stage">
                {upload ? (
                    <PictureStage
                        host={host}
                        picture={upload.picture}
                        visible={upload.visible}
                        sendable={canSend(state)}
                        onNotDrawn={onNotDrawn}
                    />
                ) : (
                    <div class="sheet" aria-hidden="true">
                        <Icon name="pen" />
                    </div>
                )}
            </div>
        </div>
    );
}
