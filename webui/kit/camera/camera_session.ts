import { opposite, otherCamera, problemOf, type CameraState, type Facing, type LiveCamera } from './camera_state';
import { browserMedia, type CameraMedia, type CameraWish } from './media';

/** Members that TypeScript's DOM library does not know yet. */
type Torch = { readonly torch?: boolean };

/**
 * A camera from the person's wish for it to its end. At most one stream is open at any time, and none while the page is
 * hidden. Takes no pictures: see `still.ts`.
 */
export class CameraSession {
    private state: CameraState = { phase: 'closed' };
    private wish: CameraWish;
    /** Counts what the person asked for: an answer to anything but the latest wish is dropped. */
    private turn = 0;

    constructor(
        facing: Facing,
        private readonly onChange: (state: CameraState) => void,
        private readonly media: CameraMedia = browserMedia,
    ) {
        this.wish = { facing };
    }

    /** Opens the camera wished for, or says why there is none. Never rejects. */
    async open(wish: CameraWish = this.wish): Promise<void> {
        const turn = this.begin(wish);
        const permission = await this.media.permission();
        if (turn !== this.turn) return;
        this.show({ phase: 'opening', asks: permission !== 'granted' });
        try {
            const stream = await this.stream(wish);
            if (turn !== this.turn) return stop(stream);
            await this.live(stream, turn);
        } catch (error) {
            const name = error instanceof Error ? error.name : '';
            const problem = problemOf(name, await this.media.permission());
            if (turn === this.turn) this.show({ phase: 'problem', problem });
        }
    }

    /** The camera on the other side, or the next one of a device that does not tell its sides. */
    async turnAround(): Promise<void> {
        if (this.state.phase !== 'live') return;
        const { facing, cameras, current } = this.state;
        if (facing) return this.open({ facing: opposite(facing) });
        const next = otherCamera(cameras, current);
        if (next) await this.open({ ...this.wish, id: next.id });
    }

    choose(id: string): Promise<void> {
        return this.open({ ...this.wish, id });
    }

    async setTorch(on: boolean): Promise<void> {
        const { state } = this;
        if (state.phase !== 'live' || state.torch === null) return;
        try {
            await trackOf(state.stream)?.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] });
            if (this.state === state) this.show({ ...state, torch: on });
        } catch {
            // Some phones offer a light and then refuse it: then it is better gone than dead.
            if (this.state === state) this.show({ ...state, torch: null });
        }
    }

    /** The page went out of sight: another program may need the camera, and its lamp would worry people. */
    rest(): void {
        // While the browser asks, some call the page hidden. Its question must not be withdrawn.
        if (this.state.phase !== 'live') return;
        this.begin(this.wish);
        this.show({ phase: 'resting' });
    }

    async wake(): Promise<void> {
        if (this.state.phase === 'resting') await this.open();
    }

    /** The camera runs but gives no photo. */
    fail(): void {
        this.begin(this.wish);
        this.show({ phase: 'problem', problem: 'failed' });
    }

    close(): void {
        this.begin(this.wish);
        this.show({ phase: 'closed' });
    }

    private begin(wish: CameraWish): number {
        this.wish = wish;
        if (this.state.phase === 'live') stop(this.state.stream);
        this.turn += 1;
        return this.turn;
    }

    /** A camera that was chosen by its id may be gone by now; any other will do then. */
    private async stream(wish: CameraWish): Promise<MediaStream> {
        try {
            return await this.media.open(wish);
        } catch (error) {
            const gone = error instanceof Error && ['OverconstrainedError', 'NotFoundError'].includes(error.name);
            if (wish.id === undefined || !gone) throw error;
            this.wish = { facing: wish.facing };
            return this.media.open(this.wish);
        }
    }

    private async live(stream: MediaStream, turn: number): Promise<void> {
        const track = trackOf(stream);
        // The names of the cameras are only told once one of them is open.
        const cameras = await this.media.cameras().catch(() => []);
        if (turn !== this.turn) return stop(stream);
        if (!track || track.readyState === 'ended') return this.show({ phase: 'problem', problem: 'lost' });
        track.addEventListener('ended', () => this.lost(turn));
        const { deviceId = '', facingMode } = track.getSettings();
        const facing = facingMode === 'user' || facingMode === 'environment' ? facingMode : undefined;
        const capabilities = (track.getCapabilities?.() ?? {}) as Torch;
        const torch = capabilities.torch ? false : null;
        const live: LiveCamera = { phase: 'live', stream, cameras, current: deviceId, facing, torch };
        this.show(live);
    }

    /** Not called for a track that is stopped by us: browsers tell only of what others end. */
    private lost(turn: number): void {
        if (turn !== this.turn) return;
        this.turn += 1;
        if (this.state.phase === 'live') stop(this.state.stream);
        this.show({ phase: 'problem', problem: 'lost' });
    }

    private show(state: CameraState): void {
        this.state = state;
        this.onChange(state);
    }
}

export const trackOf = (stream: MediaStream): MediaStreamTrack | undefined => stream.getVideoTracks()[0];

function stop(stream: MediaStream): void {
    for (const track of stream.getTracks()) track.stop();
}
