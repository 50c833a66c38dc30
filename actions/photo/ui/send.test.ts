import { failure, type Host } from '@baton/kit';
import { expect, it, vi } from 'vitest';
import type { Picture } from './picture';
import type { PhotoEvent } from './screen_state';
import { sendPicture } from './send';

const picture: Picture = { file: new Blob(['x']), uploaded: false, url: 'blob:1', name: 'a.jpg', size: 1 };

async function events(sent: Picture, host: Partial<Host>): Promise<PhotoEvent[]> {
    const seen: PhotoEvent[] = [];
    const complete = { upload: vi.fn(), submit: vi.fn(), finish: vi.fn(), ...host } as unknown as Host;
    await sendPicture(complete, sent, (event) => seen.push(event), new AbortController().signal);
    return seen;
}

it('uploads, submits and finishes', async () => {
    const finish = vi.fn();
    expect(await events(picture, { finish })).toEqual([{ type: 'uploaded' }, { type: 'submitted' }]);
    expect(finish).toHaveBeenCalledOnce();
});

it('does not upload what the server has', async () => {
    const upload = vi.fn();
    await events({ ...picture, uploaded: true }, { upload });
    expect(upload).not.toHaveBeenCalled();
});

it('reports a failure and does not go on', async () => {
    const submit = vi.fn();
    const upload = vi.fn().mockRejectedValue(failure('unsupported'));
    expect(await events(picture, { upload, submit })).toEqual([{ type: 'failed', kind: 'unsupported', code: '' }]);
    expect(submit).not.toHaveBeenCalled();
});

it('remembers that the picture arrived when only the submission failed', async () => {
    const submit = vi.fn().mockRejectedValue(failure('network'));
    expect(await events(picture, { submit })).toEqual([{ type: 'uploaded' }, { type: 'failed', kind: 'network', code: '' }]);
});
