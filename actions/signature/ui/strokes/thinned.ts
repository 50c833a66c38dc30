import { countSamples, type Sample, type Stroke } from './stroke';

/** The tolerance that it begins with, CSS px: nobody sees a tenth of one. */
const finest = 0.05;
/** Where even the samples of a straight line are gone. CSS px. */
const coarsest = 1e6;

/**
 * The same drawing with at most `most` samples, as far as its strokes allow: each keeps its ends. Samples that say
 * least go first, those nearest to the straight line between their neighbours.
 */
export function thinned(strokes: readonly Stroke[], most: number): readonly Stroke[] {
    let kept = strokes;
    for (let tolerance = finest; countSamples(kept) > most && tolerance < coarsest; tolerance *= 2) {
        kept = kept.map((stroke) => withoutStraight(stroke, tolerance));
    }
    return kept;
}

/** Never two in a row: what was near the line may be far from the one between those that are left. */
function withoutStraight(stroke: Stroke, tolerance: number): Stroke {
    let dropped = false;
    return stroke.filter((sample, index) => {
        const [before, after] = [stroke[index - 1], stroke[index + 1]];
        dropped = !dropped && before !== undefined && after !== undefined && fromLine(before, sample, after) <= tolerance;
        return !dropped;
    });
}

function fromLine(start: Sample, at: Sample, end: Sample): number {
    const [dx, dy] = [end.x - start.x, end.y - start.y];
    const length = Math.hypot(dx, dy);
    if (length === 0) return Math.hypot(at.x - start.x, at.y - start.y);
    return Math.abs(dx * (at.y - start.y) - dy * (at.x - start.x)) / length;
}
