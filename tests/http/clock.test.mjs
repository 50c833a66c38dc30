// The wall clock is set while the server runs (NTP, a virtual machine that resumes): docs/decisions/0047.
import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { binary, sanitized, startServer, temporaryDirectory } from './launch.mjs';
import { completed, opened } from './phone.mjs';
import { listen } from './sockets.mjs';
import { events } from './streams.mjs';

const library = join(dirname(binary), 'tests', 'wall_clock', 'libwall-clock.so');
const skip =
  process.env.BATON_TEST_STORE === 'cluster'
    ? 'nodes of a cluster show the dates of their database, see ../cluster/clock.test.mjs'
    : sanitized
      ? 'the sanitizer must be the first library'
      : !existsSync(library) && 'the library that sets the clock is not built';
const hour = 3_600_000;

/// A server whose wall clock `set` moves, in milliseconds from the machine's.
async function withClock(use) {
  const file = join(temporaryDirectory('clock'), 'ahead');
  const set = (ahead) => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(BigInt(ahead / 1000));
    writeFileSync(file, bytes, { flag: 'r+' });
  };
  writeFileSync(file, Buffer.alloc(8));
  const s = await startServer({ env: { LD_PRELOAD: library, WALL_CLOCK_FILE: file } });
  try {
    await use(s, set);
  } finally {
    await s.stop();
  }
}

const json = async (answer) => JSON.parse(await (await answer).text());

describe('a wall clock that is set', { skip }, () => {
  test('ends nothing and prolongs nothing; what is shown follows it', async () => {
    await withClock(async (s, set) => {
      const waiting = await opened(s, { session_ttl: '30m' });
      const { session, items } = await completed(s, { result_ttl: '5m' });
      const short = await s.createSession({ action_type: 'photo', output_format: 'jpg', session_ttl: '5s' });
      const socket = await listen(s, short.id);
      const stream = await events(s, waiting.id);
      for (const ahead of [hour, -hour]) {
        set(ahead);
        const now = Date.now() + ahead;
        const near = (time, left) => assert.ok(Math.abs(Date.parse(time) - now - left) < 30_000, `${time}, left ${left}`);
        const state = await json(fetch(`${s.url}/s/${waiting.id}/state`));
        assert.equal(state.status, 'opened');
        near(state.server_time, 0);
        near(state.expires_at, 30 * 60_000);
        const shown = await json(s.api(`/api/v1/sessions/${waiting.id}`));
        assert.equal(shown.expires_at, state.expires_at);
        assert.equal(Date.parse(shown.expires_at) - Date.parse(shown.created_at), 30 * 60_000);
        const done = await json(s.api(`/api/v1/sessions/${session.id}`));
        assert.equal(done.status, 'completed');
        near(done.result_expires_at, 5 * 60_000);
        assert.equal((await s.api(`/api/v1/downloads/${items[0].download_id}`)).status, 200);
        assert.deepEqual(stream.events, []);
      }
      // An hour back, and it ends in its time all the same.
      assert.equal((await socket.status('expired', 20_000)).status, 'expired');
      assert.equal((await json(s.api(`/api/v1/sessions/${short.id}`))).status, 'expired');
    });
  });
});
