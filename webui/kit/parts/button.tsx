import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
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

interface FileButtonProps extends Look {
    accept: string;
    /** Asks a phone for its camera instead of its gallery. Other devices ignore it. */
    capture?: 'environment' | 'user';
    onFile: (file: File) => void;
}

/** A button that asks for one file. The same file may be chosen twice in a row. */
export function FileButton({ accept, capture, onFile, ...look }: FileButtonProps) {
    const input = useRef<HTMLInputElement>(null);
    const chosen = () => {
        const file = input.current?.files?.[0];
        if (file) onFile(file);
        if (input.current) input.current.value = '';
    };
    return (
        <>
            <input ref={input} type="file" hidden accept={accept} onChange={chosen} {...(capture ? { capture } : {})} />
            <Button {...look} onClick={() => input.current?.click()} />
        </>
    );
}
