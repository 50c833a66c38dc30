import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sleep, startServer } from './launch.mjs';
import { item, openPage, opened, outlived, submit } from './phone.mjs';
import { heavyPng } from './pictures.mjs';
import { libraries, pluginDir } from './plugins.mjs';
import { assertProblem } from './problem.mjs';
import { workersAtWork } from './workers.mjs';

const dir = pluginDir('photo', 'misbehave');
const skip = dir ? false : 'the plugins photo and misbehave are not built';

describe('a bad worker', { skip }, () => {
  let s;
  before(
    async () =>
      (s = await startServer({
        env: { ...libraries, PLUGIN_DIR: dir, WORKERS: 2, WORKER_TIMEOUT: '4s', WORKER_MEMORY_BYTES: 600_000_000 },
      })),
  );
  after(() => s?.stop());

  const bad = async (how) => {
    const session = await s.createSession({ action_type: 'misbehave', output_format: 'jpg', options: { how } });
    await openPage(s, session.id);
    return session;
  };
  const status = async ({ id }) => (await (await s.api(`/api/v1/sessions/${id}`)).json()).status;

  for (const how of ['crash', 'hang', 'memory', 'throw']) {
    test(`${how}: costs one job, 422, and the session stays open`, async () => {
      const [session, good] = await Promise.all([bad(how), opened(s)]);
      const started = Date.now();
      const [answer, fine] = await Promise.all([submit(s, session.id), submit(s, good.id)]);
      await assertProblem(answer, 422);
      assert.ok(Date.now() - started < 12_000, 'in time');
      assert.equal(fine.status, 200, 'another session notices nothing');
      assert.ok(['opened', 'action_started'].includes(await status(session)));
      await assertProblem(await submit(s, session.id), 422);
      assert.equal((await s.api('/api/v1/health')).status, 200);
    });
  }

  test('ok completes', async () => {
    const session = await bad('ok');
    assert.equal((await submit(s, session.id)).status, 200);
  });

  test('a crash under load costs only its own jobs', async () => {
    const good = await Promise.all(Array.from({ length: 6 }, () => opened(s)));
    const broken = await Promise.all(Array.from({ length: 6 }, () => bad('crash')));
    const answers = await Promise.all([...good, ...broken].map(({ id }) => submit(s, id)));
    assert.deepEqual(
      answers.map(({ status }) => status),
      [...good.map(() => 200), ...broken.map(() => 422)],
    );
  });

  test('a taken-over worker forges no line of the log, and reaches nothing of the server', async () => {
    for (const how of ['forge', 'signal', 'hoard']) {
      const session = await bad(how);
      assert.equal((await submit(s, session.id)).status, 200, how);
    }
    for (let tries = 0; !s.log().includes('plain text') && tries < 500; ++tries) await sleep(20);
    const lines = s.log().trim().split('\n');
    const told = lines.filter((line) => /forged|plain text/.test(line)).map((line) => JSON.parse(line));
    assert.equal(told.length, 2);
    for (const line of told) {
      assert.equal(line.message, 'a worker says');
      assert.equal(typeof line.worker, 'number');
      assert.equal(line.request_id, undefined);
    }
    assert.equal((await s.api('/api/v1/health')).status, 200);
  });

  test('a hanging job does not outlive its session, and expiry waits for no hang', async () => {
    const session = await s.createSession({ action_type: 'misbehave', output_format: 'jpg', options: { how: 'hang' }, session_ttl: '3s' });
    await openPage(s, session.id);
    const answer = await submit(s, session.id);
    assert.ok([410, 422].includes(answer.status), String(answer.status));
    await outlived(session);
    assert.equal(await status(session), 'expired');
  });
});

/// A job of two seconds of processor time: long enough for all that is sent meanwhile.
const burning = { action_type: 'misbehave', output_format: 'jpg', options: { how: 'burn' } };

describe('the queue', { skip }, () => {
  test('a full queue is 503 with Retry-After; who waits is served', async () => {
    const s = await startServer({ env: { ...libraries, PLUGIN_DIR: dir, WORKERS: 1, WORKER_QUEUE: 1 } });
    try {
      const sessions = await Promise.all(Array.from({ length: 8 }, () => opened(s, burning)));
      const answers = await Promise.all(sessions.map(({ id }) => submit(s, id)));
      const refused = answers.filter(({ status }) => status === 503);
      assert.ok(refused.length > 0, answers.map(({ status }) => status).join());
      assert.ok(answers.every(({ status }) => [200, 503].includes(status)));
      assert.ok(answers.some(({ status }) => status === 200));
      for (const answer of refused) {
        assert.match(answer.headers.get('retry-after'), /^\d+$/);
        await assertProblem(answer, 503);
      }
      const again = sessions[answers.indexOf(refused[0])];
      assert.equal((await submit(s, again.id)).status, 200, 'the refused one may try again');
    } finally {
      await s.stop();
    }
  });

  test('a submission fully received before the session ends is finished', async () => {
    const s = await startServer({ env: { ...libraries, PLUGIN_DIR: dir, WORKERS: 1 } });
    try {
      const picture = item(heavyPng(6_000, 6_000));
      const busy = [await opened(s, burning), await opened(s, burning)];
      const computing = workersAtWork(s);
      const before = busy.map(({ id }) => submit(s, id));
      await computing();
      const short = await opened(s, { session_ttl: '3s', output_format: 'png' });
      const answer = await submit(s, short.id, picture);
      for (const each of before) assert.equal((await each).status, 200);
      assert.equal(answer.status, 200, await answer.text());
      const now = await (await s.api(`/api/v1/sessions/${short.id}`)).json();
      assert.equal(now.status, 'completed');
    } finally {
      await s.stop();
    }
  });
});
