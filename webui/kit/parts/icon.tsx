/** The drawings of the shell's style sheet (`icon-<name>`). */
export type IconName =
    | 'camera'
    | 'camera_off'
    | 'picture'
    | 'file'
    | 'send'
    | 'again'
    | 'turn'
    | 'torch'
    | 'close'
    | 'done'
    | 'clock'
    | 'unknown'
    | 'error'
    | 'offline'
    | 'phones'
    | 'cookie'
    | 'undo'
    | 'redo'
    | 'clear'
    | 'pen'
    | 'keyboard';

/** Always beside words that say the same, so it is hidden from screen readers. */
export function Icon({ name }: { name: IconName }) {
    return <span class={`icon icon-${name}`} aria-hidden="true" />;
}
