import type { Host } from '@baton/kit';

/** Corners TL, TR, BR, BL as seen in the picture; x and y are shares (0 to 1) of its width and height. */
export type Outline = readonly (readonly [x: number, y: number])[];

export interface ShotInfo {
    /** Name of the file: the person's own for a picked one. */
    readonly name: string;
    readonly source: 'camera' | 'file';
    /** True if the page was taken without the shutter being pressed. */
    readonly automatic: boolean;
    /** Where the live outline saw the page, to draw something before the server has answered; null if it did not. */
    readonly outline: Outline | null;
}

export interface CaptureViewProps {
    readonly host: Host;
    /** Whether the page may show a camera: `await hasCamera()`. Without one there are buttons for files and the camera app. */
    readonly live: boolean;
    /** Pages so far, and how many there may be. The view takes no more than that. */
    readonly pageCount: number;
    readonly limit: number;
    /** True if the next page is one in place of another: then it is neither counted nor told as one more. */
    readonly replacing?: boolean;
    /** One page: the untouched bytes of the camera or of the file. Several files that were picked at once come one after another. */
    readonly onShot: (blob: Blob, info: ShotInfo) => void;
    /** The person leaves, without wishing to see the pages. */
    readonly onClose: () => void;
    /** The person wants to see the pages; offered as soon as there is one. */
    readonly onReview: () => void;
}
