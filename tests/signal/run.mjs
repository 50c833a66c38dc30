// Runs the signal service's suite: all files, or those named by their theme (`run topics config`). The last line has the counts.
// BATON_TEST_STORE: unset for SQLite in a file, `memory`, or `cluster` for two nodes on PostgreSQL.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { postgresMissing } from '../cluster/postgres.mjs';
import { refuse, run, skip, themes } from '../suite.mjs';
import { shareDatabase } from './database.mjs';

const directory = dirname(fileURLToPath(import.meta.url));
const store = process.env.BATON_TEST_STORE || 'sqlite';
// The longest first, so that nothing short waits at the end.
const order = ['slow', 'outage', 'load', 'config', 'survival', 'shutdown', 'expiry', 'limits', 'rate'];
const rank = (name) => (order.includes(name) ? order.indexOf(name) : order.length);
// What says nothing about other stores than these.
const only = {
  config: 'sqlite',
  coverage: 'sqlite',
  defaults: 'sqlite',
  memory: 'memory',
  nodes: 'cluster',
  outage: 'cluster',
  rondevu: 'sqlite',
  rate: 'sqlite memory',
  services: 'sqlite',
  slow: 'sqlite',
  together: 'cluster',
  unread: 'sqlite memory',
};

if (!['sqlite', 'memory', 'cluster'].includes(store)) refuse('signal', `BATON_TEST_STORE: there is no store '${store}'`);
const asked = process.argv.slice(2);
if (store === 'cluster') {
  const reason = postgresMissing();
  if (reason) skip('signal', reason);
  await shareDatabase();
}
const names = themes(directory, asked).filter((name) => asked.length || (only[name] ?? store).includes(store));
await run({
  suite: 'signal',
  directory,
  names: names.sort((a, b) => rank(a) - rank(b)),
  jobs: process.env.SIGNAL_TEST_JOBS || 4,
  limit: 1000 * (process.env.SIGNAL_TEST_SECONDS || 300),
});
