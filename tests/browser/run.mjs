// Runs the browser suite: all files, or those named by their theme (`run photo pages`). The last line has the counts.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const wanted = process.argv.slice(2).map((name) => name.replace(/\.test\.mjs$/, ''));
const all = readdirSync(here)
  .filter((name) => name.endsWith('.test.mjs'))
  .map((name) => name.replace(/\.test\.mjs$/, ''));
const limit = 1_800_000;

function refuse(reason) {
  console.error(reason);
  console.log('browser: 0 passed, 1 failed, 0 skipped');
  process.exit(1);
}

if (!existsSync(join(here, '..', 'node_modules', 'playwright-core'))) refuse('tests/node_modules is missing: run `npm ci` in tests/');
if (!existsSync(process.env.CHROMIUM || '/usr/bin/chromium')) refuse('no Chromium: run `apt-get install chromium`, or set CHROMIUM');

const dir = mkdtempSync(join(tmpdir(), 'baton-tap-'));
const tap = join(dir, 'report.tap');
const args = [
  // A browser per file: more of them at once starve each other of processor time.
  '--test',
  `--test-concurrency=${process.env.BROWSER_TEST_JOBS || 2}`,
  '--test-reporter=spec',
  '--test-reporter-destination=stdout',
  '--test-reporter=tap',
  `--test-reporter-destination=${tap}`,
  ...(wanted.length ? wanted : all).map((name) => join(here, `${name}.test.mjs`)),
];
const started = Date.now();
const code = await new Promise((done) => {
  const suite = spawn(process.execPath, args, { stdio: 'inherit' });
  const timer = setTimeout(() => suite.kill('SIGTERM'), limit);
  suite.once('close', (status) => {
    clearTimeout(timer);
    done(status);
  });
});
const report = existsSync(tap) ? readFileSync(tap, 'utf8') : '';
rmSync(dir, { recursive: true, force: true });
const count = (name) => Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(report)?.[1] ?? 0);
const failed = count('fail') + count('cancelled');
console.log(`browser: ${((Date.now() - started) / 1000).toFixed(1)} s`);
console.log(`browser: ${count('pass')} passed, ${failed || (code ? 1 : 0)} failed, ${count('skipped') + count('todo')} skipped`);
process.exit(failed || code ? 1 : 0);
