import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { failure } from '../failure';
import type { Host } from '../host';
import { DraftKeeper, savedDraft, type DraftStamp } from './draft_keeper';

interface Draft extends DraftStamp {
    readonly text: string;
}

const draftOf = (text: string, saved: number): Draft => ({ text, saved });
const work = (text: string) => JSON.stringify(draftOf(text, 0));
const isDraft = (draft: unknown): draft is Draft => typeof (draft as Draft | null)?.saved === 'number';

describe('the keeper of drafts', () => {
    beforeEach(() => void vi.useFakeTimers());
    afterEach(() => void vi.useRealTimers());

    const keep = vi.fn<Host['keep']>().mockResolvedValue();
    const texts = (saveDraft: { mock: { calls: unknown[][] } }) => saveDraft.mock.calls.map(([draft]) => (draft as Draft).text);

    it('keeps every change on the phone, and sends the last of several', async () => {
        keep.mockClear();
        const saveDraft = vi.fn<Host['saveDraft']>().mockResolvedValue();
        const keeper = new DraftKeeper({ keep, saveDraft });
        for (const text of ['a', 'ab', 'abc']) keeper.save(work(text));
        expect(keep).toHaveBeenCalledTimes(3);
        expect(saveDraft).not.toHaveBeenCalled();
        await vi.advanceTimersByTimeAsync(1000);
        expect(texts(saveDraft)).toEqual(['abc']);
    });

    it('sends one at a time, and then only the latest', async () => {
        let arrived = () => {};
        const saveDraft = vi.fn<Host['saveDraft']>().mockImplementation(() => new Promise<void>((resolve) => (arrived = resolve)));
        const keeper = new DraftKeeper({ keep, saveDraft });
        for (const text of ['a', 'b', 'c']) {
            keeper.save(work(text));
            await vi.advanceTimersByTimeAsync(1000);
        }
        expect(texts(saveDraft)).toEqual(['a']);
        arrived();
        await vi.advanceTimersByTimeAsync(0);
        expect(texts(saveDraft)).toEqual(['a', 'c']);
    });

    it('takes a failure quietly, and tries again with the next change', async () => {
        const saveDraft = vi.fn<Host['saveDraft']>().mockRejectedValueOnce(failure('network')).mockResolvedValue();
        const keeper = new DraftKeeper({ keep, saveDraft });
        keeper.save(work('a'));
        await vi.advanceTimersByTimeAsync(1000);
        keeper.flush();
        await vi.advanceTimersByTimeAsync(0);
        expect(texts(saveDraft)).toEqual(['a', 'a']);
    });

    it('saves nothing once it was stopped, and goes on when it is resumed', async () => {
        const saveDraft = vi.fn<Host['saveDraft']>().mockResolvedValue();
        const keeper = new DraftKeeper({ keep, saveDraft });
        keeper.save(work('a'));
        keeper.stop();
        keeper.flush();
        await vi.advanceTimersByTimeAsync(1000);
        expect(saveDraft).not.toHaveBeenCalled();
        keeper.resume();
        await vi.advanceTimersByTimeAsync(1000);
        expect(texts(saveDraft)).toEqual(['a']);
    });
});

describe('the saved draft', () => {
    const saved = (server: unknown, phone: unknown) =>
        savedDraft(
            {
                loadDraft: <T>() => server as T | null,
                pending: async () =>
                    phone === null
                        ? null
                        : { blob: new Blob([typeof phone === 'string' ? phone : JSON.stringify(phone)]), name: '', sending: false },
            },
            isDraft,
        );

    it('is the later of both', async () => {
        expect(await saved(draftOf('server', 1), draftOf('phone', 2))).toMatchObject({ text: 'phone' });
        expect(await saved(draftOf('server', 2), draftOf('phone', 1))).toMatchObject({ text: 'server' });
    });

    it('is the one there is', async () => {
        expect(await saved(null, draftOf('phone', 1))).toMatchObject({ text: 'phone' });
        expect(await saved(draftOf('server', 1), null)).toMatchObject({ text: 'server' });
        expect(await saved(draftOf('server', 1), '{broken')).toMatchObject({ text: 'server' });
        expect(await saved(null, null)).toBeNull();
        expect(await saved({ other: true }, draftOf('phone', 1))).toMatchObject({ text: 'phone' });
    });
});
