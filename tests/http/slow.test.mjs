// The few tests that must wait; they run side by side.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sleep, startServer } from './launch.mjs';
import { listen } from './sockets.mjs';
import { events } from './streams.mjs';
import { open, request } from './wire.mjs';

describe('slow', { concurrency: 8 }, () => {
  let s;
  before(async () => (s = await startServer()));
  after(() => s?.stop());

  /// Sends a byte of a header now and then; how long until the server gives up, and its answer.
  async function dribble(start) {
    const wire = await open(s);
    const from = Date.now();
    wire.send(start);
    let ms = Infinity;
    wire.socket.once('close', () => (ms = Date.now() - from));
    while (!wire.ended && Date.now() - from < 20_000) {
      await sleep(500);
      wire.send('a');
    }
    const answer = wire.received.length ? await wire.response() : null;
    return { ms, answer };
  }

  for (const [name, start] of [
    ['a header that dribbles in', 'GET /api/v1/health HTTP/1.1\r\nX-Slow: '],
    ['a request line that dribbles in', 'GET /'],
  ]) {
    test(`${name} is ended after 10 s with 408 or a close`, async () => {
      const { ms, answer } = await dribble(start);
      assert.ok(ms > 5_000 && ms <= 15_000, `${ms} ms`);
      if (answer?.status) assert.equal(answer.status, 408);
    });
  }

  test('a connection that says nothing is ended, or stays idle within reason', async () => {
    const wire = await open(s);
    await sleep(1_000);
    assert.equal((await wire.send(request('GET /api/v1/health')).response()).status, 200);
    wire.close();
  });

  test('slow headers delay nobody else', async () => {
    const slow = await Promise.all(Array.from({ length: 50 }, () => open(s)));
    for (const wire of slow) wire.send('GET /api/v1/health HTTP/1.1\r\nX: ');
    const from = Date.now();
    assert.equal((await s.api('/api/v1/health')).status, 200);
    assert.ok(Date.now() - from < 5_000, 'not for as long as the slow ones may take');
    for (const wire of slow) wire.close();
  });

  test('a ping comes every 20 s', async () => {
    const session = await s.createSession();
    const socket = await listen(s, session.id);
    await socket.until(() => socket.pings >= 1, 26_000, 'ping');
    socket.leave();
  });

  test("a comment comes every 20 s on a phone's event stream", async () => {
    const { id } = await s.createSession();
    const stream = await events(s, id);
    const begun = stream.text;
    await stream.wire.waitFor(() => stream.text === `${begun}:\n\n`, 26_000, 'comment');
    stream.leave();
  });
});
