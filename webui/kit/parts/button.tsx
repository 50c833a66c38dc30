import type { ComponentChildren } from 'preact';
import { useFilePicker, type FilePickerOptions } from './file_picker';
import { Icon, type IconName } from './icon';

interface Look {
    /** One `primary` per screen: what most people will want next. */
    look?: 'primary' | 'secondary' | 'quiet';
    icon?: IconName;
    children: ComponentChildren;
}

export function Button({ look = 'primary', icon, children, onClick }: Look & { onClick: () => void }) {
    return (
        <button type="button" class={look === 'primary' ? 'button' : `button button-${look}`} onClick={onClick}>
            {icon && <Icon name={icon} />}
            <span>{children}</span>
        </button>
    );
}

/** A button that asks for one file. */
export function FileButton({ accept, capture, onFile, ...look }: Look & FilePickerOptions) {
    const picker = useFilePicker({ accept, onFile, ...(capture ? { capture } : {}) });
    return (
        <>
            {picker.input}
            <Button {...look} onClick={picker.open} />
        </>
    );
}
