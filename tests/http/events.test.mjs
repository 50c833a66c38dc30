// GET /s/:id/events: what a phone hears, and what its stream costs the others.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { sanitized, sleep, startServer } from './launch.mjs';
import { completed, device, opened, outlived, submit } from './phone.mjs';
import { assertProblem } from './problem.mjs';
import { events } from './streams.mjs';
import { exchange, open, request } from './wire.mjs';

const cookieOf = (answer) => /^baton_device=([0-9a-f]{32});/.exec(answer.headers.get('set-cookie') ?? '')?.[1];
const missing = '3b241101-e2bb-4255-8caf-4136c566a962';

describe('events', { concurrency: 6 }, () => {
  let s;
  before(async () => (s = await startServer()));
  after(() => s?.stop());

  test('head, comment and retry come at once', async () => {
    const { id } = await opened(s);
    const stream = await events(s, id);
    assert.match(stream.head, /\r\nContent-Type: text\/event-stream/i);
    assert.match(stream.head, /\r\nCache-Control: no-store/i);
    assert.match(stream.head, /\r\nX-Accel-Buffering: no/i);
    assert.match(stream.head, /\r\nX-Content-Type-Options: nosniff/i);
    assert.match(stream.head, /\r\nConnection: close/i);
    assert.doesNotMatch(stream.head, /Content-Length|Transfer-Encoding|Set-Cookie/i);
    assert.match(stream.text, /^:/);
    assert.match(stream.text, /\nretry: 3000\n\n/);
    assert.deepEqual(stream.events, []);
    stream.leave();
  });

  test('HTTP/1.0 gets it too, HEAD the head alone, and the connection goes on', async () => {
    const { id } = await opened(s);
    const old = await events(s, id, { version: '1.0' });
    const wire = await open(s);
    const head = await wire.send(request(`HEAD /s/${id}/events`)).response({ head: true });
    assert.equal(head.status, 200);
    assert.match(head.headers['content-type'], /^text\/event-stream/);
    assert.equal((await wire.send(request('GET /api/v1/health')).response()).status, 200);
    wire.close();
    await submit(s, id);
    await old.next('completed');
    await old.closed();
  });

  test('completed is told, numbered, and ends every stream', async () => {
    const { id } = await opened(s);
    const streams = await Promise.all([events(s, id), events(s, id), events(s, id)]);
    assert.equal((await submit(s, id)).status, 200);
    for (const stream of streams) {
      const told = await stream.next('completed');
      assert.deepEqual(told, { event: 'completed', id: '3', data: {} });
      await stream.closed();
      assert.equal(stream.events.length, 1);
    }
  });

  test('expired is told and ends the stream; expiring came before, in the last quarter', async () => {
    const session = await opened(s, { session_ttl: '8s' });
    const stream = await events(s, session.id);
    const soon = await stream.next('expiring', 10_000);
    assert.equal(soon.data.expires_at, session.expires_at);
    const left = Date.parse(soon.data.expires_at) - Date.parse(soon.data.server_time);
    assert.ok(left > 0 && left <= 2_000, `${left} ms`);
    assert.equal(soon.id, undefined);
    const over = await stream.next('expired', 5_000);
    assert.deepEqual(over, { event: 'expired', id: '2', data: {} });
    await stream.closed();
    assert.deepEqual(
      stream.events.map(({ event }) => event),
      ['expiring', 'expired'],
    );
  });

  test('expiring is told at once when it is so already, and once only', async () => {
    const { id } = await opened(s, { session_ttl: '121s' });
    await sleep(1_100);
    const stream = await events(s, id);
    await stream.next('expiring');
    assert.ok((await device(s, id)('POST', '/start')).ok);
    await sleep(300);
    assert.deepEqual(
      stream.events.map(({ event }) => event),
      ['expiring'],
    );
    stream.leave();
    const long = await events(s, (await opened(s)).id);
    await sleep(300);
    assert.deepEqual(long.events, []);
    long.leave();
  });

  test('taken_over is told to the phone that lost the session, to nobody else, and its stream goes on', async () => {
    const { id } = await opened(s);
    const first = cookieOf(await device(s, id)('POST', '/start'));
    const [lost, stranger] = [await events(s, id, { cookie: first }), await events(s, id)];
    const second = cookieOf(await device(s, id)('POST', '/takeover'));
    const winner = await events(s, id, { cookie: second });
    const told = await lost.next('taken_over');
    assert.deepEqual(told, { event: 'taken_over', data: {} });
    const late = await events(s, id, { cookie: first });
    await late.next('taken_over');
    await device(s, id)('PUT', '/draft', { body: '{}' });
    assert.equal((await submit(s, id)).status, 200);
    for (const stream of [lost, late]) {
      await stream.next('completed');
      assert.deepEqual(
        stream.events.map(({ event }) => event),
        ['taken_over', 'completed'],
      );
    }
    for (const stream of [stranger, winner]) {
      await stream.next('completed');
      assert.equal(stream.events.length, 1);
    }
  });

  test('a take-over by the same phone is no loss', async () => {
    const { id } = await opened(s);
    const call = device(s, id);
    const stream = await events(s, id, { cookie: cookieOf(await call('POST', '/start')) });
    assert.equal((await call('POST', '/takeover')).status, 200);
    await sleep(200);
    assert.deepEqual(stream.events, []);
    stream.leave();
  });

  test('an ended session: completed at connect and the end, expired 410, unknown 404', async () => {
    const { session } = await completed(s);
    const stream = await events(s, session.id);
    await stream.next('completed');
    await stream.closed();
    const short = await opened(s, { session_ttl: '3s' });
    const gone = (await completed(s, { result_ttl: '1s' })).session;
    await Promise.all([outlived(short), sleep(1_300)]);
    for (const [id, status] of [
      [short.id, 410],
      [gone.id, 410],
      [missing, 404],
      ['nope', 404],
    ]) {
      await assertProblem(await fetch(`${s.url}/s/${id}/events`), status);
    }
    await assertProblem(await fetch(`${s.url}/s/${session.id}/events`, { method: 'POST' }), 405);
  });

  test('listening changes nothing and binds nobody', async () => {
    const { id } = await s.createSession();
    const stream = await events(s, id);
    await sleep(100);
    assert.equal((await (await s.api(`/api/v1/sessions/${id}`)).json()).status, 'pending');
    assert.equal((await (await device(s, id)('GET', '/state')).json()).device, 'none');
    stream.leave();
  });

  test('what a listener sends is ignored', async () => {
    const { id } = await opened(s);
    const stream = await events(s, id);
    stream.wire.send(Buffer.alloc(300_000, 0x41));
    await sleep(200);
    assert.equal((await submit(s, id)).status, 200);
    await stream.next('completed');
  });

  test('a reader that never reads holds up nobody, and its stream ends with the session', async () => {
    const { id } = await opened(s);
    const slow = await Promise.all(Array.from({ length: 20 }, () => open(s)));
    for (const wire of slow) {
      wire.socket.pause();
      wire.send(request(`GET /s/${id}/events`));
    }
    const quick = await events(s, id);
    assert.equal((await submit(s, id)).status, 200);
    await quick.next('completed');
    for (const wire of slow) {
      wire.socket.resume();
      await wire.closed();
      assert.match(wire.received.toString(), /event: completed/);
    }
  });

  test('a request that is sent after it on the same connection is not answered', async () => {
    const { id } = await opened(s);
    const stream = await events(s, id);
    stream.wire.send(request('GET /api/v1/health'));
    await sleep(200);
    assert.doesNotMatch(stream.text, /HTTP/);
    stream.leave();
  });

  test('errors in its query or body are no streams', async () => {
    const { id } = await opened(s);
    const answer = await exchange(s, request(`GET /s/${id}/events/more`));
    assert.equal(answer.status, 404);
  });
});

describe('many streams', () => {
  const rss = (pid) => Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);

  test('1,000 idle streams cost little, delay nobody, all hear the end, and go when their phones go', async () => {
    const s = await startServer({ nodes: 1 });
    try {
      const { id } = await opened(s);
      const others = await Promise.all(Array.from({ length: 10 }, () => opened(s)));
      await events(s, id).then((stream) => stream.leave());
      const before = rss(s.pid);
      const streams = [];
      for (let n = 0; n < 1_000; n += 50)
        streams.push(...(await Promise.all(Array.from({ length: 50 }, (_, k) => events(s, (n + k) % 2 ? id : others[k % 10].id)))));
      assert.ok(rss(s.pid) - before < (sanitized ? 64 : 16) * 1_024, `${rss(s.pid) - before} KiB for 1,000 streams`);
      assert.equal((await s.api('/api/v1/health')).status, 200);
      assert.equal((await submit(s, id)).status, 200);
      const mine = streams.filter((_, n) => n % 2);
      await Promise.all(mine.map((stream) => stream.next('completed').then(() => stream.closed())));
      for (const stream of streams) stream.leave();
      const descriptors = async () => (await import('node:fs')).readdirSync(`/proc/${s.pid}/fd`).length;
      for (let n = 0; n < 50 && (await descriptors()) > 100; ++n) await sleep(100);
      assert.ok((await descriptors()) <= 100, `${await descriptors()} descriptors stay open`);
    } finally {
      await s.stop();
    }
  });

  test('a server that stops ends them', async () => {
    const s = await startServer({ nodes: 1 });
    const { id } = await opened(s);
    const streams = await Promise.all(Array.from({ length: 50 }, () => events(s, id)));
    const { code, ms } = await s.stop();
    assert.equal(code, 0, s.log());
    assert.ok(ms < 5_000, `${ms} ms`);
    await Promise.all(streams.map((stream) => stream.closed()));
    for (const stream of streams) assert.deepEqual(stream.events, [], 'stopping is no event of the session');
  });
});
