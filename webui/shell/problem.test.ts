import { expect, it } from 'vitest';
import { failureOf } from './problem';

const answer = (status: number, body = '', retryAfter: string | null = null) => ({ status, body, retryAfter });

it.each([
    [400, 'rejected'],
    [403, 'rejected'],
    [404, 'unknown'],
    [408, 'network'],
    [409, 'conflict'],
    [410, 'expired'],
    [413, 'too_large'],
    [415, 'unsupported'],
    [422, 'processing'],
    [429, 'busy'],
    [500, 'error'],
    [502, 'busy'],
    [503, 'busy'],
])('takes %d for %s', (status, kind) => {
    expect(failureOf(answer(status), 0).kind).toBe(kind);
});

it('reads the problem and the pause', () => {
    const body = '{"type":"urn:baton:error:queue_full","title":"x","detail":"later","error":"x"}';
    expect(failureOf(answer(503, body, '4'), 0)).toMatchObject({ code: 'queue_full', detail: 'later', retryAfter: 4000 });
});

it('passes on what exactly was refused', () => {
    const errors = [{ pointer: '/data/documents/0/pages/2/quad', code: 'invalid' }];
    expect(failureOf(answer(400, JSON.stringify({ type: 'urn:baton:error:invalid_field', errors })), 0)).toMatchObject({
        code: 'invalid_field',
        errors,
    });
    expect(failureOf(answer(400, '{}'), 0)).not.toHaveProperty('errors');
});

it('survives what a proxy answers', () => {
    expect(failureOf(answer(502, '<html>'), 0)).toMatchObject({ code: '', detail: '', status: 502 });
});
