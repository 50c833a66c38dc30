import { useLayoutEffect, useRef, type MutableRef } from 'preact/hooks';
import { strokesOf, withStroke, type Drawing } from '../strokes/drawing';
import { PadInput } from './pad_input';
import { SampleClock } from './sample_clock';
import { Surface } from './surface';

/** Ink on two canvases on a sheet of paper; `onDrawn` hears of every stroke that is added to `drawing`. */
export function usePad(drawing: Drawing, ink: string, onDrawn: (drawing: Drawing) => void) {
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
        const input = inputOn(target, canvas, latest, report);
        const observer = new ResizeObserver(() => fit(target, canvas, input));
        observer.observe(target);
        fit(target, canvas, input);
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

    return { paper, below, above };
}

function inputOn(
    target: HTMLElement,
    canvas: Surface,
    latest: MutableRef<Drawing>,
    report: MutableRef<(drawing: Drawing) => void>,
): PadInput {
    let clock = SampleClock.of(latest.current, performance.timeOrigin);
    return new PadInput(target, canvas, {
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
}

/** Gives the canvas the size of the pad. */
function fit(target: HTMLElement, canvas: Surface, input: PadInput): void {
    const { width, height } = target.getBoundingClientRect();
    const { currentSize } = canvas;
    if (width === 0 || (width === currentSize.width && height === currentSize.height && canvas.isSharp(devicePixelRatio))) return;
    // What was drawn so far was drawn on the pad as it was.
    input.finish();
    canvas.resize({ width, height }, devicePixelRatio);
}
