// Runs the HTTP suite: all files, or those named by their theme (`run websocket qr`). The last line has the counts.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { refuse, run, skip, themes } from '../suite.mjs';

const directory = dirname(fileURLToPath(import.meta.url));
// The longest first, so that nothing short waits at the end.
const order = ['../cluster/nodes', 'slow', 'config', 'malformed', 'shutdown', 'worker', 'submit', 'expiry'];
// Of one durable node, or of none: they say nothing about a cluster.
const oneNode = new Set(['coverage', 'durable', 'durable_looks', 'power_loss', 'sealed', 'survival']);
const rank = (name) => (order.includes(name) ? order.indexOf(name) : order.length);

if (!existsSync(join(directory, '..', 'node_modules', 'ws'))) refuse('http', 'tests/node_modules is missing: run `npm ci` in tests/');
const asked = process.argv.slice(2);
let names = themes(directory, asked);

if (process.env.BATON_TEST_STORE === 'cluster') {
  const { shareStores } = await import('../cluster/many.mjs');
  const { clusterMissing } = await import('../cluster/installation.mjs');
  const reason = clusterMissing();
  if (reason) skip('http', reason);
  await shareStores();
  if (!asked.length) {
    const own = join(directory, '..', 'cluster');
    names = [...themes(own, []).map((name) => join('..', 'cluster', name)), ...names.filter((name) => !oneNode.has(name))];
  }
}
await run({
  suite: 'http',
  directory,
  names: names.sort((a, b) => rank(a) - rank(b)),
  jobs: process.env.HTTP_TEST_JOBS || 6,
  limit: 1000 * (process.env.HTTP_TEST_SECONDS || 600),
});
