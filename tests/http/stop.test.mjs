// How a server ends while there is work and while there are results: docs/decisions/0043.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { inMemory, sleep, startServer, temporaryDirectory } from './launch.mjs';
import { completed, opened, submit } from './phone.mjs';
import { noisePng } from './pictures.mjs';
import { libraries, pluginDir } from './plugins.mjs';
import { assertProblem } from './problem.mjs';
import { listen } from './sockets.mjs';
import { events } from './streams.mjs';
import { open, request } from './wire.mjs';
import { workersAtWork } from './workers.mjs';

const dir = pluginDir('photo', 'misbehave');
const skip = dir ? false : 'the plugins photo and misbehave are not built';
const bad = (how) => ({ action_type: 'misbehave', output_format: 'jpg', options: { how } });
const start = (env = {}) => startServer({ env: { ...libraries, PLUGIN_DIR: dir, DRAIN_TIME: undefined, ...inMemory, ...env } });

/// Asks the server to stop; `end` comes when it has.
async function stopping(s) {
  const end = s.stop();
  for (const deadline = Date.now() + 20_000; !s.log().includes('"stopping"'); await sleep(5)) {
    assert.ok(Date.now() < deadline, s.log());
  }
  return { end };
}

/// A submission that a worker has in hand for two seconds of processor time: what keeps the server from ending, then by
/// its result until that is fetched.
async function inHand(s) {
  const session = await opened(s, bad('burn'));
  const computing = workersAtWork(s);
  const answer = submit(s, session.id);
  await computing();
  return { id: session.id, answer };
}

async function assertRefused(answer) {
  const header = (name) => answer.headers.get?.(name) ?? answer.headers[name];
  assert.equal(header('retry-after'), '5');
  assert.equal(header('connection'), 'close');
  await assertProblem(answer, 503, { error: 'server is shutting down' });
}

/// What a backend does when it polls: asks until there is a result, then fetches its files. Their number; 0: no result.
async function poll(s, id, pause = 20) {
  for (;;) {
    let answer;
    try {
      answer = await s.api(`/api/v1/sessions/${id}/result`);
      if (answer.status === 200) return await fetchFiles(s, (await answer.json()).items);
      await answer.arrayBuffer();
    } catch {
      return 0; // the server has ended
    }
    assert.equal(answer.status, 202);
    await sleep(pause);
  }
}

async function fetchFiles(s, items) {
  for (const { download_id, size } of items) {
    const file = await s.api(`/api/v1/downloads/${download_id}`);
    assert.equal(file.status, 200);
    assert.equal((await file.arrayBuffer()).byteLength, size);
  }
  return items.length;
}

/// The same with a WebSocket: told of the result, it only fetches the files.
async function pollNever(s, id) {
  const socket = await listen(s, id);
  const told = socket.next(({ type }) => type === 'completed', 20_000).catch(() => null);
  const message = await Promise.race([told, socket.closed.then(() => null)]);
  const fetched = message ? await fetchFiles(s, message.data) : 0;
  return { fetched, code: (await socket.closed).code };
}

describe('a stop amid work', { skip, concurrency: 3 }, () => {
  test('every phone that got 200 is heard of by its backend, by polling and by WebSocket, and no other', async () => {
    const s = await start({ WORKERS: 1 });
    const sessions = [];
    for (let i = 0; i < 20; ++i) sessions.push(await opened(s, bad('sleep')));
    const [first] = sessions;
    const socket = pollNever(s, first.id);
    const backends = sessions.slice(1).map(({ id }) => poll(s, id));
    const phones = sessions.map(({ id }) => submit(s, id));
    await Promise.race(phones);
    const { code, ms } = await s.stop();
    const statuses = (await Promise.all(phones)).map(({ status }) => status);
    assert.deepEqual([...new Set(statuses)].sort(), [200, 503], s.log());
    const { fetched, code: closed } = await socket;
    const counts = [fetched, ...(await Promise.all(backends))];
    assert.deepEqual(
      counts,
      statuses.map((status) => (status === 200 ? 1 : 0)),
      s.log(),
    );
    assert.equal(closed, 1001);
    assert.equal(code, 0);
    assert.ok(ms < 9_000, `${ms} ms`);
    assert.ok(!s.log().includes('were not fetched'), s.log());
  });

  test('jobs that wait for a worker are refused at once, one that hangs when its time is over', async () => {
    const s = await start({ WORKERS: 1, WORKER_TIMEOUT: '1h', DRAIN_TIME: '4s' });
    const hung = await opened(s, bad('hang'));
    const order = [];
    const note = (name) => (answer) => order.push(name) && answer;
    const computing = workersAtWork(s);
    const hanging = submit(s, hung.id).then(note('hung'));
    await computing();
    const others = [];
    for (let i = 0; i < 3; ++i) others.push(await opened(s, bad('ok')));
    const waiting = others.map(({ id }) => submit(s, id).then(note('waited')));
    await (await s.api('/api/v1/version')).arrayBuffer();
    const { end } = await stopping(s);
    for (const answer of await Promise.all([...waiting, hanging])) await assertRefused(answer);
    assert.deepEqual(order, ['waited', 'waited', 'waited', 'hung']);
    assert.equal((await end).code, 0, s.log());
  });

  test('who waits for a turn, and who has one and sends, is refused at once; the session stays as it was', async () => {
    const s = await start({ DRAIN_TIME: '1m' });
    const session = await opened(s);
    const kept = await inHand(s);
    const wires = await Promise.all([1, 2, 3].map(() => open(s)));
    for (let i = 0; i < 3; ++i) {
      wires[i].send(request(`POST /s/${session.id}/submit`, { Expect: '100-continue', 'Content-Length': 4 }));
      // The first has its turn when it is asked for its body.
      if (i === 0) assert.equal((await wires[0].response()).status, 100);
    }
    wires[0].send('{"');
    const { end } = await stopping(s);
    for (const wire of wires) await assertRefused(await wire.response());
    assert.equal((await (await s.api(`/api/v1/sessions/${session.id}`)).json()).status, 'opened');
    assert.equal((await kept.answer).status, 200);
    assert.equal(await poll(s, kept.id), 1);
    for (const wire of wires) wire.close();
    assert.equal((await end).code, 0, s.log());
  });

  test('an upload under way is refused, and nothing of it stays', async () => {
    const s = await start({ DRAIN_TIME: '1m' });
    const session = await opened(s);
    const kept = await inHand(s);
    const wire = await open(s);
    wire.send(request(`PUT /s/${session.id}/files/photo`, { 'Content-Length': 1_000_000, Expect: '100-continue' }));
    assert.equal((await wire.response()).status, 100);
    wire.send(Buffer.alloc(500_000));
    const { end } = await stopping(s);
    await assertRefused(await wire.response());
    wire.close();
    assert.equal((await kept.answer).status, 200);
    assert.equal(await poll(s, kept.id), 1);
    assert.equal((await end).code, 0, s.log());
  });
});

describe('a stop with results', { skip, concurrency: 3 }, () => {
  test('backends are served until they have fetched, phones and new sessions are not', async () => {
    const s = await start({ DRAIN_TIME: '1m' });
    const waiting = await opened(s);
    const old = await open(s);
    await old.send(request('GET /api/v1/health')).response();
    const stream = await events(s, waiting.id);
    const { id, answer } = await inHand(s);
    const { end } = await stopping(s);

    await assertRefused(await old.send(request('GET /api/v1/health')).response());
    await assertRefused(await fetch(`${s.url}/s/${waiting.id}`));
    await assertRefused(await fetch(`${s.url}/s/${waiting.id}/state`));
    await assertRefused(await submit(s, waiting.id));
    await assertRefused(await s.api('/api/v1/sessions', { json: { action_type: 'photo', output_format: 'jpg' } }));
    await assertRefused(await s.api(`/api/v1/sessions/${id}/do/count`, { json: {} }));

    assert.equal((await s.api(`/api/v1/sessions/${waiting.id}`)).status, 200);
    const late = await listen(s, waiting.id);
    assert.equal((await late.next()).status, 'opened');
    const { items } = await (await answer).json();
    const path = `/api/v1/downloads/${items[0].download_id}`;
    // Nothing of the file has left with these, and half of it with the next.
    assert.equal((await s.api(path, { method: 'HEAD' })).status, 200);
    assert.equal((await s.api(path, { headers: { Range: `bytes=${items[0].size}-` } })).status, 416);
    const half = await s.api(path, { headers: { Range: 'bytes=0-99' } });
    assert.equal((await half.arrayBuffer()).byteLength, 100);
    const result = await s.api(`/api/v1/sessions/${id}/result`);
    assert.deepEqual((await result.json()).items, items);
    assert.equal(late.end, undefined);
    assert.ok(!stream.wire.ended);
    const rest = await s.api(path, { headers: { Range: 'bytes=100-' } });
    assert.equal((await rest.arrayBuffer()).byteLength, items[0].size - 100);

    assert.equal((await end).code, 0, s.log());
    assert.equal((await late.ending()).code, 1001);
    await stream.closed();
    assert.ok(!s.log().includes('were not fetched'), s.log());
  });

  test('a backend that never comes is waited for no longer than DRAIN_TIME', async () => {
    const s = await start({ DRAIN_TIME: '20s' });
    const { answer } = await inHand(s);
    const { end } = await stopping(s);
    assert.equal((await answer).status, 200);
    assert.equal((await end).code, 0, s.log());
    assert.match(s.log(), /"results were not fetched","count":1/);
  });

  test('what was completed more than a second before is not waited for', async () => {
    const s = await start({ DRAIN_TIME: '1h' });
    await completed(s, bad('ok'));
    await sleep(1_100);
    const { code } = await s.stop();
    assert.equal(code, 0, s.log());
  });

  test('what ends meanwhile is not waited for', async () => {
    const s = await start({ DRAIN_TIME: '1h' });
    await completed(s, { ...bad('ok'), result_ttl: '2s' });
    const { code } = await s.stop();
    assert.equal(code, 0, s.log());
    assert.ok(!s.log().includes('were not fetched'), s.log());
  });

  test('another signal cuts it short', async () => {
    const s = await start({ DRAIN_TIME: '1h' });
    const { answer } = await inHand(s);
    const { end } = await stopping(s);
    assert.equal((await answer).status, 200);
    process.kill(s.pid, 'SIGINT');
    const { code, signal } = await end;
    assert.deepEqual({ code, signal }, { code: 0, signal: null }, s.log());
  });

  test('another signal also ends what only waits for a slow download', async () => {
    const s = await start({ DRAIN_TIME: '1h' });
    const { items } = await completed(s, { output_format: 'png' }, noisePng(4000, 4000));
    await sleep(1_100);
    const wire = await open(s);
    wire.socket.pause();
    wire.send(request(`GET /api/v1/downloads/${items[0].download_id}`, { 'X-API-Key': s.key }));
    const { end } = await stopping(s);
    process.kill(s.pid, 'SIGINT');
    assert.equal((await end).code, 0, s.log());
    wire.close();
  });
});

describe('a stop of a server whose sessions outlive it', () => {
  test('all is served for a while, connections end with their answers, and balancers are sent elsewhere', async () => {
    // An hour: the leave lasts for minutes, until the second signal.
    const env = { DATA_DIR: join(temporaryDirectory('leave'), 'data'), DRAIN_TIME: '1h' };
    const s = await startServer({ env });
    const { id } = await s.createSession();
    const listener = await listen(s, id, { key: s.key }); // somebody who stays
    process.kill(s.pid, 'SIGTERM');
    for (const path of ['/livez', '/readyz', '/api/v1/health']) {
      for (const deadline = Date.now() + 10_000; (await fetch(s.url + path)).status !== 503; await sleep(5))
        assert.ok(Date.now() < deadline, `${path} is not 503`);
    }
    const made = await s.api('/api/v1/sessions', { json: { action_type: 'photo', output_format: 'jpg' } });
    assert.equal(made.status, 201);
    assert.equal(made.headers.get('connection'), 'close');
    const late = await made.json();
    assert.equal((await fetch(`${s.url}/s/${late.id}`)).status, 200);
    assert.equal((await s.stop()).code, 0);
    assert.equal((await listener.ending()).code, 1001);

    const next = await startServer({ env: { ...env, DRAIN_TIME: '1s' } });
    assert.equal((await next.api(`/api/v1/sessions/${late.id}`)).status, 200);
    assert.equal((await next.stop()).code, 0);
  });
});
