import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Point, Quad } from '../model/page';
import type { Size } from './quad';
import { toStage, type View } from './view';

/** CSS px. */
const side = 128;
/** From the finger to the middle of the loupe. */
const above = 112;
/** Against the picture on the stage. */
const zoom = 2.5;

interface LoupeProps {
    image: { readonly current: HTMLImageElement | null };
    view: View;
    quad: Quad;
    /** Pixels of the picture. */
    point: Point;
    stage: Size;
}

/** What the finger hides: the spot under it, magnified, above the hand or beside it where there is no room. */
export function Loupe({ image, view, quad, point, stage }: LoupeProps) {
    const canvas = useRef<HTMLCanvasElement>(null);
    const at = toStage(view, point);
    const [left, top] = placeOf(at, stage);
    useLayoutEffect(() => {
        const context = canvas.current?.getContext('2d');
        if (context && image.current) paint(context, image.current, view, quad, at);
    });
    const density = Math.min(devicePixelRatio, 3);
    return (
        <canvas
            ref={canvas}
            class="loupe"
            aria-hidden="true"
            width={side * density}
            height={side * density}
            style={{ transform: `translate(${left}px, ${top}px)` }}
        />
    );
}

/** Top left of the loupe, inside the stage and clear of the finger. */
export function placeOf([x, y]: Point, stage: Size): Point {
    const fits = y - above - side / 2 >= 0;
    const beside = x > stage.width / 2 ? x - above : x + above;
    const middle: Point = fits ? [x, y - above] : [beside, y];
    const inside = (value: number, most: number) => Math.min(Math.max(value - side / 2, 0), Math.max(0, most - side));
    return [inside(middle[0], stage.width), inside(middle[1], stage.height)];
}

function paint(context: CanvasRenderingContext2D, image: HTMLImageElement, view: View, quad: Quad, at: Point): void {
    const { width } = context.canvas;
    const { size, rotation, scale, middle } = view;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = '#000';
    context.fillRect(0, 0, width, width);
    const magnified = (width / side) * zoom;
    // Stage coordinates, with the spot in the middle.
    context.setTransform(magnified, 0, 0, magnified, width / 2 - at[0] * magnified, width / 2 - at[1] * magnified);
    context.save();
    context.translate(...middle);
    context.rotate((rotation * Math.PI) / 180);
    context.imageSmoothingQuality = 'high';
    context.drawImage(image, (-size.width / 2) * scale, (-size.height / 2) * scale, size.width * scale, size.height * scale);
    context.restore();
    context.beginPath();
    for (const [x, y] of quad.map((corner) => toStage(view, corner))) context.lineTo(x, y);
    context.closePath();
    context.lineWidth = 2 / zoom;
    context.strokeStyle = '#4da3ff';
    context.stroke();
    crosshair(context, at);
}

function crosshair(context: CanvasRenderingContext2D, [x, y]: Point): void {
    const arm = 9 / zoom;
    context.beginPath();
    context.moveTo(x - arm, y);
    context.lineTo(x + arm, y);
    context.moveTo(x, y - arm);
    context.lineTo(x, y + arm);
    context.lineWidth = 1.5 / zoom;
    context.strokeStyle = '#fff';
    context.stroke();
}
