import type { Size } from '../editor/quad';
import type { Region } from '../model/inspection';
import type { PageParameters, Point, Quad } from '../model/page';
import type { Preview } from './preview_cache';

/** Left, top, right and bottom edge, pixels of a preview. */
export interface Box {
    readonly left: number;
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
}

/**
 * Where a part of the original lies on the page that was made of it: around all of it, inside the page. Null if no tenth
 * of it is there. The same way as the server's: the page's corners to those of a rectangle, then level.
 */
export function ontoPreview(
    region: Region,
    { quad, rotation }: Pick<PageParameters, 'quad' | 'rotation'>,
    original: Size,
    preview: Pick<Preview, 'width' | 'height' | 'skew'>,
): Box | null {
    const { width, height } = preview;
    const straight = ontoSquare(turnedQuad(quad ?? edges([0, 0, original.width, original.height]), rotation));
    const angle = (preview.skew * Math.PI) / 180;
    const corners = edges(region).map((point): Point => {
        const [u, v] = straight(point);
        const [x, y] = [(u - 0.5) * width, (v - 0.5) * height];
        return [width / 2 + x * Math.cos(angle) + y * Math.sin(angle), height / 2 - x * Math.sin(angle) + y * Math.cos(angle)];
    });
    const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
    const all = { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
    const seen = {
        left: Math.max(all.left, 0),
        top: Math.max(all.top, 0),
        right: Math.min(all.right, width),
        bottom: Math.min(all.bottom, height),
    };
    return areaOf(seen) > areaOf(all) / 10 ? seen : null;
}

const areaOf = ({ left, top, right, bottom }: Box) => Math.max(right - left, 0) * Math.max(bottom - top, 0);

/** The outer corners of its pixels, whose centres are at integers. */
const edges = ([x, y, width, height]: Region): Quad => [
    [x - 0.5, y - 0.5],
    [x + width - 0.5, y - 0.5],
    [x + width - 0.5, y + height - 0.5],
    [x - 0.5, y + height - 0.5],
];

/** The page turned clockwise: another corner is the top left one. */
function turnedQuad(quad: Quad, rotation: PageParameters['rotation']): Quad {
    const first = 4 - rotation / 90;
    return [0, 1, 2, 3].map((index) => quad[(first + index) % 4]) as unknown as Quad;
}

/** The homography that takes the corners of a quad to those of the unit square (Heckbert 1989, section 2.2.3), inverted. */
function ontoSquare([[x0, y0], [x1, y1], [x2, y2], [x3, y3]]: Quad): (point: Point) => Point {
    const [sx, sy] = [x0 - x1 + x2 - x3, y0 - y1 + y2 - y3];
    const [dx1, dx2, dy1, dy2] = [x1 - x2, x3 - x2, y1 - y2, y3 - y2];
    const det = dx1 * dy2 - dx2 * dy1;
    const g = (sx * dy2 - dx2 * sy) / det;
    const h = (dx1 * sy - sx * dy1) / det;
    const [a, b, c] = [x1 - x0 + g * x1, x3 - x0 + h * x3, x0];
    const [d, e, f] = [y1 - y0 + g * y1, y3 - y0 + h * y3, y0];
    // The adjugate; a common factor of its elements is of no account.
    return ([x, y]) => {
        const w = (d * h - e * g) * x + (b * g - a * h) * y + (a * e - b * d);
        return [((e - f * h) * x + (c * h - b) * y + (b * f - c * e)) / w, ((f * g - d) * x + (a - c * g) * y + (c * d - a * f)) / w];
    };
}
