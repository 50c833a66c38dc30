import type { Failure, FailureKind } from './host';

interface FailureParts {
    status?: number;
    code?: string;
    detail?: string;
    errors?: Failure['errors'];
    retryAfter?: number;
}

// decision 0020
/** Makes a {@link Failure}. A plain error with fields: shell and page are separate bundles, so a class could not be recognised. */
export function failure(kind: FailureKind, parts: FailureParts = {}): Failure {
    const { status = 0, code = '', detail = '', errors, retryAfter } = parts;
    const fields = { name: 'BatonFailure' as const, kind, status, code, detail };
    return Object.assign(new Error(detail || kind), fields, errors ? { errors } : {}, retryAfter === undefined ? {} : { retryAfter });
}

export function isFailure(error: unknown): error is Failure {
    return error instanceof Error && error.name === 'BatonFailure';
}

/** Whatever was thrown, as a {@link Failure}: a mistake in a page's code is an `error`. */
export function asFailure(error: unknown): Failure {
    return isFailure(error) ? error : failure('error', { detail: String(error) });
}
