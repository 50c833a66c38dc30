import type { ComponentChildren } from 'preact';
import { useFilePicker, type FilePickerOptions } from './file_picker';
import { Icon, type IconName } from './icon';

interface Look {
    /** One `primary` per screen: what most people will want next. */
    look?: 'primary' | 'secondary' | 'quiet';
    icon?: IconName;
    children: ComponentChildren;
}

interface ButtonProps extends Look {
    /** True while it would lead nowhere: it looks so, but can be pressed, and should then say what is missing. */
    idle?: boolean;
    onClick: () => void;
}

export function Button({ look = 'primary', icon, idle = false, children, onClick }: ButtonProps) {
    return (
        <button
            type="button"
            class={look === 'primary' ? 'button' : `button button-${look}`}
            {...(idle ? { 'aria-disabled': true } : {})}
            onClick={onClick}
        >
            {icon && <Icon name={icon} />}
            <span>{children}</span>
        </button>
    );
}

/** A button that asks for a file, or for several. */
export function FileButton({ accept, capture, onFile, multiple = false, ...look }: Look & FilePickerOptions) {
    const picker = useFilePicker({ accept, onFile, multiple, ...(capture ? { capture } : {}) });
    return (
        <>
            {picker.input}
            <Button {...look} onClick={picker.open} />
        </>
    );
}
