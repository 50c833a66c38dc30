import type { PendingFile, StoredFile } from '@baton/kit';

/** The key under which the page sends its only file; the action's processor looks for the same one. */
export const photoKey = 'photo';

export interface Picture {
    /** Null for a picture that the server had before the page was opened. */
    readonly file: Blob | null;
    /** True once the server has it: what is left is to hand it in. */
    readonly uploaded: boolean;
    /** Object URL or an address of the server, for the preview. */
    readonly url: string;
    readonly name: string;
    /** Bytes. */
    readonly size: number;
}

export function pictureOfFile(file: File): Picture {
    return { file, uploaded: false, url: URL.createObjectURL(file), name: file.name, size: file.size };
}

export function pictureOfPending({ blob, name }: PendingFile): Picture {
    return { file: blob, uploaded: false, url: URL.createObjectURL(blob), name, size: blob.size };
}

export function pictureOfStored(stored: StoredFile, url: string): Picture {
    return { file: null, uploaded: true, url, name: '', size: stored.size };
}

/** Frees the memory behind the preview. */
export function release(picture: Picture): void {
    if (picture.file) URL.revokeObjectURL(picture.url);
}
