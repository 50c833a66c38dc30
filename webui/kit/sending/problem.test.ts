import { expect, it } from 'vitest';
import type { FailureKind } from '../host';
import { canSendAgain, sendEndOf, type SendEnd } from './problem';

it.each<[FailureKind, string, SendEnd]>([
    ['unsupported', '', 'unsupported'],
    ['too_large', '', 'too_large'],
    ['too_large', 'payload_too_large', 'too_large'],
    ['too_large', 'picture_too_large', 'pixels'],
    ['too_large', 'session_quota_exceeded', 'quota'],
    ['processing', '', 'processing'],
    ['network', '', 'network'],
    ['busy', '', 'busy'],
    ['conflict', '', 'error'],
    ['rejected', 'invalid_field', 'error'],
    ['error', '', 'error'],
    ['completed', '', 'over'],
    ['expired', '', 'over'],
    ['unknown', '', 'over'],
    ['elsewhere', '', 'over'],
    ['aborted', '', 'aborted'],
])('%s with code "%s" is %s', (kind, code, end) => {
    expect(sendEndOf({ kind, code })).toBe(end);
});

it('offers another try where it may help', () => {
    expect((['unsupported', 'too_large', 'pixels', 'quota'] as const).filter(canSendAgain)).toEqual([]);
    expect((['processing', 'network', 'busy', 'error'] as const).every(canSendAgain)).toBe(true);
    expect(canSendAgain(undefined)).toBe(true);
});
