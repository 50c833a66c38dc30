import { useLayoutEffect, useRef } from 'preact/hooks';
import { boxOf, type Stroke } from '../strokes/stroke';
import { InkLine } from './ink_line';
import { paintLine } from './paint';

interface InkPictureProps {
    strokes: readonly Stroke[];
    ink: string;
    alt: string;
}

/** Around the ink, as a part of the room there is. */
const margin = 0.1;

/** A drawing to look at, as large as the room allows. */
export function InkPicture({ strokes, ink, alt }: InkPictureProps) {
    const canvas = useRef<HTMLCanvasElement>(null);
    useLayoutEffect(() => {
        const element = canvas.current;
        if (!element) return undefined;
        const observer = new ResizeObserver(() => paint(element, strokes, ink));
        observer.observe(element);
        paint(element, strokes, ink);
        return () => observer.disconnect();
    }, [strokes, ink]);
    return <canvas ref={canvas} class="ink-picture" role="img" aria-label={alt} />;
}

function paint(canvas: HTMLCanvasElement, strokes: readonly Stroke[], ink: string): void {
    const { clientWidth, clientHeight } = canvas;
    const [context, box] = [canvas.getContext('2d'), boxOf(strokes)];
    canvas.width = Math.round(clientWidth * devicePixelRatio);
    canvas.height = Math.round(clientHeight * devicePixelRatio);
    if (!context || !box) return;
    const room = 1 - 2 * margin;
    const [width, height] = [Math.max(1, box.right - box.left), Math.max(1, box.bottom - box.top)];
    const scale = Math.min(1.5, (clientWidth * room) / width, (clientHeight * room) / height);
    context.scale(devicePixelRatio, devicePixelRatio);
    context.translate(clientWidth / 2, clientHeight / 2);
    context.scale(scale, scale);
    context.translate(-(box.left + box.right) / 2, -(box.top + box.bottom) / 2);
    context.fillStyle = context.strokeStyle = ink;
    for (const stroke of strokes) paintLine(context, InkLine.of(stroke));
}
