// Runs the browser suite: all files, or those named by their theme (`run photo pages`). The last line has the counts.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { refuse, run, themes } from '../suite.mjs';

const directory = dirname(fileURLToPath(import.meta.url));

if (!existsSync(join(directory, '..', 'node_modules', 'playwright-core'))) {
  refuse('browser', 'tests/node_modules is missing: run `npm ci` in tests/');
}
if (!existsSync(process.env.CHROMIUM || '/usr/bin/chromium')) {
  refuse('browser', 'no Chromium: run `apt-get install chromium`, or set CHROMIUM');
}
await run({
  suite: 'browser',
  directory,
  names: themes(directory, process.argv.slice(2)),
  // A browser per file: more of them at once starve each other of processor time.
  jobs: process.env.BROWSER_TEST_JOBS || 2,
  limit: 1000 * (process.env.BROWSER_TEST_SECONDS || 1800),
});
