import type { StoredFile } from '@baton/kit';
import { inspectionOf, type Inspection } from './inspection';

/** How far the picture of a page is on its way. */
export type PictureState =
    | { readonly state: 'queued' }
    /** Part of it that is out, 0…1; 1 while the server looks at it. */
    | { readonly state: 'sending'; readonly fraction: number }
    /** Until there is a network again, or the server has time. */
    | { readonly state: 'waiting'; readonly cause: 'network' | 'busy' }
    | { readonly state: 'sent'; readonly inspection: Inspection }
    /** Another try may help. */
    | { readonly state: 'failed' };

/** By key. A picture that is not in it is `queued`. */
export type Pictures = Readonly<Record<string, PictureState>>;

export const inspected = (pictures: Pictures, key: string): Inspection | null => {
    const picture = pictures[key];
    return picture?.state === 'sent' ? picture.inspection : null;
};

/** What the server has already. */
export function picturesOf(files: readonly StoredFile[]): Pictures {
    return Object.fromEntries(
        files.flatMap((file) => {
            const inspection = inspectionOf(file);
            return inspection ? [[file.key, { state: 'sent', inspection } as const]] : [];
        }),
    );
}
