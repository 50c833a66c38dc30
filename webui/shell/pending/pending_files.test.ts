import { describe, expect, it } from 'vitest';
import { failure } from '../../kit/failure';
import type { FailureKind, StoredFile } from '../../kit/host';
import type { PendingDatabase } from './database';
import { PendingFiles } from './pending_files';
import type { PendingRecord } from './record';

type Row = { record: PendingRecord; blob: Blob };

class MemoryDatabase implements PendingDatabase {
    readonly rows = new Map<string, Row>();
    readonly writes: string[] = [];

    async put(record: PendingRecord, blob: Blob) {
        this.writes.push('put');
        this.rows.set(`${record.session}/${record.key}`, { record, blob });
    }
    async mark(record: PendingRecord) {
        this.writes.push('mark');
        const row = this.rows.get(`${record.session}/${record.key}`);
        if (row) row.record = record;
    }
    async get(session: string, key: string) {
        return this.rows.get(`${session}/${key}`) ?? null;
    }
    async remove(session: string, key: string) {
        this.rows.delete(`${session}/${key}`);
    }
    async sweep(over: (record: PendingRecord) => boolean) {
        for (const [id, { record }] of this.rows) if (over(record)) this.rows.delete(id);
    }
}

const broken: PendingDatabase = { put: no, mark: no, get: no, remove: no, sweep: no };
async function no(): Promise<never> {
    throw new Error('QuotaExceededError');
}

const blob = new Blob(['four']);
const stored = (size: number, sha256 = 'b'): StoredFile => ({ key: 'photo', size, sha256, content_type: 'image/jpeg' });
const sent = async () => stored(4);

/** As the page finds things after a reload: the same database, nothing in memory. */
function reloaded(database: PendingDatabase, files: StoredFile[] = []) {
    const pending = new PendingFiles('s', database);
    pending.update(files, 1000, 0);
    return pending;
}

describe('PendingFiles', () => {
    it('keeps a file over a reload, with its name', async () => {
        const database = new MemoryDatabase();
        await reloaded(database).keep('photo', blob, 'a.jpg', false);
        expect(await reloaded(database).get('photo')).toEqual({ blob, name: 'a.jpg', sending: false });
        expect(await reloaded(database).get('other')).toBeNull();
    });

    it('knows after a crash that it was being sent, and does not copy it again for that', async () => {
        const database = new MemoryDatabase();
        const pending = reloaded(database);
        await pending.keep('photo', blob, 'a.jpg', false);
        void pending.during('photo', blob, () => new Promise(() => undefined));
        await pending.get('photo');
        expect(await reloaded(database).get('photo')).toMatchObject({ name: 'a.jpg', sending: true });
        expect(database.writes).toEqual(['put', 'mark']);
    });

    it('lets go of a file that has arrived', async () => {
        const database = new MemoryDatabase();
        expect(await reloaded(database).during('photo', blob, sent)).toEqual(stored(4));
        expect(database.rows.size).toBe(0);
    });

    it('does not let go of a file that was chosen while another was sent', async () => {
        const pending = reloaded(new MemoryDatabase());
        const next = new Blob(['next']);
        await pending.during('photo', blob, async () => {
            await pending.keep('photo', next, 'b.jpg', false);
            return stored(4);
        });
        expect(await pending.get('photo')).toMatchObject({ name: 'b.jpg' });
    });

    it.each<[FailureKind, unknown]>([
        ['unsupported', null],
        ['too_large', null],
        ['network', { blob, name: '', sending: true }],
        ['busy', { blob, name: '', sending: true }],
        ['aborted', { blob, name: '', sending: false }],
        ['elsewhere', { blob, name: '', sending: false }],
        ['error', { blob, name: '', sending: false }],
    ])('after %s', async (kind, expected) => {
        const database = new MemoryDatabase();
        await expect(reloaded(database).during('photo', blob, async () => Promise.reject(failure(kind)))).rejects.toMatchObject({ kind });
        expect(await reloaded(database).get('photo')).toEqual(expected);
    });

    it('gives way to what another phone has sent since', async () => {
        const database = new MemoryDatabase();
        await reloaded(database, [stored(9, 'a')]).keep('photo', blob, '', false);
        expect(await reloaded(database, [stored(9, 'a')]).get('photo')).not.toBeNull();
        expect(await reloaded(database, [stored(4, 'own, its answer lost')]).get('photo')).not.toBeNull();
        expect(await reloaded(database, [stored(7, 'c')]).get('photo')).toBeNull();
        expect(database.rows.size).toBe(0);
    });

    it('goes on in memory where the browser stores nothing', async () => {
        const pending = reloaded(broken);
        await pending.keep('photo', blob, 'a.jpg', false);
        expect(await pending.get('photo')).toEqual({ blob, name: 'a.jpg', sending: false });
        expect(await pending.during('photo', blob, sent)).toEqual(stored(4));
        await pending.clear();
        expect(await pending.get('photo')).toBeNull();
    });

    it('sweeps what is left of sessions that are over', async () => {
        const database = new MemoryDatabase();
        const other = new PendingFiles('other', database);
        other.update([], 500, 0);
        await other.keep('photo', blob, '', false);
        const pending = new PendingFiles('s', database);
        pending.update([], 1000, 499);
        await pending.keep('photo', blob, '', false);
        expect(database.rows.size).toBe(2);
        pending.update([], 1000, 500);
        await pending.get('photo');
        expect([...database.rows.keys()]).toEqual(['s/photo']);
        await pending.clear();
        expect(database.rows.size).toBe(0);
    });
});
