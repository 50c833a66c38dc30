import { useLayoutEffect, useRef } from 'preact/hooks';
import { familyOf, type Face } from './faces';

interface WrittenProps {
    text: string;
    face: Face;
    ink: string;
}

/** A text in a handwriting, on one line, as large as its style says or as the line allows. */
export function Written({ text, face, ink }: WrittenProps) {
    const line = useRef<HTMLSpanElement>(null);
    useLayoutEffect(() => {
        const element = line.current;
        if (!element) return undefined;
        const fit = () => fitLine(element);
        const observer = new ResizeObserver(fit);
        observer.observe(element);
        document.fonts.addEventListener('loadingdone', fit);
        fit();
        return () => {
            observer.disconnect();
            document.fonts.removeEventListener('loadingdone', fit);
        };
    }, [text, face]);
    return (
        <span ref={line} class="written" style={{ fontFamily: `"${familyOf(face)}", cursive`, color: ink }}>
            <span dir="auto">{text}</span>
        </span>
    );
}

/** Swashes reach out of the width that a text counts for. */
const withoutSwashes = 0.94;

function fitLine(line: HTMLElement): void {
    const words = line.firstElementChild as HTMLElement;
    words.style.fontSize = '';
    const [room, needed] = [line.clientWidth * withoutSwashes, words.offsetWidth];
    if (needed > room && room > 0) words.style.fontSize = `${(room / needed) * 100}%`;
}
