import { InkLine } from '../ink/ink_line';
import { boxOfCurves, paintCurves, paintDot, paintLine } from '../ink/paint';
import { boxOf, type Box, type Sample, type Size, type Stroke } from '../strokes/stroke';
import { fitted, holds, identity, toFrame, type View } from './view';

/** More device pixels for each CSS px than anybody can see, but every one of them costs memory. */
const mostDensity = 3;

// decision 0060
/**
 * The ink on the pad, on two canvases of the same place. Below is what can no longer change: the strokes, and of the one
 * that is being drawn all but its end. Above is that end, which is drawn anew with each sample. All calls draw at once.
 */
export class Surface {
    private readonly below: CanvasRenderingContext2D;
    private readonly above: CanvasRenderingContext2D;
    private size: Size = { width: 0, height: 0 };
    private density = 1;
    private frame: Size = { width: 0, height: 0 };
    private view: View = identity;
    private drawn: readonly Stroke[] = [];
    private line: InkLine | null = null;
    /** Curves of the line that are on the lower canvas. */
    private settled = 0;
    private soiled: Box | null = null;

    constructor(
        below: HTMLCanvasElement,
        above: HTMLCanvasElement,
        private readonly colour: string,
    ) {
        this.below = contextOf(below);
        this.above = contextOf(above);
    }

    get currentSize(): Size {
        return this.size;
    }

    /** The frame that a stroke which begins now is in. */
    get currentFrame(): Size {
        return this.frame;
    }

    /** The pad has got another size, or its display another density. What was being drawn is dropped. */
    resize(size: Size, density: number): void {
        this.size = size;
        this.density = Math.min(density, mostDensity);
        for (const { canvas } of [this.below, this.above]) {
            canvas.width = Math.round(size.width * this.density);
            canvas.height = Math.round(size.height * this.density);
        }
        this.line = null;
        this.soiled = null;
        this.look(fitted(this.frame, boxOf(this.drawn), size));
    }

    isSharp(density: number): boolean {
        return this.density === Math.min(density, mostDensity);
    }

    /** Has these strokes on the pad, in a frame of that size. The view only changes if it would cut something off. */
    show(strokes: readonly Stroke[], frame: Size): void {
        const sameFrame = frame.width === this.frame.width && frame.height === this.frame.height;
        const added = strokes.length >= this.drawn.length && this.drawn.every((stroke, index) => stroke === strokes[index]);
        const box = boxOf(strokes);
        // Strokes that come back by redo, or by undoing a clear, were drawn on the pad as it was then.
        const kept = sameFrame && holds(this.view, box, this.size);
        this.frame = frame;
        if (kept && added) {
            for (const stroke of strokes.slice(this.drawn.length)) paintLine(this.below, InkLine.of(stroke));
            this.drawn = strokes;
            return;
        }
        this.drawn = strokes;
        this.look(kept && box ? this.view : fitted(frame, box, this.size));
    }

    /** Begins with an empty pad, which becomes the frame. */
    renew(): void {
        this.frame = this.size;
        this.drawn = [];
        this.look(identity);
    }

    /** A place on the pad, in CSS px, as one in the frame. */
    place(x: number, y: number): { x: number; y: number } {
        return toFrame(this.view, x, y);
    }

    begin(): void {
        this.line = new InkLine();
        this.settled = 0;
    }

    extend(samples: readonly Sample[]): void {
        const { line } = this;
        if (!line) return;
        for (const sample of samples) line.add(sample);
        const settled = line.settled;
        paintCurves(this.below, line, this.settled, settled, false);
        this.settled = settled;
        this.wipe();
        if (line.length === 1) paintDot(this.above, line);
        else paintCurves(this.above, line, settled, line.length - 1, false);
        this.soiled = boxOfCurves(line, settled);
    }

    /** The stroke is complete: its end gets its final form. */
    end(stroke: Stroke): void {
        const { line } = this;
        this.wipe();
        this.line = null;
        if (!line) return;
        if (line.length === 1) paintDot(this.below, line);
        else paintCurves(this.below, line, this.settled, line.length - 1, true);
        this.drawn = [...this.drawn, stroke];
    }

    /** What was being drawn was no stroke. */
    drop(): void {
        this.wipe();
        this.line = null;
        this.look(this.view);
    }

    private look(view: View): void {
        this.view = view;
        const { scale, x, y } = view;
        for (const context of [this.below, this.above]) {
            context.setTransform(1, 0, 0, 1, 0, 0);
            context.clearRect(0, 0, context.canvas.width, context.canvas.height);
            context.setTransform(scale * this.density, 0, 0, scale * this.density, x * this.density, y * this.density);
            context.fillStyle = context.strokeStyle = this.colour;
        }
        for (const stroke of this.drawn) paintLine(this.below, InkLine.of(stroke));
    }

    private wipe(): void {
        if (!this.soiled) return;
        const { left, top, right, bottom } = this.soiled;
        this.above.clearRect(left, top, right - left, bottom - top);
        this.soiled = null;
    }
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
    // Every browser that runs the shell has one.
    return canvas.getContext('2d') as CanvasRenderingContext2D;
}
