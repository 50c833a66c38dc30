export type ScanIconName =
    | 'crop'
    | 'filter'
    | 'rotate'
    | 'move'
    | 'insert'
    | 'back'
    | 'next'
    | 'earlier'
    | 'later'
    | 'whole'
    | 'detected'
    | 'pages'
    | 'documents';

/** The drawings of `styles/icons.css`; hidden from screen readers like the shell's. */
export function ScanIcon({ name }: { name: ScanIconName }) {
    return <span class={`icon icon-${name}`} aria-hidden="true" />;
}
