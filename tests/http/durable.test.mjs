// A durable node: what it acknowledged survives kills, the loss of power, and disks in trouble. script/drill durable is longer.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, test } from 'node:test';
import { drillTrouble, troubles, unnoticed } from '../drill/durable/disk_trouble.mjs';
import { drillDue } from '../drill/durable/due.mjs';
import { drillKills, inCheckpoint } from '../drill/durable/kills.mjs';
import { heavy } from '../drill/durable/load.mjs';
import { library } from '../drill/durable/node.mjs';
import { faults } from '../drill/durable/report.mjs';
import { refusedStarts } from '../drill/durable/starts.mjs';
import { binary, sanitized } from './launch.mjs';

const settings = spawnSync(binary, ['--help'], { encoding: 'utf8' }).stdout;
const skip = spawnSync('sqlite3', ['--version']).error
  ? 'sqlite3 is not installed'
  : !/DATA_DIR/.test(settings) && 'this server knows no DATA_DIR';
const skipPreload = sanitized
  ? 'the sanitizer must be the first library'
  : !existsSync(library) && 'the library of the power loss is not built';

function assertWhole(report) {
  assert.deepEqual(faults(report).slice(0, 20), [], `seed ${report.seed}`);
  assert.ok(report.facts > 50, `${report.facts} facts`);
}

// A sanitizer's build does a tenth of the work in the same time.
const clients = sanitized ? 4 : 16;

describe('a durable node', { skip }, () => {
  test('five kills at any moment: every acknowledged fact is there, nothing is half visible', async () => {
    assertWhole(await drillKills({ kills: 5, clients }));
  });

  test('five losses of power at any moment', { skip: skipPreload }, async () => {
    assertWhole(await drillKills({ kills: 5, clients, powerLoss: true }));
  });

  test('a kill and a loss of power in a checkpoint', { skip: skipPreload }, async () => {
    const settings = { kills: 1, clients, moment: inCheckpoint, kinds: heavy };
    assertWhole(await drillKills(settings));
    assertWhole(await drillKills({ ...settings, powerLoss: true }));
  });

  for (const name of Object.keys(troubles)) {
    test(`a disk that is ${name} for a while: 503, then recovery by itself`, { skip: name !== 'full' && skipPreload }, async (t) => {
      const report = await drillTrouble(name, { seconds: 1 });
      if (report.skip) return t.skip(report.skip);
      assertWhole(report);
      assert.deepEqual(unnoticed(report), []);
    });
  }

  test('a start on what cannot be used ends with one line', async (t) => {
    for (const { name, fault, skip } of await refusedStarts()) {
      await t.test(name, { skip }, () => assert.equal(fault, null));
    }
  });

  test('sessions that are due at once after a restart end, and others are answered', async () => {
    await drillDue({ count: sanitized ? 200 : 2_000, seconds: 25 });
  });
});
