import type { Host } from '@baton/kit';
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { strokesOf, withStroke, type Drawing } from '../strokes/drawing';
import { PadInput } from './pad_input';
import { SampleClock } from './sample_clock';
import { Surface } from './surface';

interface PadProps {
    host: Pick<Host, 't'>;
    drawing: Drawing;
    /** `#rrggbb`. */
    ink: string;
    /** Read out: what it is, whether there is something on it, what else the person can do. */
    label: string;
    onDrawn: (drawing: Drawing) => void;
    /** What lies on the paper, below the ink. */
    children?: ComponentChildren;
}

/** Paper to sign on. Takes whatever room it is given, and keeps its ink when that changes. */
export function Pad({ drawing, ink, label, onDrawn, children }: PadProps) {
    const paper = useRef<HTMLDivElement>(null);
    const below = useRef<HTMLCanvasElement>(null);
    const above = useRef<HTMLCanvasElement>(null);
    const surface = useRef<Surface | null>(null);
    // Two strokes may come before the page has been drawn anew with the first one.
    const latest = useRef(drawing);
    const report = useRef(onDrawn);
    report.current = onDrawn;

    useLayoutEffect(() => {
        const [target, lower, upper] = [paper.current, below.current, above.current];
        if (!target || !lower || !upper) return undefined;
        const page = new AbortController();
        const canvas = new Surface(lower, upper, ink);
        surface.current = canvas;
        let clock = SampleClock.of(latest.current, performance.timeOrigin);
        const input = new PadInput(target, canvas, {
            down() {
                target.toggleAttribute('data-drawing', true);
                if (latest.current.at > 0) return false;
                clock = new SampleClock(Date.now(), performance.timeOrigin);
                return true;
            },
            up(stroke) {
                target.toggleAttribute('data-drawing', false);
                if (!stroke) return;
                latest.current = withStroke(latest.current, stroke, canvas.currentFrame, clock.start);
                report.current(latest.current);
            },
            time: (timeStamp) => clock.time(timeStamp),
        });
        const measure = () => {
            const { width, height } = target.getBoundingClientRect();
            const { currentSize } = canvas;
            if (width === 0 || (width === currentSize.width && height === currentSize.height && canvas.isSharp(devicePixelRatio))) return;
            // What was drawn so far was drawn on the pad as it was.
            input.finish();
            canvas.resize({ width, height }, devicePixelRatio);
        };
        const observer = new ResizeObserver(measure);
        observer.observe(target);
        measure();
        input.listen(page.signal);
        document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && input.finish(), page);
        return () => {
            observer.disconnect();
            input.finish();
            page.abort();
        };
    }, [ink]);

    useLayoutEffect(() => {
        latest.current = drawing;
        surface.current?.show(strokesOf(drawing), drawing.frame);
    }, [drawing, ink]);

    return (
        <div ref={paper} class="pad paper" role="img" aria-label={label}>
            {children}
            <canvas ref={below} />
            <canvas ref={above} />
        </div>
    );
}
