import { Icon, type IconName } from './icon';

interface IconButtonProps {
    icon: IconName;
    /** What it does: read out, and shown by browsers with a mouse. */
    label: string;
    /** For a button that is on or off. */
    pressed?: boolean;
    onClick: () => void;
}

/** A round button for places where words would cover the picture; anywhere else use Button. */
export function IconButton({ icon, label, pressed, onClick }: IconButtonProps) {
    return (
        <button type="button" class="icon-button" aria-label={label} title={label} {...(pressed === undefined ? {} : { 'aria-pressed': pressed })} onClick={onClick}>
            <Icon name={icon} />
        </button>
    );
}
