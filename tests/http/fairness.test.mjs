// Who is next when there is more to do than workers: docs/decisions/0012.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { startServer } from './launch.mjs';
import { device, item, openPage, opened, submit } from './phone.mjs';
import { heavyPng, jpeg } from './pictures.mjs';
import { libraries, pluginDir } from './plugins.mjs';
import { assertProblem } from './problem.mjs';

const dir = pluginDir('photo', 'misbehave');
const skip = dir ? false : 'the plugins photo and misbehave are not built';
const bad = { action_type: 'misbehave', output_format: 'jpg' };
/// What the inspector of misbehave takes, and never finishes.
const hanging = Buffer.concat([jpeg, Buffer.from('hang')]);

async function withServer(env, use) {
  // What a node's workers do for whom is that node's own business.
  const s = await startServer({ nodes: 1, env: { ...libraries, PLUGIN_DIR: dir, ...env } });
  try {
    await use(s);
  } finally {
    // Not in good order: that would wait for what hangs.
    await s.stop('SIGKILL');
  }
}

async function phoneOf(s, body, key) {
  const { id } = await s.createSession(body, key);
  await openPage(s, id);
  const phone = device(s, id);
  // The first upload makes the session this phone's.
  const answer = await phone('PUT', '/files/first', { body: jpeg });
  assert.equal(answer.status, 200, await answer.text());
  return Object.assign(phone, { id });
}

describe('a flood of one session', { skip }, () => {
  test('waits in its requests, and another key has its turn', async () => {
    await withServer({ WORKERS: 1, WORKER_QUEUE: 8, WORKER_TIMEOUT: '3s' }, async (s) => {
      const flooding = await phoneOf(s, bad, s.key);
      const other = await phoneOf(s, bad, s.otherKey);
      const answers = [];
      // One after the other they would take two minutes.
      const flood = Array.from({ length: 40 }, (_, i) =>
        flooding('PUT', `/files/f${i}`, { body: hanging }).then(
          ({ status }) => answers.push(status),
          () => {}, // the server is stopped before its turn
        ),
      );
      while (!answers.length) await Promise.race(flood);
      const answer = await other('PUT', '/files/second', { body: jpeg });
      assert.equal(answer.status, 200, await answer.text());
      assert.ok(answers.length < 20, `${answers.length} of the flood were first`);
      assert.deepEqual([...new Set(answers)], [422], 'none of the flood is refused');
    });
  });

  test('does not hold up a session of the same key', async () => {
    await withServer({ WORKERS: 3, WORKER_TIMEOUT: '1h' }, async (s) => {
      const flooding = await phoneOf(s, bad, s.key);
      const other = await phoneOf(s, bad, s.key);
      for (let i = 0; i < 8; ++i) flooding('POST', '/do/hang', { body: {} }).catch(() => {});
      // While two of the flood run until the server stops, and the rest waits for them.
      for (let i = 0; i < 8; ++i) {
        const answer = await other('PUT', '/files/second', { body: jpeg });
        assert.equal(answer.status, 200, await answer.text());
      }
    });
  });
});

describe('large pictures', { skip }, () => {
  test('leave a worker to others', async () => {
    await withServer({ WORKERS: 2, WORKER_TIMEOUT: '1h' }, async (s) => {
      const heavy = item(Buffer.concat([jpeg, Buffer.from('weight=100000000')]));
      for (let i = 0; i < 3; ++i) {
        const { id } = await opened(s, { ...bad, options: { how: 'hang' } });
        submit(s, id, heavy).catch(() => {});
      }
      const other = await phoneOf(s, bad, s.otherKey);
      for (let i = 0; i < 8; ++i) {
        const answer = await other('PUT', '/files/second', { body: jpeg });
        assert.equal(answer.status, 200, await answer.text());
      }
    });
  });

  for (const WORKERS of [1, 2]) {
    test(`are taken by ${WORKERS} worker${WORKERS > 1 ? 's' : ''}, as uploads and in one body`, async () => {
      await withServer({ WORKERS }, async (s) => {
        const picture = heavyPng(6_000, 6_000);
        const session = await opened(s, { output_format: 'png' });
        const phone = device(s, session.id);
        const taken = await phone('PUT', '/files/photo', { body: picture });
        assert.equal(taken.status, 200, await taken.text());
        assert.equal((await phone('POST', '/submit', { body: {} })).status, 200);
        const other = await opened(s, { output_format: 'png' });
        const body = { content_type: 'image/png', filename: 'a.png', data: picture.toString('base64') };
        assert.equal((await submit(s, other.id, body)).status, 200);
      });
    });
  }
});

describe('the processor time of a session', { skip }, () => {
  test('has an end: 503 says when there is some again, and others notice nothing', async () => {
    await withServer({ WORKERS: 1, WORKER_TIMEOUT: '4s', SESSION_CPU_SECONDS: 1 }, async (s) => {
      const phone = await phoneOf(s, { ...bad, options: { how: 'hang' } }, s.key);
      assert.equal((await phone('POST', '/submit', { body: {} })).status, 422);
      for (const call of [
        () => phone('PUT', '/files/second', { body: jpeg }),
        () => phone('POST', '/do/count', { body: {} }),
        () => phone('POST', '/submit', { body: {} }),
      ]) {
        const answer = await call();
        const seconds = Number(answer.headers.get('retry-after'));
        assert.ok(Number.isInteger(seconds) && seconds > 60, `Retry-After: ${seconds}`);
        await assertProblem(answer, 503, { error: 'server is busy' });
      }
      await phoneOf(s, bad, s.key);
      const status = await (await s.api(`/api/v1/sessions/${phone.id}`)).json();
      assert.equal(status.status, 'action_started', 'the session stays open');
    });
  });

  test('has none with SESSION_CPU_SECONDS=0', async () => {
    await withServer({ WORKERS: 1, WORKER_TIMEOUT: '3s', SESSION_CPU_SECONDS: 0 }, async (s) => {
      const phone = await phoneOf(s, { ...bad, options: { how: 'hang' } }, s.key);
      for (let i = 0; i < 2; ++i) assert.equal((await phone('POST', '/submit', { body: {} })).status, 422);
    });
  });
});
