import { failure, type Host } from '@baton/kit';
import { expect, it, vi } from 'vitest';
import type { PageParameters } from '../model/page';
import { RenderQueue } from './render_queue';

const page = (key: string, more: Partial<PageParameters> = {}): PageParameters => ({ key, quad: null, mode: 'auto', rotation: 0, ...more });
const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

/** A server that answers when told to. */
function fixture() {
    const open: { args: PageParameters; answer: () => void; signal: AbortSignal }[] = [];
    const operation = vi.fn((_name: string, args: unknown, options?: { signal?: AbortSignal }) => {
        const signal = options?.signal as AbortSignal;
        return new Promise<unknown>((resolve, reject) => {
            open.push({ args: args as PageParameters, answer: () => resolve({}), signal });
            signal.addEventListener('abort', () => reject(failure('aborted')));
        });
    });
    return { open, operation, queue: new RenderQueue({ operation: operation as Host['operation'] }) };
}

it('makes two pages at a time, and each only once', async () => {
    const { open, queue } = fixture();
    for (const key of ['p1', 'p2', 'p3', 'p1']) queue.want(page(key));
    expect(open.map(({ args }) => args.key)).toEqual(['p1', 'p2']);
    open[0]?.answer();
    await settled();
    expect(open.map(({ args }) => args.key)).toEqual(['p1', 'p2', 'p3']);
    queue.want(page('p1'));
    expect(queue.left).toBe(2);
});

it('makes only the latest of several changes', async () => {
    const { open, queue } = fixture();
    queue.want(page('p1'));
    queue.want(page('p1', { rotation: 90 }));
    queue.want(page('p1', { rotation: 180 }));
    await settled();
    expect(open.map(({ args, signal }) => [args.rotation, signal.aborted])).toEqual([
        [0, true],
        [180, false],
    ]);
});

it('tells when all is made, also if some of it was not', async () => {
    const { open, queue } = fixture();
    queue.want(page('p1'));
    const finished = queue.finished();
    queue.drop('p1');
    await finished;
    expect(open[0]?.signal.aborted).toBe(true);
    await queue.finished();
});

it('makes a page again that could not be made', async () => {
    const operation = vi.fn().mockRejectedValueOnce(failure('processing')).mockResolvedValue({});
    const queue = new RenderQueue({ operation });
    queue.want(page('p1'));
    await queue.finished();
    queue.want(page('p1'));
    await queue.finished();
    queue.want(page('p1'));
    expect(operation).toHaveBeenCalledTimes(2);
});
