import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

interface ScreenProps {
    title: string;
    lead?: string;
    /** What the screen is about: a picture, a drawing. Beside the words where the display is low. */
    stage?: ComponentChildren;
    /** Messages and progress, between the stage and the buttons. */
    children?: ComponentChildren;
    actions?: ComponentChildren;
    /** False for the first screen after the page was loaded: there the browser's own start is right. */
    takeFocus?: boolean;
}

/** One step of an action. Give each step a `key`: a new one moves the focus to its title, so that it is read out. */
export function Screen({ title, lead, stage, children, actions, takeFocus = true }: ScreenProps) {
    const heading = useRef<HTMLHeadingElement>(null);
    useLayoutEffect(() => {
        document.title = title;
        if (!takeFocus) return;
        heading.current?.focus({ preventScroll: true });
        scrollTo(0, 0);
    }, []);
    return (
        <section class="screen">
            <div class="screen-words">
                <h1 ref={heading} tabIndex={-1}>
                    {title}
                </h1>
                {lead && <p class="lead">{lead}</p>}
            </div>
            {stage && <div class="stage">{stage}</div>}
            <div class="screen-foot">
                {children}
                {actions && <div class="actions">{actions}</div>}
            </div>
        </section>
    );
}
