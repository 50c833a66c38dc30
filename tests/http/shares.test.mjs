// A key's share of sessions, of their memory and of files, and a session's of bodies in hand: docs/decisions/0015.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, test } from 'node:test';
import { inMemory, sleep, startServer } from './launch.mjs';
import { device, opened, openPage, visit } from './phone.mjs';
import { jpeg } from './pictures.mjs';
import { assertProblem } from './problem.mjs';
import { open, request } from './wire.mjs';

const photo = { action_type: 'photo', output_format: 'jpg' };

async function withServer(env, use) {
  // Others are counted a moment later.
  const s = await startServer({ nodes: 1, env });
  try {
    await use(s);
  } finally {
    await s.stop();
  }
}

async function assertFull(answer) {
  assert.equal(answer.headers.get('retry-after'), '5');
  await assertProblem(answer, 503, { error: 'server storage is full' });
}

describe('the shares of a key', { concurrency: true }, () => {
  const create = (s, key, more = {}) => s.api('/api/v1/sessions', { json: { ...photo, ...more }, key });

  test('KEY_MAX_SESSIONS: over it 503 for this key, not for another, and ended sessions give way', () =>
    withServer({ KEY_MAX_SESSIONS: 2, ...inMemory }, async (s) => {
      const short = await s.createSession({ ...photo, session_ttl: '4s' });
      await s.createSession();
      await assertFull(await create(s, s.key));
      for (let n = 0; n < 2; ++n) await s.createSession(photo, s.otherKey);
      await assertFull(await create(s, s.otherKey));
      for (let tries = 0; (await (await s.api(`/api/v1/sessions/${short.id}`)).json()).status !== 'expired'; ++tries) {
        assert.ok(tries < 400, 'the session does not end');
        await sleep(50);
      }
      await s.createSession();
      assert.equal((await s.api(`/api/v1/sessions/${short.id}`)).status, 404);
    }));

  test('KEY_SESSIONS_MAX_BYTES: metadata and intro count', () =>
    withServer({ KEY_SESSIONS_MAX_BYTES: 1_048_576, ...inMemory }, async (s) => {
      const metadata = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`key-${n}`, 'x'.repeat(2_048)]));
      const large = { metadata, intro_text: 'y'.repeat(16_000) };
      let fitting = 0;
      for (; fitting < 20; ++fitting) {
        const answer = await create(s, s.key, large);
        if (answer.status === 201) continue;
        await assertFull(answer);
        break;
      }
      assert.ok(fitting >= 6 && fitting <= 8, `${fitting} of 120 KiB fit into 1 MiB`);
      assert.equal((await create(s, s.otherKey, large)).status, 201);
    }));

  test('SESSIONS_MAX_BYTES: the same for all keys together', () =>
    withServer({ SESSIONS_MAX_BYTES: 1_048_576, ...inMemory }, async (s) => {
      const large = { metadata: Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`key-${n}`, 'x'.repeat(2_048)])) };
      const answers = [];
      for (let n = 0; n < 12; ++n) answers.push(await create(s, n % 2 ? s.key : s.otherKey, large));
      assert.equal(answers[0].status, 201);
      for (const answer of answers.slice(-2)) await assertFull(answer);
    }));

  test('KEY_FILE_QUOTA_BYTES: over it 503 for this key, not for another, and room returns', () =>
    withServer({ KEY_FILE_QUOTA_BYTES: 300_000 }, async (s) => {
      const large = Buffer.concat([jpeg, Buffer.alloc(180_000, 7)]);
      const own = await Promise.all([opened(s), opened(s)]);
      const calls = own.map(({ id }) => device(s, id));
      assert.equal((await calls[0]('PUT', '/files/a', { body: large })).status, 200);
      await assertFull(await calls[1]('PUT', '/files/a', { body: large }));
      await assertFull(await calls[1]('PUT', '/draft', { body: JSON.stringify('x'.repeat(200_000)) }));
      const other = await s.createSession(photo, s.otherKey);
      await openPage(s, other.id);
      assert.equal((await device(s, other.id)('PUT', '/files/a', { body: large })).status, 200);
      assert.equal((await calls[0]('DELETE', '/files/a')).status, 204);
      assert.equal((await calls[1]('PUT', '/files/a', { body: large })).status, 200);
    }));

  test('without settings a single key has all that the server has', () =>
    withServer({ MAX_SESSIONS: 3, FILE_QUOTA_TOTAL_BYTES: 200_000 }, async (s) => {
      for (let n = 0; n < 2; ++n) await s.createSession();
      const { id } = await opened(s);
      await assertFull(await create(s, s.key));
      const draft = (size) => device(s, id)('PUT', '/draft', { body: JSON.stringify('x'.repeat(size)) });
      assert.equal((await draft(199_000)).status, 204);
    }));
});

describe('the share of a session', () => {
  test('an eighth of BODIES_MAX_BYTES: who fills it holds up nobody else', () =>
    withServer({}, async (s) => {
      const size = 512 * 1024;
      const draft = JSON.stringify('x'.repeat(size - 2));
      const { id } = await opened(s);
      const answer = await visit(s, id, { path: '/files/photo', method: 'PUT', body: jpeg });
      const Cookie = answer.headers.get('set-cookie').split(';')[0];
      const wires = await Promise.all(Array.from({ length: 17 }, () => open(s)));
      const answers = wires.map((wire) => {
        wire.send(request(`PUT /s/${id}/draft`, { Cookie, 'Content-Length': size })).send(draft.slice(0, -1));
        return wire.response({ limit: 30_000 });
      });
      const first = await Promise.race(answers);
      await assertProblem(first, 503, { error: 'server is busy' });
      assert.equal(first.headers['retry-after'], '5');
      const other = await opened(s);
      assert.equal((await device(s, other.id)('PUT', '/draft', { body: draft })).status, 204);
      for (const wire of wires) wire.send('"');
      const statuses = (await Promise.all(answers)).map(({ status }) => status);
      assert.ok(statuses.filter((status) => status === 204).length >= 14, statuses.join());
      for (const wire of wires) wire.close();
    }));
});

/// Each is the child of the thread that started it.
function childrenOf(pid) {
  const lists = readdirSync(`/proc/${pid}/task`).map((thread) => readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8'));
  return lists.join(' ').split(' ').filter(Boolean).map(Number);
}

describe('what the start and the log say', () => {
  test('short keys are named in one warning, and no key is in the log', () =>
    withServer({ API_KEYS: 'alpha:test-key-alpha-0001,shop:s3cret-key,unn4med' }, async (s) => {
      const warnings = (await s.wholeLog()).split('\n').filter((line) => line.includes('can be guessed'));
      assert.equal(warnings.length, 1);
      const { level, names } = JSON.parse(warnings[0]);
      assert.deepEqual([level, names], ['warn', 'shop, key3']);
      assert.ok(!/s3cret|unn4med/.test(s.log()), s.log());
    }));

  test('a long key, and the demo key, are not warned of', async () => {
    for (const options of [{}, { args: ['serve', '--demo'], env: { DEV: 'true', API_KEYS: undefined } }]) {
      const s = await startServer({ nodes: 1, ...options });
      assert.ok(!s.log().includes('can be guessed'), s.log());
      await s.stop();
    }
  });

  test('an idle worker that is lost is logged with its reason, and another takes its place', () =>
    withServer({ WORKERS: 1 }, async (s) => {
      const [worker] = childrenOf(s.pid);
      process.kill(worker, 'SIGKILL');
      for (let tries = 0; !s.log().includes('an idle worker ended'); ++tries) {
        assert.ok(tries < 400, s.log());
        await sleep(25);
      }
      const [line] = s.log().match(/^.*an idle worker ended.*$/m);
      assert.equal(JSON.parse(line).reason, 'was killed by signal 9 (Killed)');
      const { id } = await opened(s);
      assert.equal((await device(s, id)('PUT', '/files/photo', { body: jpeg })).status, 200);
      assert.ok(!childrenOf(s.pid).includes(worker));
    }));
});
