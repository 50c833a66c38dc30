import type { Strings } from '../kit/strings';

/** What the server writes into `data-boot` of the action page. Every address is complete: it carries the base. */
export interface Boot {
    /** Path prefix of the server, without a slash at its end: `""` or `"/prefix"`. */
    readonly base: string;
    readonly session: string;
    readonly locale: string;
    readonly dir: 'ltr' | 'rtl';
    /** Entry module of the action, and its strings in the page's language if it has any. */
    readonly entry: string;
    readonly strings: string | null;
    readonly shell_strings: Strings;
}

export function readBoot(app: HTMLElement): Boot {
    return JSON.parse(app.dataset['boot'] ?? '') as Boot;
}
