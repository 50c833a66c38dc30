// Several nodes on one database and one object store: what script/drill cluster tries for long, briefly.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { drillEvents, drillExpiry } from '../drill/cluster/events.mjs';
import { drillSubmits } from '../drill/cluster/submits.mjs';
import { drillTrouble, wrongIn } from '../drill/cluster/troubles.mjs';
import { faults } from '../drill/durable/report.mjs';
import { sanitized } from '../http/launch.mjs';
import { clusterMissing, startInstallation } from './installation.mjs';

const skip = clusterMissing() ?? false;
// A sanitizer's build does a tenth of the work in the same time.
const share = sanitized ? 0.1 : 1;
const clients = sanitized ? 4 : 12;

describe('a cluster', { skip }, () => {
  let installation;
  before(async () => (installation = await startInstallation()));
  after(() => installation?.stop());

  test('of two submissions on two nodes at once one wins, and a third node serves it', async () => {
    const { faults } = await drillSubmits(installation, { sessions: 200 * share });
    assert.deepEqual(faults.slice(0, 20), []);
  });

  test('listeners on other nodes hear of every change', async () => {
    const { faults } = await drillEvents(installation, { sessions: 40 * share });
    assert.deepEqual(faults.slice(0, 20), []);
  });

  test('and without hints', async () => {
    const silent = await startInstallation({ nodes: 3, standby: false, durable: false, env: { DATABASE_HINTS: 'off' } });
    const { faults } = await drillEvents(silent, { sessions: 20 * share });
    await silent.stop();
    assert.deepEqual(faults.slice(0, 20), []);
  });

  test('a session that ends by itself is heard of once, by everybody', async () => {
    const { faults, listeners } = await drillExpiry(installation, { sessions: 20 * share, seconds: 15 });
    assert.deepEqual(faults.slice(0, 20), []);
    assert.equal(listeners, 60 * share);
  });

  for (const [name, what] of Object.entries({
    node: 'a node dies',
    s3: 'the object store is away for two seconds',
    primary: 'the primary dies and its standby is promoted',
  })) {
    test(`${what} under load: nothing that was acknowledged is lost, and all is well again`, async () => {
      const report = await drillTrouble(installation, name, { rounds: 1, clients, awayMs: 2_000 });
      assert.deepEqual([...faults(report), ...wrongIn(report, { limitMs: 30_000 })].slice(0, 20), [], `seed ${report.seed}`);
      assert.ok(report.facts > 50, `${report.facts} facts`);
    });
  }
});
