// Sessions and signal in one process, on one database: they share its connections, and end together.
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { describe, test } from 'node:test';
import { runToExit, startServer, temporaryDirectory } from '../http/launch.mjs';
import { freePort } from '../http/ports.mjs';
import { Page } from './client.mjs';
import { freshDatabase } from './database.mjs';

const both = async () => ({
  SERVICES: 'session,signal',
  DATABASE_URL: await freshDatabase(),
  DATA_DIR: temporaryDirectory('together'),
  SIGNAL_PORT: String(await freePort()),
});

describe('both services on one database', () => {
  test('each does its work, and SIGTERM ends both', async () => {
    const env = await both();
    const s = await startServer({ nodes: 1, inMemory: true, env: { PORT: '{port}', ...env } });
    const page = new Page({ port: Number(env.SIGNAL_PORT) });
    await page.open();
    await s.createSession();
    assert.equal((await page.listed()).length, 1);
    const end = await s.stop();
    assert.deepEqual([end.code, end.signal], [0, null]);
  });

  test('a start that fails late ends with one line', async () => {
    const env = await both();
    const taken = createServer().listen(Number(env.SIGNAL_PORT), '0.0.0.0');
    const settings = { PORT: '{port}', API_KEYS: 'a:a-key-that-is-long-enough', BASE_URL: 'http://127.0.0.1', ...env };
    const { code, signal, output } = await runToExit({ env: settings });
    taken.close();
    assert.equal(signal, null, output);
    assert.equal(code, 1);
    assert.match(output, /^baton: SIGNAL_PORT: cannot listen on .*$/m);
  });
});
