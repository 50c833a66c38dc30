import type { StoredFile } from '@baton/kit';
import { rotations, type Found } from './page';

export type Verdict = 'ok' | 'warn' | 'bad' | 'unknown';

/** Left, top, width, height. */
export type Region = readonly [x: number, y: number, width: number, height: number];

/** What the server found in a picture when it arrived. Pixels of the upright picture. */
export interface Inspection extends Found {
    readonly width: number;
    readonly height: number;
    readonly verdict: Verdict;
    /** Why the verdict is not `ok`, in the server's word for it. */
    readonly reason: string;
    /** Where that is to be seen; null: everywhere, or nobody knows. */
    readonly region: Region | null;
}

/** Null for a file without one, which is none of the page's pictures. */
export function inspectionOf({ info }: Pick<StoredFile, 'info'>): Inspection | null {
    const { width, height, quad, rotation, quality } = (info ?? {}) as Record<string, unknown>;
    if (typeof width !== 'number' || typeof height !== 'number') return null;
    const { verdict, reason, region } = (quality ?? {}) as Record<string, unknown>;
    return {
        width,
        height,
        quad: Array.isArray(quad) && quad.length === 4 ? (quad as unknown as Found['quad']) : null,
        rotation: rotations.find((known) => known === rotation) ?? 0,
        verdict: verdict === 'ok' || verdict === 'warn' || verdict === 'bad' ? verdict : 'unknown',
        reason: typeof reason === 'string' ? reason : '',
        region: Array.isArray(region) && region.length === 4 ? (region as unknown as Region) : null,
    };
}
