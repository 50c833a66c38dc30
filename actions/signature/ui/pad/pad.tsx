import type { Host } from '@baton/kit';
import type { ComponentChildren } from 'preact';
import type { Drawing } from '../strokes/drawing';
import { usePad } from './use_pad';

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
    const { paper, below, above } = usePad(drawing, ink, onDrawn);
    return (
        <div ref={paper} class="pad paper" role="img" aria-label={label}>
            {children}
            <canvas ref={below} />
            <canvas ref={above} />
        </div>
    );
}
