import type { PendingFile, StoredFile } from '../host';

/** A picture that the person has chosen, and how far it is on its way to the server. */
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
export function releasePicture(picture: Picture): void {
    if (picture.file) URL.revokeObjectURL(picture.url);
}
