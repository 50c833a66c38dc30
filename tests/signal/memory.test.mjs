// Sessions that are in memory only (STORAGE_PATH=:memory:).
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { sanitized } from '../http/launch.mjs';
import { Page } from './client.mjs';
import { startSignal, until } from './launch.mjs';
import { assertError, gone } from './verdicts.mjs';

const megabytes = (pid) => Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;

describe('sessions in memory', { concurrency: 2 }, () => {
  test('a restart forgets them', async () => {
    const s = await startSignal();
    const page = new Page(s);
    const code = await page.open();
    await s.kill();
    await s.restart();
    assertError(await page.poll(code), 404, gone);
    assert.deepEqual(await page.listed(), []);
    assert.equal((await page.topics()).pagination.total, 0);
    assert.equal((await s.stop()).code, 0);
  });

  test('expired sessions cost no memory after the sweep', { skip: sanitized && 'a sanitizer keeps what was freed' }, async () => {
    const s = await startSignal({ env: { SESSION_TIMEOUT: 400, CLEANUP_INTERVAL: 100 } });
    const page = new Page(s);
    // 15 MB each time.
    const round = async () => {
      await page.openMany(240, (n) => `topic ${n}`, { offer: 'o'.repeat(65_536) });
      await until(async () => (await page.topics()).pagination.total === 0, 'their end');
    };
    for (let n = 0; n < 3; ++n) await round();
    const before = megabytes(s.nodes[0].pid);
    for (let n = 0; n < 8; ++n) await round();
    // Kept, the eight would be 120 MB.
    await until(() => megabytes(s.nodes[0].pid) < before + 60, `as little as before: ${before} MB`);
    await s.stop();
  });
});
