import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';

export interface FilePickerOptions {
    accept: string;
    /** Asks a phone for its camera instead of its gallery. Other devices ignore it. */
    capture?: 'environment' | 'user' | undefined;
    /** One file. */
    onFile: (file: File) => void;
    /** Lets several files be chosen at once, and takes them all in place of `onFile`; never none. */
    onFiles?: ((files: readonly File[]) => void) | undefined;
}

/** The browser's own dialog for files. The same file may be chosen twice in a row. `input` has to be on the page. */
export function useFilePicker({ accept, capture, onFile, onFiles }: FilePickerOptions): { input: JSX.Element; open: () => void } {
    const input = useRef<HTMLInputElement>(null);
    const chosen = () => {
        const files = [...(input.current?.files ?? [])];
        const [first] = files;
        if (first) onFiles ? onFiles(files) : onFile(first);
        if (input.current) input.current.value = '';
    };
    return {
        input: <input ref={input} type="file" hidden accept={accept} multiple={onFiles !== undefined} onChange={chosen} {...(capture ? { capture } : {})} />,
        open: () => input.current?.click(),
    };
}
