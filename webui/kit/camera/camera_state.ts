/** Which way a camera looks: away from the person, or at them. */
export type Facing = 'environment' | 'user';

/**
 * Why there is no picture. `denied`: the person or a policy said no, for good. `dismissed`: the question was closed
 * without an answer. `none`: no camera. `busy`: another program has it. `lost`: it went away while it was in use.
 */
export type CameraProblem = 'denied' | 'dismissed' | 'none' | 'busy' | 'lost' | 'failed';

/** What the browser knows of the person's answer; `unknown` where it does not tell. */
export type CameraPermission = 'granted' | 'prompt' | 'denied' | 'unknown';

export interface Camera {
    readonly id: string;
    /** The browser's name for it, in the language of the phone; empty before the person has agreed. */
    readonly label: string;
}

export interface LiveCamera {
    readonly phase: 'live';
    readonly stream: MediaStream;
    /** Every camera of the device, the current one included. */
    readonly cameras: readonly Camera[];
    readonly current: string;
    /** Undefined where the camera does not say, as on desktops. */
    readonly facing: Facing | undefined;
    /** Whether its light is on; null for a camera without one. */
    readonly torch: boolean | null;
}

export type CameraState =
    /** `asks`: the browser is about to put its question. */
    | { readonly phase: 'opening'; readonly asks: boolean }
    | LiveCamera
    /** The page is not visible: the camera is off and comes back with it. */
    | { readonly phase: 'resting' }
    | { readonly phase: 'problem'; readonly problem: CameraProblem }
    | { readonly phase: 'closed' };

const problems: Readonly<Record<string, CameraProblem>> = {
    NotFoundError: 'none',
    DevicesNotFoundError: 'none',
    OverconstrainedError: 'none',
    NotReadableError: 'busy',
    TrackStartError: 'busy',
    AbortError: 'busy',
    SecurityError: 'denied',
};

/** What a rejected getUserMedia means. A refusal is only final if the browser would not ask again. */
export function problemOf(errorName: string, permission: CameraPermission): CameraProblem {
    if (errorName === 'NotAllowedError' || errorName === 'PermissionDeniedError') {
        return permission === 'prompt' ? 'dismissed' : 'denied';
    }
    return problems[errorName] ?? 'failed';
}

/** The camera after `current`, round and round; undefined if there is no other. */
export function otherCamera(cameras: readonly Camera[], current: string): Camera | undefined {
    const index = cameras.findIndex(({ id }) => id === current);
    const next = cameras[(index + 1) % cameras.length];
    return next && next.id !== current ? next : undefined;
}

export const opposite = (facing: Facing): Facing => (facing === 'user' ? 'environment' : 'user');
