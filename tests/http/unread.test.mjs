// Bodies that nobody asked for, and upgrades that must not happen: found by review, each once wrong.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { startServer } from './launch.mjs';
import { open, request } from './wire.mjs';
import { opened } from './phone.mjs';

const upgrade = {
  Connection: 'Upgrade',
  Upgrade: 'websocket',
  'Sec-WebSocket-Version': 13,
  'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
};

describe('unread bodies', { concurrency: true }, () => {
  let s;
  before(async () => {
    s = await startServer();
  });
  after(() => s.stop());

  test('a body that never comes does not hold the stop', async () => {
    const own = await startServer();
    const wire = await open(own);
    const answer = await wire.send(request('POST /api/v1/health', { 'Content-Length': 100 })).response();
    assert.equal(answer.status, 405);
    const { code, ms } = await own.stop();
    assert.equal(code, 0);
    assert.ok(ms < 5_000, `${ms} ms`);
  });

  test('a body that dribbles after its answer ends the connection', async () => {
    const wire = await open(s);
    await wire.send(request('POST /api/v1/health', { 'Content-Length': 60_000 })).response();
    let closed = false;
    wire.closed(20_000).then(
      () => {
        closed = true;
      },
      () => {},
    );
    for (let n = 0; n < 8 && !closed; ++n) {
      wire.send('x');
      await sleep(1_000);
    }
    assert.ok(closed, 'still open after 8 s');
  });

  test('a refused Expect: 100-continue closes, so that the next request is not taken for the body', async () => {
    const wire = await open(s);
    const answer = await wire.send(request('POST /nope', { Expect: '100-continue', 'Content-Length': 60 })).response();
    assert.equal(answer.status, 404);
    assert.equal(answer.headers.connection, 'close');
  });

  test('a WebSocket is only for a plain GET', async () => {
    const { id } = await opened(s);
    const path = `/api/v1/sessions/${id}/ws`;
    const cases = [
      [request(`GET ${path}`, { ...upgrade, 'X-API-Key': s.key, 'Content-Length': 6 }, 'abcdef'), 426],
      [Buffer.concat([request(`GET ${path}`, { ...upgrade, 'X-API-Key': s.key }), Buffer.from('early')]), 400],
    ];
    for (const [text, status] of cases) {
      const wire = await open(s);
      assert.equal((await wire.send(text).response()).status, status);
      wire.close();
    }
    const head = await open(s);
    head.send(request(`HEAD ${path}`, { ...upgrade, 'X-API-Key': s.key }));
    assert.equal((await head.response({ head: true })).status, 426);
    head.close();
  });
});
