// Runs the browser suite: all files, or those named by their theme (`run photo pages`). The last line has the counts.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { refuse, run, skip, themes } from '../suite.mjs';

const directory = dirname(fileURLToPath(import.meta.url));

if (!existsSync(join(directory, '..', 'node_modules', 'playwright-core'))) {
  refuse('browser', 'tests/node_modules is missing: run `npm ci` in tests/');
}
// Loads Playwright, which must be there.
const { browserPrograms } = await import('./phone.mjs');
const missing = Object.values(browserPrograms).find((program) => !existsSync(program));
if (missing) {
  // Ubuntu has no such packages.
  if (!process.env.CHROMIUM && readFileSync('/etc/os-release', 'utf8').includes('\nID=ubuntu\n')) {
    skip('browser', 'no Chromium: set CHROMIUM to one');
  }
  refuse('browser', `no ${missing}: run \`apt-get install chromium chromium-headless-shell\`, or set CHROMIUM`);
}
// The longest first, so that nothing short waits at the end.
const order = ['scan', 'scan_pages', 'scan_capture', 'signature_draft', 'signature_pages', 'devices', 'pages', 'forced_colours'];
const rank = (name) => (order.includes(name) ? order.indexOf(name) : order.length);
await run({
  suite: 'browser',
  directory,
  names: themes(directory, process.argv.slice(2)).sort((a, b) => rank(a) - rank(b)),
  // A browser per file: two leave a quarter of two processors idle, more than three starve each other of them.
  jobs: process.env.BROWSER_TEST_JOBS || 3,
  limit: 1000 * (process.env.BROWSER_TEST_SECONDS || 1800),
});
