import type { PendingRecord } from './record';

/** Where files wait over a reload. Every method may reject: private windows, full disks. */
export interface PendingDatabase {
    put(record: PendingRecord, blob: Blob): Promise<void>;
    /** Changes the record and leaves the file as it is. */
    mark(record: PendingRecord): Promise<void>;
    get(session: string, key: string): Promise<{ record: PendingRecord; blob: Blob } | null>;
    remove(session: string, key: string): Promise<void>;
    /** Drops all records for which `over` is true. */
    sweep(over: (record: PendingRecord) => boolean): Promise<void>;
}

/** Some versions of Safari now and then never answer. Milliseconds. */
const openTimeout = 3_000;
const stores = { records: 'records', blobs: 'blobs' } as const;

/**
 * IndexedDB `baton`, two stores with the key `[session, key]`: records as in `record.ts`, and the files themselves, so
 * that a change of the record does not copy megabytes.
 */
export class IndexedPendingDatabase implements PendingDatabase {
    private opened: Promise<IDBDatabase> | null = null;

    async put(record: PendingRecord, blob: Blob): Promise<void> {
        await this.write((records, blobs) => {
            records.put(record, addressOf(record));
            blobs.put(blob, addressOf(record));
        });
    }

    async mark(record: PendingRecord): Promise<void> {
        await this.write((records) => void records.put(record, addressOf(record)));
    }

    async get(session: string, key: string): Promise<{ record: PendingRecord; blob: Blob } | null> {
        const transaction = (await this.database()).transaction([stores.records, stores.blobs]);
        const [record, blob] = await Promise.all([
            answer<PendingRecord | undefined>(transaction.objectStore(stores.records).get([session, key])),
            answer<Blob | undefined>(transaction.objectStore(stores.blobs).get([session, key])),
        ]);
        return record && blob ? { record, blob } : null;
    }

    async remove(session: string, key: string): Promise<void> {
        await this.write((records, blobs) => {
            records.delete([session, key]);
            blobs.delete([session, key]);
        });
    }

    async sweep(over: (record: PendingRecord) => boolean): Promise<void> {
        await this.transact((records, blobs) => {
            records.openCursor().onsuccess = ({ target }) => {
                const cursor = (target as IDBRequest<IDBCursorWithValue | null>).result;
                if (!cursor) return;
                if (over(cursor.value as PendingRecord)) {
                    blobs.delete(cursor.primaryKey);
                    cursor.delete();
                }
                cursor.continue();
            };
        });
    }

    /** All that `change` asks for at once; it is committed whether or not the page is still there by then. */
    private write(change: Change): Promise<void> {
        return this.transact((records, blobs) => {
            change(records, blobs);
            // Not in browsers of before 2021, which commit when the page has heard of every answer.
            records.transaction.commit?.();
        });
    }

    private async transact(change: Change): Promise<void> {
        const transaction = (await this.database()).transaction([stores.records, stores.blobs], 'readwrite');
        const done = new Promise<void>((resolve, reject) => {
            transaction.oncomplete = () => resolve();
            transaction.onabort = transaction.onerror = () => reject(transaction.error);
        });
        change(transaction.objectStore(stores.records), transaction.objectStore(stores.blobs));
        await done;
    }

    private database(): Promise<IDBDatabase> {
        this.opened ??= new Promise((resolve, reject) => {
            setTimeout(reject, openTimeout);
            const request = indexedDB.open('baton', 1);
            request.onupgradeneeded = () => Object.values(stores).forEach((name) => request.result.createObjectStore(name));
            request.onsuccess = () => resolve(request.result);
            request.onerror = request.onblocked = () => reject(request.error);
        });
        return this.opened;
    }
}

type Change = (records: IDBObjectStore, blobs: IDBObjectStore) => void;

const addressOf = ({ session, key }: PendingRecord) => [session, key];

function answer<T>(request: IDBRequest): Promise<T> {
    return new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result as T);
        request.onerror = () => reject(request.error);
    });
}
