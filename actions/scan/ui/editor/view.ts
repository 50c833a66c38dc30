import type { Point, Rotation } from '../model/page';
import type { Size } from './quad';

/** Where a picture lies on the display: CSS px of the stage per pixel of the picture, turned about the stage's middle. */
export interface View {
    readonly size: Size;
    readonly rotation: Rotation;
    readonly scale: number;
    /** Middle of the stage. */
    readonly middle: Point;
}

/** The whole picture as large as the stage allows, `margin` px clear of its edges. */
export function viewOf(size: Size, rotation: Rotation, stage: Size, margin: number): View {
    const lying = rotation % 180 !== 0;
    const [width, height] = lying ? [size.height, size.width] : [size.width, size.height];
    const scale = Math.max(Math.min((stage.width - 2 * margin) / width, (stage.height - 2 * margin) / height), 0.001);
    return { size, rotation, scale, middle: [stage.width / 2, stage.height / 2] };
}

/** Pixel of the picture → CSS px of the stage. */
export function toStage({ size, rotation, scale, middle }: View, [x, y]: Point): Point {
    const [dx, dy] = turnedBy([(x - (size.width - 1) / 2) * scale, (y - (size.height - 1) / 2) * scale], rotation);
    return [middle[0] + dx, middle[1] + dy];
}

/** A way on the display, CSS px → the same in pixels of the picture. */
export function wayInPicture({ rotation, scale }: View, [dx, dy]: Point): Point {
    const [x, y] = turnedBy([dx, dy], ((360 - rotation) % 360) as Rotation);
    return [x / scale, y / scale];
}

/** The way of an arrow key on the display, by `step` pixels of the picture; null for any other key. */
export function arrowWay({ rotation }: Pick<View, 'rotation'>, key: string, step: number): Point | null {
    const ways: Readonly<Record<string, Point>> = {
        ArrowLeft: [-step, 0],
        ArrowRight: [step, 0],
        ArrowUp: [0, -step],
        ArrowDown: [0, step],
    };
    const way = ways[key];
    return way ? turnedBy(way, ((360 - rotation) % 360) as Rotation) : null;
}

/** Where a corner or side of the unturned page is to be seen: 0 top left or top, clockwise. */
export const seenIndex = (index: number, rotation: Rotation): number => (index + rotation / 90) % 4;

/** Clockwise, y down. Never -0, which would be read out as such. */
function turnedBy([x, y]: Point, rotation: Rotation): Point {
    switch (rotation) {
        case 0:
            return [x, y];
        case 90:
            return [0 - y, x];
        case 180:
            return [0 - x, 0 - y];
        case 270:
            return [y, 0 - x];
    }
}
