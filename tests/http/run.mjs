// Runs the HTTP suite: all files, or those named by their theme (`run websocket qr`). The last line has the counts.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { refuse, run, themes } from '../suite.mjs';

const directory = dirname(fileURLToPath(import.meta.url));
// The longest first, so that nothing short waits at the end.
const order = ['slow', 'config', 'malformed', 'shutdown', 'worker', 'submit', 'expiry'];
const rank = (name) => (order.includes(name) ? order.indexOf(name) : order.length);

if (!existsSync(join(directory, '..', 'node_modules', 'ws'))) refuse('http', 'tests/node_modules is missing: run `npm ci` in tests/');
await run({
  suite: 'http',
  directory,
  names: themes(directory, process.argv.slice(2)).sort((a, b) => rank(a) - rank(b)),
  jobs: process.env.HTTP_TEST_JOBS || 6,
  limit: 1000 * (process.env.HTTP_TEST_SECONDS || 600),
});
