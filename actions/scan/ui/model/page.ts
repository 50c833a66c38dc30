/** Pixels of the upright picture, pixel centres at integers. */
export type Point = readonly [x: number, y: number];
/** Top left, top right, bottom right, bottom left of the page at rotation 0. */
export type Quad = readonly [Point, Point, Point, Point];

export const modes = ['auto', 'color', 'gray', 'bw', 'photo'] as const;
export type Mode = (typeof modes)[number];
export const rotations = [0, 90, 180, 270] as const;
/** Degrees clockwise. */
export type Rotation = (typeof rotations)[number];

/** How the page is turned: so that its text stands upright as far as the server could tell, or as the person chose. */
export type Turn = 'detected' | Rotation;

/** What of the picture is the page: what the server found, all of it, or what the person has drawn. */
export type Crop = 'detected' | 'whole' | Quad;

/** Why the server will never take the picture of a page. */
export type Refusal = 'unsupported' | 'too_large' | 'pixels' | 'quota' | 'lost';

export interface Page {
    /** `p<n>`, the key of its picture; never used for another picture. */
    readonly key: string;
    readonly crop: Crop;
    readonly mode: Mode;
    readonly rotation: Turn;
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

/** What the server found in the picture of a page. */
export interface Found {
    /** Null: no page. */
    readonly quad: Quad | null;
    /** By which the page found, or else the whole picture, stands upright; 0 too if that could not be told. */
    readonly rotation: Rotation;
}

/** `found`: null as long as the server has not looked at the picture. */
export function parametersOf(page: Page, found: Found | null): PageParameters {
    const { key, crop, mode } = page;
    return {
        key,
        quad: crop === 'detected' ? (found?.quad ?? null) : crop === 'whole' ? null : crop,
        mode,
        rotation: rotationOf(page, found),
    };
}

export const rotationOf = ({ rotation }: Pick<Page, 'rotation'>, found: Found | null): Rotation =>
    rotation === 'detected' ? (found?.rotation ?? 0) : rotation;

/** The same parameters have the same name. */
export const nameOf = ({ key, quad, mode, rotation }: PageParameters): string =>
    `${key} ${quad ? quad.join() : 'whole'} ${mode} ${rotation}`;

export const turned = (rotation: Rotation, by: 90 | 270): Rotation => ((rotation + by) % 360) as Rotation;
