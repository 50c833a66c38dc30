/** Longest side of a thumbnail, pixels: a third of a phone's display, at its density. */
const side = 320;

/**
 * Small pictures of what was taken on this phone, for the time until the server has one. One picture is opened at a time,
 * since each needs the memory of all its pixels.
 */
export class Thumbnails {
    private readonly urls = new Map<string, string>();
    private last: Promise<void> = Promise.resolve();

    constructor(private readonly changed: () => void) {}

    url(key: string): string | undefined {
        return this.urls.get(key);
    }

    make(key: string, blob: Blob): void {
        this.last = this.last.then(async () => {
            const small = await reduced(blob);
            if (!small) return;
            this.urls.set(key, URL.createObjectURL(small));
            this.changed();
        });
    }

    drop(key: string): void {
        const url = this.urls.get(key);
        if (url) URL.revokeObjectURL(url);
        this.urls.delete(key);
    }

    clear(): void {
        for (const key of [...this.urls.keys()]) this.drop(key);
    }
}

/** Null for a picture that this browser cannot draw: HEIC in most of them. */
async function reduced(blob: Blob): Promise<Blob | null> {
    try {
        const bitmap = await createImageBitmap(blob, { resizeWidth: side, resizeQuality: 'medium' });
        const canvas = document.createElement('canvas');
        canvas.width = bitmap.width;
        canvas.height = bitmap.height;
        canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
        bitmap.close();
        return await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.8));
    } catch {
        return null;
    }
}
