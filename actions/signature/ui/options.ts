import type { SessionInfo } from '@baton/kit';

/** How a person may sign, in the order in which the page offers it. */
export const methods = ['draw', 'type', 'upload'] as const;
export type Method = (typeof methods)[number];

/** The options that the page heeds; see ../README.md. */
export interface SignatureOptions {
    readonly methods: readonly Method[];
    /** Least way of the pen, CSS px. */
    readonly minInk: number;
    /** Empty if the backend does not say. */
    readonly signerName: string;
    /** `#rrggbb`. */
    readonly ink: string;
}

/** The server has checked them and filled in the defaults. */
export function optionsOf({ options }: Pick<SessionInfo, 'options'>): SignatureOptions {
    const allowed = options['methods'] as readonly Method[];
    return {
        methods: methods.filter((method) => allowed.includes(method)),
        minInk: Number(options['min_ink']),
        signerName: String(options['signer_name'] ?? ''),
        ink: String(options['ink']),
    };
}

/** Ink too light for white paper is shown on dark paper. Relative luminance as of WCAG 2.2. */
export function needsDarkPaper(ink: string): boolean {
    const [red, green, blue] = [1, 3, 5].map((at) => linear(parseInt(ink.slice(at, at + 2), 16) / 255));
    return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0) > 0.4;
}

const linear = (channel: number) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4);
