/**
 * The contract between Baton's shell and the page of an action. It is all that a page needs to know: the entry module
 * exports {@link Mount} as `mount`, and may be written with any framework or none.
 *
 * Rules that hold for every method:
 * - Promises reject with a {@link Failure} and nothing else.
 * - Lost connections and a busy server are retried with growing pauses before a promise rejects.
 * - When the session turns out to be over (`completed`, `expired`, `unknown`) the shell shows the end page itself, before
 *   the promise rejects; the page has nothing to do and is unmounted.
 * - So it does when the task was continued on another phone (`elsewhere`). Should the person come back to this one, the
 *   page is mounted anew, with the files and the draft that the server has then.
 */
export interface Host {
    /** Version of this contract. Members are added, never changed, while it stays the same. */
    readonly version: 1;
    /** The session as it was when the page was opened. */
    readonly session: SessionInfo;
    /** Language of the page, a BCP 47 tag: `de`, `ar`. */
    readonly locale: string;
    readonly dir: 'ltr' | 'rtl';
    /**
     * A string of the action's `locales/<tag>.json`, or of the shell's if the action has none under that key.
     * `{name}` in it is replaced by `params.name`. A key that nobody knows comes back unchanged.
     */
    t(key: string, params?: Readonly<Record<string, string | number>>): string;
    /**
     * Sends a file under `key` (`[A-Za-z0-9_-]{1,64}`, chosen by the page); the same key again replaces the file.
     * Rejects with `unsupported`, `too_large`, `processing`, `busy`, `network` or `aborted` for what the person can do
     * something about.
     */
    upload(key: string, blob: Blob, options?: UploadOptions): Promise<StoredFile>;
    /**
     * Keeps a file that is not to be sent yet, so that {@link Host.pending} has it after a reload or a crash. `upload`
     * does so by itself. Never rejects: where the browser has no room for it, it lives as long as the page.
     */
    keep(key: string, blob: Blob, name?: string): Promise<void>;
    /** The file under `key` that was kept or on its way when the page was left; null if there is none. Never rejects. */
    pending(key: string): Promise<PendingFile | null>;
    /** Drops a file that waits here. One that was sent stays: see {@link Host.removeFile}. */
    forget(key: string): Promise<void>;
    /** Address of a file that was sent, for an `<img>` or a `fetch`. */
    fileUrl(key: string): string;
    /** Drops a file that was sent, and one that waits here. Dropping one that is not there is no error. */
    removeFile(key: string): Promise<void>;
    /** The page's own state as last saved, also after a reload or on another phone; null if none was. */
    loadDraft<T>(): T | null;
    /** Saves the page's own state: JSON, at most 512 KB. */
    saveDraft(draft: unknown): Promise<void>;
    /** Calls a named operation of the action in the server, as its manifest declares it. */
    operation<T>(name: string, args?: unknown, options?: CallOptions): Promise<T>;
    /**
     * The same for an operation that answers with a file: its bytes, and the JSON beside them. `{}` where there is none.
     */
    operationFile<T>(name: string, args?: unknown, options?: CallOptions): Promise<OperationFile<T>>;
    /** Hands the result in. On success call {@link Host.finish}. */
    submit(data: Readonly<Record<string, unknown>>, options?: CallOptions): Promise<Submitted>;
    /** Shows the shell's "done" page in place of the action. */
    finish(): void;
    /** Shows the shell's page for an action that cannot go on. */
    fail(reason: EndReason): void;
    /** Lets a screen reader say `text` when it is idle. */
    announce(text: string): void;
}

/** What the entry module of an action exports as `mount`. May return a function that takes the page down again. */
// biome-ignore lint/suspicious/noConfusingVoidType: a mount that returns nothing is what most of them are.
export type Mount = (root: HTMLElement, host: Host) => void | Unmount | Promise<void | Unmount>;
export type Unmount = () => void;

/** `GET /s/:id/state`, as the server sent it. Times are RFC 3339, sizes are bytes. */
export interface SessionInfo {
    readonly id: string;
    readonly status: 'pending' | 'opened' | 'action_started' | 'completed' | 'expired';
    /** Name of the action, as in the request that created the session. */
    readonly action: string;
    readonly output_format: string;
    /** The action's options with their defaults filled in. */
    readonly options: Readonly<Record<string, unknown>>;
    readonly locale: string;
    readonly server_time: string;
    readonly expires_at: string;
    readonly limits: { readonly max_file_bytes: number; readonly session_bytes: number; readonly max_files: number };
    /** Media types that the action takes. */
    readonly accept: readonly string[];
    /** What was sent before this page was opened. */
    readonly files: readonly StoredFile[];
    readonly draft: unknown;
    readonly return_url?: string | null;
    /** Which phone the session is bound to. A page is only ever mounted on the one that may act. */
    readonly device?: 'none' | 'this' | 'other';
}

export interface PendingFile {
    readonly blob: Blob;
    /** As it was given to {@link Host.keep}; empty if it was not. */
    readonly name: string;
    /** True if `upload` had been called for it: the person wants it sent, the page may go on with it by itself. */
    readonly sending: boolean;
}

export interface StoredFile {
    readonly key: string;
    readonly size: number;
    /** Hexadecimal, of the bytes as they were sent. */
    readonly sha256: string;
    readonly content_type: string;
    /** What the action learned about the file; its shape is the action's own. */
    readonly info?: unknown;
}

export interface OperationFile<T> {
    readonly blob: Blob;
    readonly reply: T;
}

export interface Submitted {
    readonly status: 'completed';
    readonly items: readonly { readonly content_type: string; readonly filename: string; readonly size?: number }[];
}

export interface CallOptions {
    /** Aborting it rejects the promise with `aborted` and stops the retries. */
    readonly signal?: AbortSignal;
    /** Called before each pause; the call goes on by itself after it. */
    readonly onRetry?: (retry: Retry) => void;
}

export interface UploadOptions extends CallOptions {
    /** Bytes handed to the network so far; starts again from 0 after a retry. */
    readonly onProgress?: (sent: number, total: number) => void;
}

export interface Retry {
    readonly cause: 'network' | 'busy';
    /** Milliseconds until the next attempt; less if the phone comes back online before. */
    readonly delay: number;
    /** 1 for the first retry. */
    readonly attempt: number;
    /** Ends the pause: for a "try again now" button. */
    readonly retryNow: () => void;
}

/** Why the action is over. */
export type EndReason = 'completed' | 'expired' | 'unknown' | 'error';

/** `unsupported`: not a picture the action takes. `processing`: the server could not work on it. `rejected`: the page's own mistake. */
export type FailureKind =
    | EndReason
    | 'elsewhere'
    | 'network'
    | 'busy'
    | 'unsupported'
    | 'too_large'
    | 'processing'
    | 'conflict'
    | 'rejected'
    | 'aborted';

export interface Failure extends Error {
    readonly name: 'BatonFailure';
    readonly kind: FailureKind;
    /** HTTP status, 0 if there was no answer. */
    readonly status: number;
    /** The problem's `urn:baton:error:<code>`, without the prefix; empty if there was none. */
    readonly code: string;
    /** The server's English sentence, for a log; pages show their own words. */
    readonly detail: string;
    /** What exactly was refused, where the server says so: JSON pointers into what was sent. */
    readonly errors?: readonly { readonly pointer: string; readonly code?: string }[];
    /** Milliseconds that the server asked to wait. */
    readonly retryAfter?: number;
}
