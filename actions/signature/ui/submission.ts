import type { SignatureOptions } from './options';
import type { Problem, SignatureState } from './page_state';
import { pack } from './strokes/packed';
import { strokesOf } from './strokes/drawing';
import { penWay } from './strokes/stroke';
import { thinned } from './strokes/thinned';

/** The key under which a picture of a signature is sent; the action's processor looks for the same one. */
export const pictureKey = 'signature';

/** More samples are not taken by the server. */
const mostSamples = 50_000;

/** What stands in the way of sending, as far as the phone can tell. */
export function obstacle({ method, drawing, text }: SignatureState, { minInk }: Pick<SignatureOptions, 'minInk'>): Problem | undefined {
    switch (method) {
        case 'draw': {
            const strokes = strokesOf(drawing);
            if (strokes.length === 0) return 'nothing';
            return penWay(strokes) < minInk ? 'too_little' : undefined;
        }
        case 'type':
            return text.trim() === '' ? 'no_text' : undefined;
        case 'upload':
            return undefined;
    }
}

/** The `data` of the submission; see ../README.md. @param face the one that is shown as chosen */
export function submissionOf({ method, drawing, text }: SignatureState, face: string): Readonly<Record<string, unknown>> {
    switch (method) {
        case 'draw': {
            const strokes = thinned(strokesOf(drawing), mostSamples);
            const origin = strokes[0]?.[0]?.t ?? 0;
            return { method, canvas: drawing.frame, strokes: strokes.map((stroke) => pack(stroke, origin)) };
        }
        case 'type':
            return { method, text: text.trim(), face };
        case 'upload':
            return { method };
    }
}
