import type { ShutterPhase } from './auto_shutter';
import type { Seen } from './use_sights';

interface OutlineOverlayProps {
    seen: Seen;
    phase: ShutterPhase;
    /** Whether the picture below is shown mirrored. */
    mirrored: boolean;
}

/** The page's outline over the picture. The drawing has the picture's own size, and is fitted into the view as the video is. */
export function OutlineOverlay({ seen: { sight, width, height }, phase, mirrored }: OutlineOverlayProps) {
    if (!sight.outline) return null;
    const points = sight.outline.map(([x, y]) => `${(x * width).toFixed(1)},${(y * height).toFixed(1)}`).join(' ');
    return (
        <svg
            class={`capture-outline capture-${phase} ${mirrored ? 'camera-mirror' : ''}`}
            viewBox={`0 0 ${width} ${height}`}
            aria-hidden="true"
        >
            <polygon class="capture-outline-halo" points={points} />
            <polygon class="capture-outline-line" points={points} />
        </svg>
    );
}

/** Round the shutter: how much of the time that a page has to rest is over. */
export function ProgressRing({ progress }: { progress: number }) {
    return (
        <svg class="capture-ring" viewBox="0 0 100 100" aria-hidden="true">
            <circle cx="50" cy="50" r="47" pathLength="100" stroke-dasharray={`${(100 * progress).toFixed(1)} 100`} />
        </svg>
    );
}
