import { asFailure } from '../../kit/failure';
import type { PendingFile, StoredFile } from '../../kit/host';
import { IndexedPendingDatabase, type PendingDatabase } from './database';
import { afterFailure, isOutdated, type PendingRecord } from './record';

/**
 * The files of one session that are not known to be on the server. They outlive a reload and a crash where the browser
 * has room for them; where it has not, they live as long as the page. No method rejects.
 */
export class PendingFiles {
    private readonly memory = new Map<string, { record: PendingRecord; blob: Blob }>();
    private readonly stored = new Map<string, StoredFile>();
    /** Changes are written one after the other: a removal must not be overtaken by what it removes. */
    private writing: Promise<unknown> = Promise.resolve();
    private expires = Infinity;

    constructor(
        private readonly session: string,
        private readonly database: PendingDatabase = new IndexedPendingDatabase(),
    ) {}

    /** What the server said of the session. Sweeps away what is left of others. */
    update(files: readonly StoredFile[], expires: number, now: number): void {
        this.expires = expires;
        this.stored.clear();
        for (const file of files) this.stored.set(file.key, file);
        this.write(() => this.database.sweep((record) => record.expires <= now));
    }

    async get(key: string): Promise<PendingFile | null> {
        await this.writing;
        const found = this.memory.get(key) ?? (await this.database.get(this.session, key).catch(() => null));
        if (!found) return null;
        const { record, blob } = found;
        if (isOutdated(record, blob.size, this.stored.get(key))) {
            await this.remove(key);
            return null;
        }
        this.memory.set(key, found);
        return { blob, name: record.name, sending: record.sending };
    }

    /** Keeps a file, or changes what is known of one that is kept already. Resolves when it is as safe as it can be. */
    keep(key: string, blob: Blob, name: string | undefined, sending: boolean): Promise<void> {
        const before = this.memory.get(key);
        const same = before?.blob === blob;
        const record: PendingRecord = {
            session: this.session,
            key,
            name: name ?? (same ? before.record.name : ''),
            sending,
            expires: this.expires,
            replaces: this.stored.get(key)?.sha256 ?? '',
        };
        this.memory.set(key, { record, blob });
        return this.write(() => (same ? this.database.mark(record) : this.database.put(record, blob)));
    }

    remove(key: string): Promise<void> {
        this.memory.delete(key);
        return this.write(() => this.database.remove(this.session, key));
    }

    /** Runs `send` with the file kept for as long as it is not known to have arrived. */
    async during(key: string, blob: Blob, send: () => Promise<StoredFile>): Promise<StoredFile> {
        // Not waited for: a slow disk must not hold up a fast network.
        void this.keep(key, blob, undefined, true);
        try {
            const file = await send();
            this.stored.set(key, file);
            // The page may have taken another picture meanwhile.
            if (this.memory.get(key)?.blob === blob) await this.remove(key);
            return file;
        } catch (error) {
            const next = afterFailure(asFailure(error).kind);
            if (this.memory.get(key)?.blob === blob) {
                if (next === 'drop') await this.remove(key);
                else if (next === 'wait') await this.keep(key, blob, undefined, false);
            }
            throw error;
        }
    }

    /** The session is over. */
    clear(): Promise<void> {
        this.memory.clear();
        return this.write(() => this.database.sweep((record) => record.session === this.session));
    }

    private write(change: () => Promise<void>): Promise<void> {
        const done = this.writing.then(change).catch(() => undefined);
        this.writing = done;
        return done;
    }
}
