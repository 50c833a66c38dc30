import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sleep, startServer } from './launch.mjs';
import { opened, submit } from './phone.mjs';
import { libraries, pluginDir } from './plugins.mjs';
import { listen } from './sockets.mjs';
import { open, request } from './wire.mjs';
import { processes } from './workers.mjs';

const dir = pluginDir('photo', 'misbehave');
const skip = dir ? false : 'the plugins photo and misbehave are not built';

describe('shutdown', { concurrency: 4 }, () => {
  for (const signal of ['SIGTERM', 'SIGINT']) {
    test(`an idle server ends with 0 within 5 s of ${signal}`, async () => {
      const s = await startServer();
      const idle = await open(s);
      const used = await open(s);
      await used.send(request('GET /api/v1/health')).response();
      const { code, ms } = await s.stop(signal);
      assert.equal(code, 0, s.log());
      assert.ok(ms < 5_000, `${ms} ms`);
      await Promise.all([idle.closed(), used.closed()]);
    });
  }

  test('WebSockets are closed with 1001', async () => {
    const s = await startServer();
    const session = await s.createSession();
    const socket = await listen(s, session.id);
    await socket.next();
    const { code, ms } = await s.stop();
    assert.equal((await socket.ending()).code, 1001);
    assert.equal(code, 0);
    assert.ok(ms < 5_000, `${ms} ms`);
  });

  test('a half-sent request does not hold the server', async () => {
    const s = await startServer();
    const wire = await open(s);
    wire.send('GET /api/v1/hea');
    await sleep(50);
    const { code, ms } = await s.stop();
    assert.equal(code, 0);
    assert.ok(ms < 5_000, `${ms} ms`);
  });

  test('submissions that still wait after the longest time are cut off, and the server ends with 0', { skip }, async () => {
    const s = await startServer({ env: { ...libraries, PLUGIN_DIR: dir, WORKERS: 1, WORKER_TIMEOUT: '60s' } });
    const { id } = await opened(s, { action_type: 'misbehave', options: { how: 'hang' } });
    // One hangs, the others wait for its end.
    const answers = [1, 2, 3].map(() =>
      submit(s, id).then(
        ({ status }) => status,
        () => 0,
      ),
    );
    await sleep(700);
    const { code, signal } = await s.stop();
    assert.deepEqual({ code, signal }, { code: 0, signal: null }, s.log());
    for (const status of await Promise.all(answers)) assert.ok([0, 503].includes(status), `${status}`);
  });

  test('no worker outlives the server, killed or not', async () => {
    for (const signal of ['SIGTERM', 'SIGKILL']) {
      const s = await startServer({ nodes: 1 });
      const workers = processes().filter(({ parent }) => parent === s.pid);
      assert.ok(workers.length > 0, 'workers are started early');
      await s.stop(signal);
      const left = () => processes().filter(({ pid, state }) => state !== 'Z' && workers.some((each) => each.pid === pid));
      // One that was just starting has to come as far as to notice.
      for (const deadline = Date.now() + 10_000; left().length; await sleep(20)) {
        assert.ok(Date.now() < deadline, `after ${signal}: ${JSON.stringify(left())}`);
      }
    }
  });
});
