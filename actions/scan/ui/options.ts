import type { SessionInfo } from '@baton/kit';
import type { Mode } from './model/page';

/** What the session asks for. */
export interface ScanOptions {
    /** True if the person may make several documents. */
    readonly several: boolean;
    readonly mode: Mode;
    readonly quality: 'off' | 'warn' | 'block';
    /** Pages over all documents. */
    readonly mostPages: number;
}

/** The server has checked them and filled in the defaults. */
export function optionsOf({ options, limits }: Pick<SessionInfo, 'options' | 'limits'>): ScanOptions {
    const { document_mode, mode, quality } = options;
    return {
        several: document_mode === 'multi',
        mode: mode as Mode,
        quality: quality as ScanOptions['quality'],
        mostPages: limits.max_files,
    };
}
