import { contrastOf } from './contrast';
import { findEdges } from './edges';
import type { Frame } from './frame';
import { alignedTo, movement, type Quad } from './geometry';
import { findLines } from './lines';
import { findQuads, type Candidate } from './quads';
import { refined } from './refine';

export interface Detection {
    readonly quad: Quad;
    /** 0 to 1. */
    readonly confidence: number;
}

/** Below it there is no page, for all that can be told. */
export const leastConfidence = 0.5;
/** Quads that are looked at closely. */
const finalists = 16;

// decision 0080
/**
 * The page in a frame, for the live outline; null if none is seen. The truth about a page is the server's: this one has
 * to be quick, and calm from frame to frame. `previous`, where the page was last, wins against what is as good.
 */
export function detectPage(frame: Frame, previous: Quad | null = null): Detection | null {
    const edges = findEdges(frame);
    const candidates = findQuads(findLines(edges), frame.width, frame.height, finalists);
    let best: { candidate: Candidate; confidence: number; score: number } | null = null;
    for (const candidate of candidates) {
        const confidence = confidenceOf(candidate, frame);
        const same = previous !== null && movement(previous, alignedTo(previous, candidate.quad)) < 0.05;
        const score = confidence + 0.5 * Math.sqrt(candidate.share) + (same ? 0.1 : 0);
        if (!best || score > best.score) best = { candidate, confidence, score };
    }
    if (!best || best.confidence < leastConfidence) return null;
    return { quad: refined(best.candidate.quad, edges), confidence: best.confidence };
}

function confidenceOf({ quad, border, overrun }: Candidate, frame: Frame): number {
    const { step, brighter } = contrastOf(quad, frame);
    const seen = ramp(border, 0.45, 0.9);
    const apart = ramp(step, 1, 14);
    return Math.max(0, Math.min(1, 0.15 + 0.5 * seen + 0.25 * apart + 0.2 * brighter - 0.4 * overrun - (apart === 0 ? 0.4 : 0)));
}

const ramp = (value: number, from: number, to: number): number => Math.max(0, Math.min(1, (value - from) / (to - from)));
