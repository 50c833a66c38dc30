import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';

export interface FilePickerOptions {
    accept: string;
    /** Asks a phone for its camera instead of its gallery. Other devices ignore it. */
    capture?: 'environment' | 'user';
    onFile: (file: File) => void;
}

/** The browser's own dialog for one file. The same file may be chosen twice in a row. `input` has to be on the page. */
export function useFilePicker({ accept, capture, onFile }: FilePickerOptions): { input: JSX.Element; open: () => void } {
    const input = useRef<HTMLInputElement>(null);
    const chosen = () => {
        const file = input.current?.files?.[0];
        if (file) onFile(file);
        if (input.current) input.current.value = '';
    };
    return {
        input: <input ref={input} type="file" hidden accept={accept} onChange={chosen} {...(capture ? { capture } : {})} />,
        open: () => input.current?.click(),
    };
}
