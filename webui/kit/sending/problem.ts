import type { Failure, FailureKind } from '../host';

/** Why the last try to send did not work, in terms of what the person can do about it. */
export type SendProblem = 'unsupported' | 'too_large' | 'pixels' | 'quota' | 'processing' | 'network' | 'busy' | 'error';

/**
 * What became of a try to send: a problem to tell the person; `over` if the shell has taken the page over; `aborted` if
 * they changed their mind.
 */
export type SendEnd = SendProblem | 'over' | 'aborted';

/** What was too large: the server says so by a code, a proxy in between only by the status. */
const tooLarge: Readonly<Record<string, SendProblem>> = { picture_too_large: 'pixels', session_quota_exceeded: 'quota' };

const ends: Readonly<Record<FailureKind, SendEnd>> = {
    completed: 'over',
    expired: 'over',
    unknown: 'over',
    elsewhere: 'over',
    aborted: 'aborted',
    too_large: 'too_large',
    unsupported: 'unsupported',
    processing: 'processing',
    network: 'network',
    busy: 'busy',
    conflict: 'error',
    rejected: 'error',
    error: 'error',
};

export function sendEndOf({ kind, code }: Pick<Failure, 'kind' | 'code'>): SendEnd {
    return kind === 'too_large' ? (tooLarge[code] ?? kind) : ends[kind];
}

/** Sending the same bytes again would only fail again. */
export function canSendAgain(problem: SendProblem | undefined): boolean {
    return !problem || !['unsupported', 'too_large', 'pixels', 'quota'].includes(problem);
}
