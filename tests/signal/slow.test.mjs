// The only tests that must wait for a time of the service's own; they run side by side.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { exchange, open, request } from '../http/wire.mjs';
import { startSignal, until } from './launch.mjs';

describe('slow clients', { concurrency: 4 }, () => {
  let s;
  before(async () => (s = await startSignal({ nodes: 1 })));
  after(() => s?.stop());

  for (const [name, start] of [
    ['a header that does not go on', 'GET /health HTTP/1.1\r\nX-Slow: '],
    ['a request line that does not go on', 'GET /hea'],
    ['a header that dribbles in', 'GET /health HTTP/1.1\r\nX-Slow: '],
  ]) {
    test(`${name} is ended with 408 or a close, not at once`, async () => {
      const wire = await open(s);
      const from = Date.now();
      wire.send(start);
      const dribble = name.includes('dribbles') && setInterval(() => wire.send('a'), 500);
      await until(() => wire.ended, 'an end of the connection', 60_000);
      clearInterval(dribble);
      assert.ok(Date.now() - from > 5_000, 'it has ten seconds');
      if (wire.received.length) assert.equal((await wire.response()).status, 408);
    });
  }

  test('slow headers delay nobody else', async () => {
    const slow = await Promise.all(Array.from({ length: 50 }, () => open(s)));
    for (const wire of slow) wire.send('GET /health HTTP/1.1\r\nX: ');
    assert.equal((await exchange(s, request('GET /health'))).status, 200);
    assert.ok(
      slow.every(({ ended }) => !ended),
      'nobody had to end for it',
    );
    for (const wire of slow) wire.close();
  });
});
