import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';

export interface FilePickerOptions {
    accept: string;
    /** Asks a phone for its camera instead of its gallery. Other devices ignore it. */
    capture?: 'environment' | 'user';
    onFile: (file: File) => void;
    /** Lets the person choose several at once; `onFile` is called for each, in their order. */
    multiple?: boolean;
}

/** The browser's own dialog for files. The same file may be chosen twice in a row. `input` has to be on the page. */
export function useFilePicker({ accept, capture, onFile, multiple = false }: FilePickerOptions): { input: JSX.Element; open: () => void } {
    const input = useRef<HTMLInputElement>(null);
    const chosen = () => {
        for (const file of [...(input.current?.files ?? [])]) onFile(file);
        if (input.current) input.current.value = '';
    };
    return {
        input: (
            <input ref={input} type="file" hidden accept={accept} multiple={multiple} onChange={chosen} {...(capture ? { capture } : {})} />
        ),
        open: () => input.current?.click(),
    };
}
