import type { ComponentChildren } from 'preact';
import type { Viewfinder } from './use_viewfinder';

interface ShutterProps {
    view: Viewfinder;
    label: string;
    /** True while it would lead nowhere, though the camera is ready. It can still be reached. */
    idle?: boolean;
    /** Drawn over it. */
    children?: ComponentChildren;
    onPress: () => void;
}

/** The large round button that takes the photo. */
export function Shutter({ view, label, idle = false, children, onPress }: ShutterProps) {
    const off = !view.ready || view.taking || idle;
    return (
        <button ref={view.shutter} type="button" class="shutter" aria-label={label} aria-disabled={off} onClick={() => !off && onPress()}>
            {children}
        </button>
    );
}
