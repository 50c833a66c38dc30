import type { FailureKind, StoredFile } from '../../kit/host';

/** A file that is not known to be on the server yet. */
export interface PendingRecord {
    readonly session: string;
    readonly key: string;
    readonly name: string;
    /** True once the person wanted it to be sent. */
    readonly sending: boolean;
    /** By the phone's clock, milliseconds since 1970. */
    readonly expires: number;
    /** SHA-256 of the file that the server had under the key, hexadecimal; empty if it had none. */
    readonly replaces: string;
}

/** What becomes of a file when sending it ended with `kind`. */
export function afterFailure(kind: FailureKind): 'drop' | 'resume' | 'wait' {
    switch (kind) {
        case 'unsupported':
        case 'too_large':
            // The same bytes would be refused again.
            return 'drop';
        case 'network':
        case 'busy':
            return 'resume';
        default:
            return 'wait';
    }
}

/**
 * Whether the server has got another file under the key since the record was made: from another phone that continued
 * the task. That one is newer. A file of the same size is taken for the record's own, whose answer was lost.
 */
export function isOutdated(record: PendingRecord, size: number, stored: StoredFile | undefined): boolean {
    return stored !== undefined && stored.sha256 !== record.replaces && stored.size !== size;
}
