import type { ShotInfo } from './capture_props';

/** Picked files as shots, in the order they were picked in. */
export const shotOfFile = (file: File): ShotInfo => ({ name: file.name, source: 'file', automatic: false, outline: null });

/** Side of a thumbnail in pixels. */
const side = 120;

/** A small picture of a file, as an address; empty for one that the browser cannot draw, as HEIC in most. Never rejects. */
export async function thumbnailOf(file: Blob): Promise<string> {
    try {
        const bitmap = await createImageBitmap(file);
        const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
        const canvas = document.createElement('canvas');
        canvas.width = Math.max(1, Math.round(bitmap.width * scale));
        canvas.height = Math.max(1, Math.round(bitmap.height * scale));
        canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
        bitmap.close();
        const address = canvas.toDataURL('image/jpeg', 0.7);
        // Safari keeps the memory of a canvas until it is small.
        canvas.width = canvas.height = 0;
        return address;
    } catch {
        return '';
    }
}
