import { pictureOfPending, pictureOfStored, type Host, type PendingFile } from '@baton/kit';
import type { PhotoState } from './screen_state';

/** The key under which the page sends its only file; the action's processor looks for the same one. */
export const photoKey = 'photo';

/**
 * Where the page begins: a picture that was taken before a reload is not asked for twice, and one that was on its way
 * goes on. What waits on the phone is newer than what the server has.
 */
export function firstState(host: Pick<Host, 'session' | 'fileUrl'>, pending: PendingFile | null): PhotoState {
    if (pending) {
        const picture = pictureOfPending(pending);
        return pending.sending ? { screen: 'sending', picture, visible: true, sent: 0 } : { screen: 'preview', picture, visible: true };
    }
    const stored = host.session.files.find((file) => file.key === photoKey);
    if (!stored) return { screen: 'choose' };
    return { screen: 'preview', picture: pictureOfStored(stored, host.fileUrl(photoKey)), visible: true };
}
