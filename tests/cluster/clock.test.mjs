// Nodes whose own wall clock is wrong: their dates are the database's, and S3 is asked by its own clock.
import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { jpeg } from '../bench/picture.mjs';
import { binary, sanitized, startServer, temporaryDirectory } from '../http/launch.mjs';

const library = join(dirname(binary), 'tests', 'wall_clock', 'libwall-clock.so');
const skip =
  process.env.BATON_TEST_STORE !== 'cluster'
    ? 'it is about nodes of a cluster'
    : sanitized
      ? 'the sanitizer must be the first library'
      : !existsSync(library) && 'the library that sets the clock is not built';

describe('nodes whose wall clock is an hour ahead', { skip }, () => {
  test('show the same dates as others, and have their files', async () => {
    const file = join(temporaryDirectory('clock'), 'ahead');
    const ahead = Buffer.alloc(8);
    ahead.writeBigInt64LE(3_600_000_000n);
    writeFileSync(file, ahead);
    const s = await startServer({ env: { LD_PRELOAD: library, WALL_CLOCK_FILE: file } });
    const before = Date.now();
    const { id, created_at: created } = await s.createSession();
    assert.ok(Math.abs(Date.parse(created) - before) < 60_000, `${created}`);
    await (await fetch(`${s.url}/s/${id}`)).arrayBuffer();
    const photo = jpeg({ width: 64, height: 48 });
    const sent = await fetch(`${s.url}/s/${id}/files/a`, { method: 'PUT', body: photo, headers: { 'Content-Type': 'image/jpeg' } });
    assert.equal(sent.status, 200, await sent.text());
    const headers = { 'Content-Type': 'application/json', Cookie: sent.headers.get('set-cookie').split(';')[0] };
    const submitted = await fetch(`${s.url}/s/${id}/submit`, { method: 'POST', body: '{}', headers });
    const [item] = (await submitted.json()).items;
    for (let turn = 0; turn < 2; ++turn) {
      const got = await s.api(`/api/v1/downloads/${item.download_id}`);
      assert.equal((await got.arrayBuffer()).byteLength, item.size);
      assert.equal((await (await s.api(`/api/v1/sessions/${id}`)).json()).created_at, created);
    }
    await s.stop();
  });
});
