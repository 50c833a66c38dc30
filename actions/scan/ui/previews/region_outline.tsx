import type { Host } from '@baton/kit';
import type { Box } from './onto_preview';
import type { Preview } from './preview_cache';

/** Room around the spot, and the least width and height of its outline, as shares of the page's long side. */
const margin = 0.015;
const least = 0.08;

interface RegionOutlineProps {
    host: Pick<Host, 't'>;
    box: Box;
    preview: Pick<Preview, 'width' | 'height'>;
}

/** A frame around a spot of the page, and in words where that is. The drawing has the picture's own size, and is fitted into the stage as the picture is. */
export function RegionOutline({ host, box, preview: { width, height } }: RegionOutlineProps) {
    const { left, top, right, bottom } = box;
    const long = Math.max(width, height);
    const [x, across] = widened(left, right, long, width);
    const [y, down] = widened(top, bottom, long, height);
    const frame = { x, y, width: across, height: down, rx: long / 80 };
    return (
        <svg
            class="page-picture region"
            viewBox={`0 0 ${width} ${height}`}
            role="img"
            aria-label={host.t(`region.${placeName(box, width, height)}`)}
        >
            <rect class="region-halo" {...frame} />
            <rect class="region-line" {...frame} />
        </svg>
    );
}

const places = [
    ['top_left', 'top', 'top_right'],
    ['left', 'middle', 'right'],
    ['bottom_left', 'bottom', 'bottom_right'],
] as const;

/** In which ninth of the page its middle is. */
export function placeName({ left, top, right, bottom }: Box, width: number, height: number) {
    const third = (middle: number, length: number) => Math.min(Math.max(Math.floor((3 * middle) / length), 0), 2) as 0 | 1 | 2;
    return places[third((top + bottom) / 2, height)][third((left + right) / 2, width)];
}

/** Start and length of the outline along one axis; inside the picture. */
function widened(from: number, to: number, long: number, end: number): [start: number, length: number] {
    const reach = Math.max((to - from) / 2 + margin * long, (least * long) / 2);
    const middle = (from + to) / 2;
    const inside = long / 200;
    const start = Math.max(middle - reach, inside);
    return [start, Math.min(middle + reach, end - inside) - start];
}
