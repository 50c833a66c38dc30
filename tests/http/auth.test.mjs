import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startServer } from './launch.mjs';
import { completed } from './phone.mjs';
import { assertProblem } from './problem.mjs';
import { refusal } from './sockets.mjs';
import { exchange, request } from './wire.mjs';

describe('auth', () => {
  let s;
  before(async () => (s = await startServer({ env: { LOG_LEVEL: 'debug' } })));
  after(() => s?.stop());

  const routes = ['/sessions/3b241101-e2bb-4255-8caf-4136c566a962', '/downloads/3b241101-e2bb-4255-8caf-4136c566a962'].flatMap((path) =>
    path.startsWith('/sessions') ? ['', '/result', '/qr.svg', '/qr.png'].map((end) => path + end) : [path],
  );

  test('a missing key is 401 "missing API key" on every protected route', async () => {
    for (const path of routes) await assertProblem(await s.api(`/api/v1${path}`, { key: null }), 401, { error: 'missing API key' });
    await assertProblem(await s.api('/api/v1/sessions', { key: null, json: { action_type: 'photo' } }), 401, { error: 'missing API key' });
  });

  test('an empty key counts as missing', async () => {
    const bytes = request('GET /api/v1/sessions/x', { 'X-API-Key': '' });
    await assertProblem(await exchange(s, bytes), 401, { error: 'missing API key' });
  });

  test('a wrong key is 401 "invalid API key" on every protected route', async () => {
    for (const key of ['wrong', s.key.slice(0, -1), `${s.key}1`, 'alpha', `alpha:${s.key}`, s.key.toUpperCase()]) {
      await assertProblem(await s.api(`/api/v1${routes[0]}`, { key }), 401, { error: 'invalid API key' });
    }
    for (const path of routes) await assertProblem(await s.api(`/api/v1${path}`, { key: 'nope' }), 401, { error: 'invalid API key' });
  });

  test('the key is asked for before the body is looked at', async () => {
    const answer = await s.api('/api/v1/sessions', { key: 'wrong', method: 'POST', body: '{not json' });
    await assertProblem(answer, 401, { error: 'invalid API key' });
  });

  test('api_key in the query is no key for plain requests', async () => {
    const session = await s.createSession();
    await assertProblem(await s.api(`/api/v1/sessions/${session.id}?api_key=${s.key}`, { key: null }), 401);
  });

  test('health and version need no key', async () => {
    const health = await s.api('/api/v1/health', { key: null });
    assert.equal(health.status, 200);
    assert.deepEqual(await health.json(), { status: 'ok' });
    const version = await s.api('/api/v1/version', { key: null });
    assert.equal(version.status, 200);
    const body = await version.json();
    assert.deepEqual(Object.keys(body).sort(), ['commit', 'version']);
    assert.equal(typeof body.version, 'string');
    assert.equal(typeof body.commit, 'string');
  });

  test('every key of API_KEYS works', async () => {
    for (const key of [s.key, s.otherKey]) {
      const session = await s.createSession(undefined, key);
      assert.equal((await s.api(`/api/v1/sessions/${session.id}`, { key })).status, 200);
    }
  });

  test("another key's session is 404 on every route", async () => {
    const session = await s.createSession();
    for (const end of ['', '/result', '/qr.svg', '/qr.png']) {
      await assertProblem(await s.api(`/api/v1/sessions/${session.id}${end}`, { key: s.otherKey }), 404);
    }
    assert.equal((await refusal(s, session.id, { key: s.otherKey })).status, 404);
  });

  test("another key's download is 404", async () => {
    const { session, items } = await completed(s);
    const path = `/api/v1/downloads/${items[0].download_id}`;
    await assertProblem(await s.api(path, { key: s.otherKey }), 404);
    assert.equal((await s.api(path)).status, 200);
    await assertProblem(await s.api(`/api/v1/sessions/${session.id}/result`, { key: s.otherKey }), 404);
  });

  test('no key ever stands in the log', async () => {
    const log = await s.wholeLog();
    assert.ok(!log.includes(s.key) && !log.includes(s.otherKey), log);
  });
});
