import { describe, expect, it, vi } from 'vitest';
import { CameraSession } from './camera_session';
import type { CameraPermission, CameraState } from './camera_state';
import { constraintsFor, largestPhoto, type CameraMedia, type CameraWish } from './media';

class FakeTrack extends EventTarget {
    readyState = 'live';
    readonly applyConstraints = vi.fn(async () => undefined);

    constructor(
        private readonly settings: object,
        private readonly capabilities: object,
    ) {
        super();
    }

    readonly stop = () => {
        this.readyState = 'ended';
    };
    readonly getSettings = () => this.settings;
    readonly getCapabilities = () => this.capabilities;
}

function fakeStream(settings: object = { deviceId: 'back', facingMode: 'environment' }, capabilities: object = {}) {
    const track = new FakeTrack(settings, capabilities);
    return { track, stream: { getTracks: () => [track], getVideoTracks: () => [track] } as unknown as MediaStream };
}

const named = (name: string) => Object.assign(new Error(name), { name });
const cameras = [
    { id: 'back', label: 'Back' },
    { id: 'front', label: 'Front' },
];

function fixture(replies: (MediaStream | Error)[], permission: CameraPermission = 'granted') {
    const wishes: CameraWish[] = [];
    const states: CameraState[] = [];
    const media: CameraMedia = {
        open: async (wish) => {
            wishes.push(wish);
            const reply = replies.shift() ?? named('NotFoundError');
            if (reply instanceof Error) throw reply;
            return reply;
        },
        cameras: async () => cameras,
        permission: async () => permission,
    };
    const session = new CameraSession('environment', (state) => states.push(state), media);
    return { session, wishes, states, last: () => states[states.length - 1] };
}

describe('CameraSession', () => {
    it('opens the camera on the side that was asked for', async () => {
        const { stream } = fakeStream();
        const { session, wishes, states } = fixture([stream], 'prompt');
        await session.open();
        expect(wishes).toEqual([{ facing: 'environment' }]);
        expect(states[0]).toEqual({ phase: 'opening', asks: true });
        expect(states[1]).toEqual({ phase: 'live', stream, cameras, current: 'back', facing: 'environment', torch: null });
    });

    it('says why there is none', async () => {
        const { session, last } = fixture([named('NotAllowedError')], 'denied');
        await session.open();
        expect(last()).toEqual({ phase: 'problem', problem: 'denied' });
    });

    it('turns around, and stops the camera it had', async () => {
        const back = fakeStream();
        const front = fakeStream({ deviceId: 'front', facingMode: 'user' });
        const { session, wishes, last } = fixture([back.stream, front.stream]);
        await session.open();
        await session.turnAround();
        expect(back.track.readyState).toBe('ended');
        expect(wishes[1]).toEqual({ facing: 'user' });
        expect(last()).toMatchObject({ current: 'front', facing: 'user' });
    });

    it('goes to the next camera where no side is told', async () => {
        const { session, wishes } = fixture([fakeStream({ deviceId: 'back' }).stream, fakeStream({ deviceId: 'front' }).stream]);
        await session.open();
        await session.turnAround();
        expect(wishes[1]).toMatchObject({ id: 'front' });
    });

    it('takes any camera if the chosen one is gone', async () => {
        const { session, wishes, last } = fixture([named('OverconstrainedError'), fakeStream().stream]);
        await session.choose('gone');
        expect(wishes).toEqual([{ facing: 'environment', id: 'gone' }, { facing: 'environment' }]);
        expect(last()).toMatchObject({ phase: 'live' });
    });

    it('notices a camera that goes away', async () => {
        const { stream, track } = fakeStream();
        const { session, last } = fixture([stream]);
        await session.open();
        track.dispatchEvent(new Event('ended'));
        expect(last()).toEqual({ phase: 'problem', problem: 'lost' });
    });

    it('rests while the page is hidden and comes back with it', async () => {
        const first = fakeStream();
        const { session, last } = fixture([first.stream, fakeStream().stream]);
        await session.open();
        session.rest();
        expect([last(), first.track.readyState]).toEqual([{ phase: 'resting' }, 'ended']);
        await session.wake();
        expect(last()).toMatchObject({ phase: 'live' });
    });

    it('drops a camera that comes after the person has left', async () => {
        const { stream, track } = fakeStream();
        const { session, last } = fixture([stream]);
        const opening = session.open();
        session.close();
        await opening;
        expect(last()).toEqual({ phase: 'closed' });
        const late = fixture([stream]);
        const pending = late.session.open();
        await Promise.resolve();
        await Promise.resolve();
        late.session.close();
        await pending;
        expect([late.last(), track.readyState]).toEqual([{ phase: 'closed' }, 'ended']);
    });

    it('switches the light on and off where there is one', async () => {
        const { stream, track } = fakeStream(undefined, { torch: true });
        const { session, last } = fixture([stream]);
        await session.open();
        expect(last()).toMatchObject({ torch: false });
        await session.setTorch(true);
        expect(track.applyConstraints).toHaveBeenCalledWith({ advanced: [{ torch: true }] });
        expect(last()).toMatchObject({ torch: true });
        track.applyConstraints.mockRejectedValueOnce(new Error('no'));
        await session.setTorch(false);
        expect(last()).toMatchObject({ torch: null });
    });
});

describe('constraintsFor', () => {
    it('asks for the largest frames only where a frame becomes the photo', () => {
        expect(constraintsFor({ facing: 'user' }, false).video).toMatchObject({ facingMode: { ideal: 'user' }, width: { ideal: 4032 } });
        expect(constraintsFor({ facing: 'user', id: 'x' }, true).video).toMatchObject({ deviceId: { exact: 'x' }, width: { ideal: 1920 } });
    });
});

it('asks for the largest photo where the camera tells it', () => {
    expect(largestPhoto({ imageWidth: { max: 4000 }, imageHeight: { max: 3000 } })).toEqual({ imageWidth: 4000, imageHeight: 3000 });
    expect(largestPhoto({ imageWidth: { max: 0 }, imageHeight: {} })).toBeUndefined();
    expect(largestPhoto({})).toBeUndefined();
});
