import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { runToExit, startServer } from './launch.mjs';
import { freePort } from './ports.mjs';

const secret = 'very-secret-key-of-alpha';

/// Asserts that the start fails with one line that has all of `words`, and without any secret.
async function refused(env, words, options = {}) {
  const { code, signal, output, ms } = await runToExit({ env: { API_KEYS: `alpha:${secret}`, ...env }, ...options });
  assert.equal(signal, null, `${JSON.stringify(env)} did not stop the start: ${output}`);
  assert.notEqual(code, 0, output);
  const lines = output.trim().split('\n');
  assert.equal(lines.length, 1, `one line: ${output}`);
  for (const word of words) assert.ok(lines[0].includes(word), `"${word}" in: ${lines[0]}`);
  assert.ok(!output.includes(secret), output);
  assert.ok(ms < 8_000, `${ms} ms`);
  return lines[0];
}

describe('configuration', { concurrency: 4 }, () => {
  test('a missing or empty API_KEYS stops the start', async () => {
    for (const API_KEYS of [undefined, '', ' ', ',', ',,']) await refused({ API_KEYS }, ['API_KEYS']);
  });

  test('an API_KEYS entry without a key stops the start', () => refused({ API_KEYS: 'alpha:' }, ['API_KEYS']));

  test('a doubled API key stops the start without printing it', () => refused({ API_KEYS: `a:${secret},b:${secret}` }, ['API_KEYS']));

  test('a missing or bad BASE_URL stops the start', async () => {
    for (const BASE_URL of [undefined, '', 'not a url', 'ftp://example.com', '/only/path', 'http://', 'https://h/?q=1', 'https://h/#f']) {
      await refused({ BASE_URL }, BASE_URL ? ['BASE_URL', BASE_URL, 'http'] : ['BASE_URL']);
    }
  });

  test('a bad PORT stops the start', async () => {
    for (const PORT of ['abc', '0x50', '65536', '-1', '80 80', '8080.5']) await refused({ PORT }, ['PORT', PORT, '65535']);
  });

  test('a bad duration stops the start', async () => {
    for (const value of ['abc', '0s', '999ms', '61m']) await refused({ DRAIN_TIME: value }, ['DRAIN_TIME', value]);
    for (const name of ['SESSION_TTL', 'RESULT_TTL']) {
      for (const value of ['abc', '30', '0s', '-5m', '999ms', '25h']) await refused({ [name]: value }, [name, value]);
    }
  });

  test('a bad LOG_LEVEL stops the start and names the levels', () =>
    refused({ LOG_LEVEL: 'loud' }, ['LOG_LEVEL', 'loud', 'debug', 'info', 'warn', 'error']));

  test('a bad DEV or HANDOFF_PHONE_ROUTES stops the start', async () => {
    for (const name of ['DEV', 'HANDOFF_PHONE_ROUTES']) await refused({ [name]: 'maybe' }, [name, 'maybe', 'true', 'false']);
  });

  test('an unknown name in ACTIONS stops the start and names what is installed', () =>
    refused({ ACTIONS: 'photo,teleport' }, ['ACTIONS', 'teleport', 'photo']));

  test('bad numbers stop the start', async () => {
    const names = [
      'RESULT_UPLOAD_MAX_BYTES',
      'FILE_QUOTA_SESSION_BYTES',
      'FILE_QUOTA_TOTAL_BYTES',
      'MAX_SESSIONS',
      'SESSIONS_MAX_BYTES',
      'KEY_MAX_SESSIONS',
      'KEY_SESSIONS_MAX_BYTES',
      'KEY_FILE_QUOTA_BYTES',
      'WORKERS',
      'WORKER_QUEUE',
      'SESSION_CPU_SECONDS',
      'WORKER_MEMORY_BYTES',
    ];
    for (const name of names) await refused({ [name]: '12abc' }, [name, '12abc']);
    for (const name of names) await refused({ [name]: '-1' }, [name, '-1']);
    await refused({ WORKER_TIMEOUT: 'soon' }, ['WORKER_TIMEOUT', 'soon']);
  });

  test('a PLUGIN_DIR that is not there stops the start', () =>
    refused({ PLUGIN_DIR: '/does/not/exist' }, ['PLUGIN_DIR', '/does/not/exist']));

  test('a port that is taken stops the start', async () => {
    const s = await startServer();
    try {
      await refused({}, ['PORT', String(s.port)], { port: s.port });
    } finally {
      await s.stop();
    }
  });

  test('an .env file in the working directory is read', async () => {
    const dotenv = `# comment\nAPI_KEYS=from:dotenv-key\n\nexport BASE_URL="http://127.0.0.1:{port}/env"\nSESSION_TTL='7m'\nRESULT_TTL=2m # trailing\n`;
    const s = await startServer({ dotenv, env: { API_KEYS: undefined, BASE_URL: undefined } });
    try {
      const session = await s.createSession(undefined, 'dotenv-key');
      assert.equal(session.session_ttl, 7 * 60e9);
      assert.equal(session.result_ttl, 2 * 60e9);
      assert.equal(session.url, `${s.url}/env/s/${session.id}`);
    } finally {
      await s.stop();
    }
  });

  test('the real environment wins over .env', async () => {
    const s = await startServer({ dotenv: 'SESSION_TTL=7m\nRESULT_TTL=7m\nAPI_KEYS=x:y\n', env: { SESSION_TTL: '9m' } });
    try {
      const session = await s.createSession();
      assert.equal(session.session_ttl, 9 * 60e9);
      assert.equal(session.result_ttl, 7 * 60e9);
    } finally {
      await s.stop();
    }
  });

  test('a bad value in .env stops the start too', () =>
    refused({ SESSION_TTL: undefined }, ['SESSION_TTL', 'sometimes'], { dotenv: 'SESSION_TTL=sometimes\n' }));

  test('keys without a name work, and PORT is honoured', async () => {
    const port = await freePort();
    const s = await startServer({ port, env: { API_KEYS: 'plain-key, other:named-key' } });
    try {
      for (const key of ['plain-key', 'named-key']) await s.createSession(undefined, key);
    } finally {
      await s.stop();
    }
  });

  test('ACTIONS enables only what it names', async () => {
    const s = await startServer({ env: { ACTIONS: 'photo' } });
    try {
      await s.createSession();
      const answer = await s.api('/api/v1/sessions', { json: { action_type: 'signature', output_format: 'png' } });
      assert.equal(answer.status, 400);
      assert.doesNotMatch((await answer.json()).detail, /signature.*signature/);
    } finally {
      await s.stop();
    }
  });

  test('LOG_LEVEL error is quiet, and no level prints a secret', async () => {
    for (const LOG_LEVEL of ['debug', 'info', 'warn', 'error']) {
      const s = await startServer({ env: { LOG_LEVEL, DEV: 'true' } });
      await s.createSession();
      await s.api(`/api/v1/health?api_key=${s.key}`);
      await s.stop();
      assert.ok(!s.log().includes(s.key) && !s.log().includes(s.otherKey), s.log());
      if (LOG_LEVEL === 'error') assert.equal(s.log().trim(), '');
    }
  });

  test('a port that is taken stops the second server, and the first goes on', async () => {
    const s = await startServer();
    try {
      await refused({}, ['PORT', String(s.port), 'in use'], { port: s.port });
      assert.equal((await s.api('/api/v1/health')).status, 200);
    } finally {
      await s.stop();
    }
  });
});
