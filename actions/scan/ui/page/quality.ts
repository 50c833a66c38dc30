import type { Inspection } from '../model/inspection';
import type { ScanOptions } from '../options';

export type Fault = 'blur' | 'glare' | 'dark' | 'far' | 'cutoff' | 'poor';

export interface Quality {
    readonly fault: Fault;
    /** The page cannot be handed in like this. */
    readonly blocks: boolean;
}

/** The server's words for what is wrong with a picture; others are `poor`. */
const faults: Readonly<Record<string, Fault>> = { blur: 'blur', glare: 'glare', dark: 'dark', resolution: 'far', cutoff: 'cutoff' };

/** Null for a page that is fine, or of which nothing is known. */
export function qualityOf(inspection: Inspection | null, { quality }: Pick<ScanOptions, 'quality'>): Quality | null {
    if (quality === 'off' || !inspection || inspection.verdict === 'ok' || inspection.verdict === 'unknown') return null;
    return { fault: faults[inspection.reason] ?? 'poor', blocks: quality === 'block' && inspection.verdict === 'bad' };
}
