/** Pixels of the upright picture, pixel centres at integers. */
export type Point = readonly [x: number, y: number];
/** Top left, top right, bottom right, bottom left of the page at rotation 0. */
export type Quad = readonly [Point, Point, Point, Point];

export const modes = ['auto', 'color', 'gray', 'bw', 'photo'] as const;
export type Mode = (typeof modes)[number];
/** Degrees clockwise. */
export type Rotation = 0 | 90 | 180 | 270;

/** What of the picture is the page: what the server found, all of it, or what the person has drawn. */
export type Crop = 'detected' | 'whole' | Quad;

/** Why the server will never take the picture of a page. */
export type Refusal = 'unsupported' | 'too_large' | 'pixels' | 'quota' | 'lost';

export interface Page {
    /** `p<n>`, the key of its picture; never used for another picture. */
    readonly key: string;
    readonly crop: Crop;
    readonly mode: Mode;
    readonly rotation: Rotation;
    readonly refused?: Refusal;
}

/** What makes the final page out of its picture: arguments of the operations, and a page of the submission. */
export interface PageParameters {
    readonly key: string;
    /** Null: the whole picture. */
    readonly quad: Quad | null;
    readonly mode: Mode;
    readonly rotation: Rotation;
}

export function parametersOf({ key, crop, mode, rotation }: Page, detected: Quad | null): PageParameters {
    return { key, quad: crop === 'detected' ? detected : crop === 'whole' ? null : crop, mode, rotation };
}

/** The same parameters have the same name. */
export const nameOf = ({ key, quad, mode, rotation }: PageParameters): string => `${key} ${quad ? quad.join() : 'whole'} ${mode} ${rotation}`;

export const turned = (rotation: Rotation, by: 90 | 270): Rotation => ((rotation + by) % 360) as Rotation;
