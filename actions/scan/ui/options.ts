import type { SessionInfo } from '@baton/kit';
import { modes, type Mode } from './model/page';

/** What the session asks for. */
export interface ScanOptions {
    /** True if the person may make several documents. */
    readonly several: boolean;
    readonly mode: Mode;
    readonly quality: 'off' | 'warn' | 'block';
    /** Pages over all documents. */
    readonly mostPages: number;
}

export function optionsOf({ options, limits }: Pick<SessionInfo, 'options' | 'limits'>): ScanOptions {
    const { document_mode, mode, quality } = options;
    return {
        several: document_mode === 'multi',
        mode: modes.find((known) => known === mode) ?? 'auto',
        quality: quality === 'off' || quality === 'block' ? quality : 'warn',
        mostPages: limits.max_files,
    };
}
