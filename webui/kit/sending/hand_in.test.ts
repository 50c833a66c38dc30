import { expect, it, vi } from 'vitest';
import { failure } from '../failure';
import type { Host } from '../host';
import type { Picture } from '../picture/picture';
import { handIn, type SendEvent } from './hand_in';

const picture: Picture = { file: new Blob(['x']), uploaded: false, url: 'blob:1', name: 'a.jpg', size: 1 };
const data = { a: 1 };

async function events(sent: Picture | null, host: Partial<Host>): Promise<SendEvent[]> {
    const seen: SendEvent[] = [];
    const complete = { upload: vi.fn(), submit: vi.fn(), finish: vi.fn(), ...host } as unknown as Host;
    const result = sent ? { data, upload: { key: 'k', picture: sent } } : { data };
    await handIn(complete, result, (event) => seen.push(event), new AbortController().signal);
    return seen;
}

it('uploads, submits and finishes', async () => {
    const [upload, submit, finish] = [vi.fn(), vi.fn(), vi.fn()];
    expect(await events(picture, { upload, submit, finish })).toEqual([{ type: 'uploaded' }, { type: 'submitted' }]);
    expect(upload).toHaveBeenCalledWith('k', picture.file, expect.anything());
    expect(submit).toHaveBeenCalledWith(data, expect.anything());
    expect(finish).toHaveBeenCalledOnce();
});

it('does not upload what the server has, nor what is not there', async () => {
    const upload = vi.fn();
    await events({ ...picture, uploaded: true }, { upload });
    expect(await events(null, { upload })).toEqual([{ type: 'uploaded' }, { type: 'submitted' }]);
    expect(upload).not.toHaveBeenCalled();
});

it('reports a failure and does not go on', async () => {
    const submit = vi.fn();
    const refused = failure('unsupported');
    const upload = vi.fn().mockRejectedValue(refused);
    expect(await events(picture, { upload, submit })).toEqual([{ type: 'failed', failure: refused }]);
    expect(submit).not.toHaveBeenCalled();
});

it('remembers that the picture arrived when only the submission failed', async () => {
    const lost = failure('network');
    const submit = vi.fn().mockRejectedValue(lost);
    expect(await events(picture, { submit })).toEqual([{ type: 'uploaded' }, { type: 'failed', failure: lost }]);
});
