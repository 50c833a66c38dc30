import { PictureStage, type Host } from '@baton/kit';
import { InkPicture } from './ink/ink_picture';
import type { SignatureState } from './page_state';
import { needsDarkPaper } from './options';
import { strokesOf } from './strokes/drawing';
import type { Face } from './typed/faces';
import { Written } from './typed/written';

interface SentStageProps {
    host: Host;
    state: SignatureState;
    ink: string;
    face: Face;
    onNotDrawn: () => void;
}

/** The signature that is on its way. */
export function SentStage({ host, state: { method, drawing, text, upload }, ink, face, onNotDrawn }: SentStageProps) {
    if (method === 'upload')
        return upload && <PictureStage host={host} picture={upload.picture} visible={upload.visible} onNotDrawn={onNotDrawn} />;
    return (
        <div class={`sent paper ${needsDarkPaper(ink) ? 'paper-dark' : ''}`}>
            {method === 'draw' ? (
                <InkPicture strokes={strokesOf(drawing)} ink={ink} alt={host.t('preview.alt')} />
            ) : (
                <Written text={text.trim()} face={face} ink={ink} />
            )}
        </div>
    );
}
