import type { Box } from '../strokes/stroke';
import { pointAt, splineBetween } from './curve';
import type { InkLine } from './ink_line';

/** What is used of a canvas' context; its colours and its transform are the caller's. */
export type Brush = Pick<
    CanvasRenderingContext2D,
    'beginPath' | 'moveTo' | 'lineTo' | 'stroke' | 'arc' | 'fill' | 'lineWidth' | 'lineCap' | 'lineJoin'
>;

/** Curves are drawn in straight pieces of at most so many CSS px, each as wide as the ink is in its middle. */
const pieceLength = 1.5;
/** Pieces whose widths differ by no more than nobody sees are drawn as one. CSS px. */
const sameWidth = 0.08;

/** Draws a whole stroke. */
export function paintLine(brush: Brush, line: InkLine): void {
    if (line.length === 1) paintDot(brush, line);
    else paintCurves(brush, line, 0, line.length - 1, true);
}

export function paintDot(brush: Brush, { dot }: InkLine): void {
    brush.beginPath();
    brush.arc(dot.x, dot.y, dot.width / 2, 0, 2 * Math.PI);
    brush.fill();
}

/** Draws the curves that begin at the nodes `from` … `to` − 1. */
export function paintCurves(brush: Brush, line: InkLine, from: number, to: number, ended: boolean): void {
    brush.lineCap = brush.lineJoin = 'round';
    let open = false;
    let last = { x: 0, y: 0 };
    for (let index = from; index < to; index += 1) {
        const [start, end] = [line.node(index, ended), line.node(index + 1, ended)];
        const curve = splineBetween(line.place(index - 1), start, end, line.place(index + 2));
        const pieces = Math.max(1, Math.ceil(Math.hypot(end.x - start.x, end.y - start.y) / pieceLength));
        if (index === from) last = start;
        for (let piece = 1; piece <= pieces; piece += 1) {
            const width = start.width + ((end.width - start.width) * (piece - 0.5)) / pieces;
            if (!open || Math.abs(width - brush.lineWidth) > sameWidth) {
                if (open) brush.stroke();
                open = true;
                brush.beginPath();
                brush.moveTo(last.x, last.y);
                brush.lineWidth = width;
            }
            last = pointAt(curve, piece / pieces);
            brush.lineTo(last.x, last.y);
        }
    }
    if (open) brush.stroke();
}

/** What the curves from node `from` on can have touched, with room for how far a curve swings out of its nodes. */
export function boxOfCurves(line: InkLine, from: number): Box {
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let index = Math.max(0, from - 1); index < line.length; index += 1) {
        const { x, y } = line.place(index) ?? { x: 0, y: 0 };
        [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
    }
    const room = 8 + Math.max(right - left, bottom - top) / 4;
    return { left: left - room, top: top - room, right: right + room, bottom: bottom + room };
}
