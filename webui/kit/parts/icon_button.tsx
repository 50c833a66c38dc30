import { Icon, type IconName } from './icon';

interface IconButtonProps {
    icon: IconName;
    /** What it does: read out, and shown by browsers with a mouse. */
    label: string;
    /** For a button that is on or off. */
    pressed?: boolean;
    /** True while it has nothing to do. It can still be reached: who has just used it with a keyboard must not lose the focus. */
    idle?: boolean;
    onClick: () => void;
}

/** A round button for places where words would cover the picture; anywhere else use Button. */
export function IconButton({ icon, label, pressed, idle = false, onClick }: IconButtonProps) {
    const states = { ...(pressed === undefined ? {} : { 'aria-pressed': pressed }), ...(idle ? { 'aria-disabled': true } : {}) };
    return (
        <button type="button" class="icon-button" aria-label={label} title={label} {...states} onClick={() => !idle && onClick()}>
            <Icon name={icon} />
        </button>
    );
}
