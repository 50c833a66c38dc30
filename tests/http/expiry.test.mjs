import assert from 'node:assert/strict';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { after, before, describe, test } from 'node:test';
import { sleep, startServer } from './launch.mjs';
import { completed, device, opened, outlived, submit, visit } from './phone.mjs';
import { assertProblem } from './problem.mjs';
import { listen, refusal } from './sockets.mjs';

/// Counts how long this process itself was kept from hearing anything; answers the longest of it, in ms.
function ownDelay() {
  const delays = monitorEventLoopDelay({ resolution: 10 });
  delays.enable();
  return () => {
    delays.disable();
    return delays.max / 1e6;
  };
}

describe('expiry', { concurrency: 16 }, () => {
  let s;
  before(async () => (s = await startServer()));
  after(() => s?.stop());

  const photo = { action_type: 'photo', output_format: 'jpg' };
  const api = (session, end = '') => s.api(`/api/v1/sessions/${session.id}${end}`);

  async function assertTombstone(session) {
    const answer = await api(session);
    assert.equal(answer.status, 200);
    const body = await answer.json();
    assert.equal(body.id, session.id);
    assert.equal(body.status, 'expired');
    await assertProblem(await api(session, '/result'), 410, { error: 'session expired' });
    await assertProblem(await api(session, '/qr.svg'), 410);
    await assertProblem(await api(session, '/qr.png'), 410);
    assert.equal((await refusal(s, session.id)).status, 410);
    assert.equal((await visit(s, session.id)).status, 410);
    assert.equal((await visit(s, session.id, { path: '/action' })).status, 410);
    await assertProblem(await submit(s, session.id), 410);
    const call = device(s, session.id);
    await assertProblem(await call('POST', '/submit', { body: { data: {} } }), 410);
    await assertProblem(await call('PUT', '/files/p1', { body: Buffer.from('x') }), 410);
  }

  test('an unfinished session is a tombstone after session_ttl', async () => {
    const session = await s.createSession({ ...photo, session_ttl: '1s' });
    await sleep(1_200);
    await assertTombstone(session);
    assert.deepEqual(await (await api(session)).json(), { id: session.id, status: 'expired' });
  });

  test('an opened and a started session expire too', async () => {
    const session = await opened(s, { session_ttl: '3s' });
    const started = await s.createSession({ ...photo, session_ttl: '3s' });
    await visit(s, started.id, { path: '/action' });
    await outlived(started);
    await assertTombstone(session);
    await assertTombstone(started);
  });

  test('a session is not expired before its time', async () => {
    const session = await s.createSession({ ...photo, session_ttl: '2s' });
    await sleep(Date.parse(session.expires_at) - Date.now() - 400);
    const answer = await (await api(session)).json();
    // On a busy machine the answer may come too late to say anything.
    if (Date.now() < Date.parse(session.expires_at)) assert.equal(answer.status, 'pending');
  });

  test('a completed session stays readable past session_ttl', async () => {
    const { session, items } = await completed(s, { session_ttl: '4s', result_ttl: '1m' });
    await outlived(session);
    const now = await (await api(session)).json();
    assert.equal(now.status, 'completed');
    assert.deepEqual(now.result, items);
    assert.equal((await api(session, '/result')).status, 200);
    assert.equal((await s.api(`/api/v1/downloads/${items[0].download_id}`)).status, 200);
    assert.equal((await visit(s, session.id)).status, 200);
    await assertProblem(await submit(s, session.id), 409);
  });

  test('after completed_at + result_ttl a completed session is a tombstone', async () => {
    const { session, items } = await completed(s, { session_ttl: '10m', result_ttl: '1s' });
    await sleep(1_300);
    await assertTombstone(session);
    await assertProblem(await s.api(`/api/v1/downloads/${items[0].download_id}`), 404);
  });

  test('a download is there until the result expires', async () => {
    const { items } = await completed(s, { result_ttl: '6s' });
    await sleep(2_000);
    assert.equal((await s.api(`/api/v1/downloads/${items[0].download_id}`)).status, 200);
    await sleep(4_400);
    await assertProblem(await s.api(`/api/v1/downloads/${items[0].download_id}`), 404);
  });

  test('expiry is told within 1 s and closes 1000', async () => {
    const session = await s.createSession({ ...photo, session_ttl: '4s', metadata: { order: '3' } });
    const socket = await listen(s, session.id);
    const held = ownDelay();
    const message = await socket.status('expired', 10_000);
    const late = message.receivedAt - Date.parse(session.expires_at);
    assert.ok(late > -50 && late < 1_050 + held(), `told ${late} ms after expires_at`);
    assert.equal(message.type, 'status_update');
    assert.equal(message.seq, 1);
    assert.deepEqual(message.metadata, { order: '3' });
    assert.equal((await socket.ending()).code, 1000);
  });

  test('the socket of a completed session closes 1000 without a message when the result expires', async () => {
    const session = await opened(s, { session_ttl: '10m', result_ttl: '5s' });
    const socket = await listen(s, session.id);
    assert.equal((await submit(s, session.id)).status, 200);
    const done = await socket.status('completed');
    await sleep(2_000);
    assert.equal(socket.end, undefined, 'open until the result expires');
    const held = ownDelay();
    const end = await socket.ending(10_000);
    assert.equal(end.code, 1000);
    assert.equal(socket.messages.at(-1).seq, done.seq);
    const late = end.at - Date.parse(done.timestamp) - 5_000;
    assert.ok(late > -100 && late < 1_500 + held(), `closed ${late} ms after the result expired`);
  });
});
