import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { describe, test } from 'node:test';
import { open, request } from '../http/wire.mjs';
import { Page } from './client.mjs';
import { startSignal, store, until } from './launch.mjs';

const start = () => startSignal({ nodes: 1 });
const ended = { code: 0, signal: null };

/// Whether a new connection is taken.
const taken = (port) =>
  new Promise((done) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => done(true)).once('error', () => done(false));
    socket.once('connect', () => socket.destroy());
  });

/// An offer of which the service has the head and waits for the body: it has said so.
async function begun(s, page, body) {
  const wire = await open(s);
  wire.send(request('POST /room/offer', { Origin: page.origin, Expect: '100-continue', 'Content-Length': Buffer.byteLength(body) }));
  assert.equal((await wire.response()).status, 100);
  return wire;
}

const offer = JSON.stringify({ info: 'i', offer: 'in progress' });

describe('SIGTERM', { concurrency: 5 }, () => {
  test('an idle service ends with 0, and closes its connections', async () => {
    for (const signal of ['SIGTERM', 'SIGINT']) {
      const s = await start();
      const [idle, used] = [await open(s), await open(s)];
      await used.send(request('GET /health')).response();
      const { code, signal: by, log } = await s.stop(signal);
      assert.deepEqual({ code, signal: by }, ended, log);
      await Promise.all([idle.closed(), used.closed()]);
    }
  });

  test('requests in progress are finished, no new connections are taken, and it ends with 0', async () => {
    const s = await start();
    const page = new Page(s);
    const wires = await Promise.all(Array.from({ length: 5 }, () => begun(s, page, offer)));
    const end = s.stop();
    await until(async () => !(await taken(s.port)), 'no new connections');
    const codes = [];
    for (const wire of wires) {
      const answer = await wire.send(offer).response();
      assert.equal(answer.status, 200, `${answer.status} ${answer.body}`);
      codes.push(JSON.parse(answer.body).code);
    }
    const { code, signal, log } = await end;
    assert.deepEqual({ code, signal }, ended, log);
    if (store === 'memory') return;
    await s.restart();
    for (const each of codes) assert.equal((await page.seen(each)).offer, 'in progress');
    await s.stop();
  });

  test('a request that never ends does not hold it for ever', async () => {
    const s = await start();
    const page = new Page(s);
    const wire = await begun(s, page, offer);
    wire.send(offer.slice(0, 5));
    const { code, signal, log } = await s.stop();
    assert.deepEqual({ code, signal }, ended, log);
    await wire.closed();
  });

  test('under load it ends with 0, and nothing acknowledged is lost', async () => {
    const s = await start();
    const page = new Page(s);
    const codes = [];
    const client = async () => {
      for (;;) {
        const answer = await page.offer().catch(() => null);
        if (answer?.status !== 200) return;
        codes.push(answer.body().code);
      }
    };
    const clients = Array.from({ length: 8 }, client);
    await until(() => codes.length > 40, 'some sessions');
    const end = s.nodes[0].end();
    await Promise.all(clients);
    const { code, signal } = await end;
    assert.deepEqual({ code, signal }, ended, s.log());
    if (store === 'memory') return;
    await s.restart();
    for (const each of codes) assert.equal((await page.poll(each)).status, 200);
    await s.stop();
  });
});
