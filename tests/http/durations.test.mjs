import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startServer } from './launch.mjs';
import { assertProblem } from './problem.mjs';

const photo = { action_type: 'photo', output_format: 'jpg' };
const second = 1_000_000_000;

describe('durations', () => {
  let s;
  before(async () => (s = await startServer()));
  after(() => s?.stop());

  test('the defaults are 30m and 5m, as integer nanoseconds', async () => {
    const answer = await s.api('/api/v1/sessions', { json: photo });
    const text = await answer.text();
    assert.match(text, /"session_ttl":\s*1800000000000[,}\s]/);
    assert.match(text, /"result_ttl":\s*300000000000[,}\s]/);
  });

  test('an empty string means the default', async () => {
    const session = await s.createSession({ ...photo, session_ttl: '', result_ttl: '' });
    assert.equal(session.session_ttl, 1800 * second);
    assert.equal(session.result_ttl, 300 * second);
  });

  test('Go duration strings are understood', async () => {
    const cases = {
      '90s': 90,
      '1h30m': 5400,
      '1500ms': 1.5,
      '1.5h': 5400,
      '1m0.5s': 60.5,
      '2000000us': 2,
      '2000000µs': 2,
      '2000000μs': 2,
      '1000000000ns': 1,
      '1h1m1s1ms1us1ns': 3661.001001001,
      '+5m': 300,
      '.5h': 1800,
      '1.h': 3600,
      '0h2m': 120,
      '24h': 86_400,
    };
    for (const [text, seconds] of Object.entries(cases)) {
      const session = await s.createSession({ ...photo, session_ttl: text, result_ttl: text });
      assert.equal(session.session_ttl, Math.round(seconds * second), text);
      assert.equal(session.result_ttl, Math.round(seconds * second), text);
    }
  });

  test('a fraction keeps its nanoseconds', async () => {
    assert.equal((await s.createSession({ ...photo, session_ttl: '1.000000001s' })).session_ttl, second + 1);
  });

  test('what Go does not read is 400 with a pointer', async () => {
    const bad = [
      'abc',
      '5',
      '5 m',
      ' 5m',
      '5m ',
      '1d',
      '1h30',
      'h',
      '.s',
      '--5m',
      '1e3s',
      '5M',
      '9223372036854775808ns',
      '99999999999999999999h',
      '1s\u0000',
    ];
    for (const text of bad) {
      await assertProblem(await s.api('/api/v1/sessions', { json: { ...photo, session_ttl: text } }), 400, { pointer: '/session_ttl' });
      await assertProblem(await s.api('/api/v1/sessions', { json: { ...photo, result_ttl: text } }), 400, { pointer: '/result_ttl' });
    }
  });

  test('below 1 s or above 24 h is 400', async () => {
    for (const text of ['999ms', '999999999ns', '0s', '0', '-5m', '-1s', '24h0m0.000000001s', '24h1s', '25h', '2000h']) {
      await assertProblem(await s.api('/api/v1/sessions', { json: { ...photo, session_ttl: text } }), 400, { pointer: '/session_ttl' });
      await assertProblem(await s.api('/api/v1/sessions', { json: { ...photo, result_ttl: text } }), 400, { pointer: '/result_ttl' });
    }
    for (const text of ['1s', '1000ms', '24h', '86400s']) await s.createSession({ ...photo, session_ttl: text, result_ttl: text });
  });

  test('SESSION_TTL and RESULT_TTL set the defaults', async () => {
    const own = await startServer({ env: { SESSION_TTL: '10m', RESULT_TTL: '1m30s' } });
    try {
      const session = await own.createSession(photo);
      assert.equal(session.session_ttl, 600 * second);
      assert.equal(session.result_ttl, 90 * second);
    } finally {
      await own.stop();
    }
  });
});
