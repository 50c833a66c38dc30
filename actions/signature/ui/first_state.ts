import { pictureOfPending, pictureOfStored, type Host, type PendingFile } from '@baton/kit';
import type { Work } from './draft/draft';
import type { SignatureOptions } from './options';
import type { SignatureState, Uploadable } from './page_state';
import { emptyDrawing } from './strokes/drawing';
import { pictureKey } from './submission';
import { longestText } from './typed/longest_text';

/** Where the page begins: with what was made before a reload or on another phone; what was on its way goes on. */
export function firstState(
    host: Pick<Host, 'session' | 'fileUrl'>,
    options: SignatureOptions,
    work: Work | null,
    pending: PendingFile | null,
): SignatureState {
    const upload = uploadOf(host, pending);
    const state: SignatureState = {
        screen: 'sign',
        method: work && options.methods.includes(work.method) ? work.method : (options.methods[0] ?? 'draw'),
        drawing: work?.drawing ?? emptyDrawing,
        text: work?.text ?? proposed(options.signerName),
        face: work?.face ?? '',
        upload,
        sent: 0,
    };
    return pending?.sending && options.methods.includes('upload') ? { ...state, screen: 'sending', method: 'upload' } : state;
}

/** Whole letters: one may take two units of a string. */
const proposed = (name: string) => Array.from(name).slice(0, longestText).join('');

/** What waits on the phone is newer than what the server has. */
function uploadOf(host: Pick<Host, 'session' | 'fileUrl'>, pending: PendingFile | null): Uploadable | null {
    if (pending) return { picture: pictureOfPending(pending), visible: true };
    const stored = host.session.files.find((file) => file.key === pictureKey);
    return stored ? { picture: pictureOfStored(stored, host.fileUrl(pictureKey)), visible: true } : null;
}
