import { failure, type Host } from '@baton/kit';
import { afterEach, expect, it, vi } from 'vitest';
import type { PageParameters } from '../model/page';
import { PreviewCache } from './preview_cache';

const page = (key: string): PageParameters => ({ key, quad: null, mode: 'auto', rotation: 0 });
const settled = () => new Promise((resolve) => setTimeout(resolve, 5));
const file = { blob: new Blob(['x']), reply: { width: 1, height: 2, mode: 'bw' as const, skew: 0 } };
const cacheOf = (operationFile: unknown) => new PreviewCache({ operationFile: operationFile as Host['operationFile'] }, () => undefined);

afterEach(() => void vi.restoreAllMocks());

it('asks once, and has the picture from then on', async () => {
    const operationFile = vi.fn(async () => file);
    const cache = cacheOf(operationFile);
    cache.want(page('p1'), 320);
    await settled();
    cache.want(page('p1'), 320);
    expect(operationFile).toHaveBeenCalledExactlyOnceWith('preview', { ...page('p1'), max_px: 320 }, expect.anything());
    expect(cache.get(page('p1'), 320)).toMatchObject({ width: 1, height: 2, mode: 'bw', url: expect.stringMatching(/^blob:/) });
    expect(cache.get(page('p1'), 1200)).toBeUndefined();
});

it('shows first what was asked for last, and nothing that nobody looks at', async () => {
    const asked: string[] = [];
    const open: (() => void)[] = [];
    const cache = cacheOf(
        (_name: string, { key }: PageParameters) => new Promise((resolve) => (asked.push(key), open.push(() => resolve(file)))),
    );
    for (const key of ['p1', 'p2', 'p3', 'p4', 'p5']) cache.want(page(key), 320);
    cache.leave(page('p4'), 320);
    open.forEach((answer) => answer());
    await settled();
    expect(asked).toEqual(['p1', 'p2', 'p5', 'p3']);
});

it('asks again after a failure', async () => {
    const operationFile = vi.fn().mockRejectedValueOnce(failure('processing')).mockResolvedValue(file);
    const cache = cacheOf(operationFile);
    cache.want(page('p1'), 320);
    await settled();
    expect(cache.hasFailed(page('p1'), 320)).toBe(true);
    cache.want(page('p1'), 320);
    await settled();
    expect(cache.get(page('p1'), 320)).toBeDefined();
});

it('keeps a bounded number, and frees the others', async () => {
    const freed = vi.spyOn(URL, 'revokeObjectURL').mockImplementation(() => undefined);
    const cache = cacheOf(async () => file);
    for (let n = 0; n < 100; n += 1) cache.want(page(`p${n}`), 320);
    await settled();
    expect(freed).toHaveBeenCalledTimes(10);
    cache.clear();
    expect(freed).toHaveBeenCalledTimes(100);
});
