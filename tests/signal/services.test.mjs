// Which services a process has, and what each of them needs.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { runToExit, startServer } from '../http/launch.mjs';
import { freePort } from '../http/ports.mjs';
import { ask, Page } from './client.mjs';
import { startSignal } from './launch.mjs';
import { refused } from './refused.mjs';

describe('SERVICES', { concurrency: 3 }, () => {
  test('an unknown name stops the start with one line that names what there is', async () => {
    for (const SERVICES of ['teleport', 'signal,teleport', 'Signal', 'signal;session']) {
      await refused({ SERVICES }, ['SERVICES', SERVICES.split(',').pop(), 'session', 'signal']);
    }
  });

  test('signal alone needs no variable of another service', async () => {
    const settings = { API_KEYS: undefined, BASE_URL: undefined, BATON: undefined };
    const s = await startSignal({ nodes: 1, env: { STORAGE_PATH: ':memory:', ...settings } });
    await new Page(s).open();
    // Nor is one looked at.
    const other = await startSignal({
      nodes: 1,
      env: { STORAGE_PATH: ':memory:', API_KEYS: ',', BASE_URL: 'nothing', SESSION_TTL: 'x', WORKERS: '-1' },
    });
    await new Page(other).open();
    for (const each of [s, other]) assert.equal((await each.stop()).code, 0);
  });

  test('when it is unset there is the session service, which needs its own', async () => {
    const { code, output } = await runToExit({ env: { SERVICES: undefined, API_KEYS: undefined, DATA_DIR: undefined } });
    assert.notEqual(code, 0);
    assert.match(output, /API_KEYS/);
    const s = await startServer({ nodes: 1, env: { PORT: '{port}', SERVICES: undefined } });
    assert.equal((await fetch(`${s.url}/topics`, { headers: { Origin: 'https://a.example' } })).status, 404);
    await s.stop();
  });

  test('both run side by side, each on a listener of its own, and only the prefix names what is of signal', async () => {
    const port = await freePort();
    const signal = { SIGNAL_PORT: port, SIGNAL_STORAGE_PATH: ':memory:', SIGNAL_SESSION_TIMEOUT: 120_000 };
    // Without the prefix these are not of the signal service here: no bad value stops it, no limit counts.
    const plain = { SESSION_TIMEOUT: 'abc', CLEANUP_INTERVAL: 'abc', MAX_SESSIONS: 1 };
    const s = await startServer({ nodes: 1, env: { PORT: '{port}', SERVICES: 'session, signal', ...signal, ...plain } });
    const there = { port };
    const page = new Page(there);
    await page.open();
    await page.open();
    const [{ createdAt, expiresAt }] = await page.listed();
    assert.equal(expiresAt - createdAt, 120_000);
    await s.createSession();
    assert.equal((await s.api('/api/v1/sessions', { json: { action_type: 'photo', output_format: 'jpg' } })).status, 503);
    assert.equal((await ask(there, 'GET', '/api/v1/health')).status, 404);
    assert.equal((await fetch(`${s.url}/topics`, { headers: { Origin: page.origin } })).status, 404);
    assert.equal((await s.stop()).code, 0);
  });

  test('with both, what either of them lacks or has wrong stops the start', async () => {
    const both = {
      SERVICES: 'session,signal',
      API_KEYS: 'a:a-key-that-is-long-enough',
      BASE_URL: 'http://127.0.0.1',
      SIGNAL_PORT: String(await freePort()),
    };
    const memory = { SIGNAL_STORAGE_PATH: ':memory:' };
    await refused({ ...both, ...memory, API_KEYS: undefined }, ['API_KEYS']);
    await refused({ ...both, ...memory, PORT: both.SIGNAL_PORT }, ['PORT', both.SIGNAL_PORT]);
    await refused({ ...both, ...memory, SIGNAL_SESSION_TIMEOUT: '7' }, ['SIGNAL_SESSION_TIMEOUT', '7', '100', '86400000']);
  });
});
