import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

interface PanelFrameProps {
    title: string;
    onClose: () => void;
    children: ComponentChildren;
}

/** Stands in place of the tools; takes the focus when it opens, and Escape closes it. */
export function PanelFrame({ title, onClose, children }: PanelFrameProps) {
    const heading = useRef<HTMLHeadingElement>(null);
    useLayoutEffect(() => heading.current?.focus({ preventScroll: true }), []);
    const close = (event: KeyboardEvent) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
    };
    return (
        <section class="panel" aria-label={title} onKeyDown={close}>
            <h2 ref={heading} class="visually-hidden" tabIndex={-1}>
                {title}
            </h2>
            {children}
        </section>
    );
}
