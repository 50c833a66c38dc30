// Runs the HTTP suite: all files, or those named by their theme (`run websocket qr`). The last line has the counts.
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
// The longest first, so that nothing short waits at the end.
const order = ['slow', 'config', 'malformed', 'shutdown', 'worker', 'submit', 'expiry'];
const rank = (name) => (order.includes(name) ? order.indexOf(name) : order.length);
const themes = (wanted.length ? wanted : all).sort((a, b) => rank(a) - rank(b));

if (!existsSync(join(here, '..', 'node_modules', 'ws'))) {
  console.error('tests/node_modules is missing: run `npm ci` in tests/');
  console.log('http: 0 passed, 1 failed, 0 skipped');
  process.exit(1);
}

const dir = mkdtempSync(join(tmpdir(), 'baton-tap-'));
const tap = join(dir, 'report.tap');
const args = [
  '--test',
  `--test-concurrency=${process.env.HTTP_TEST_JOBS || 6}`,
  '--test-reporter=spec',
  '--test-reporter-destination=stdout',
  '--test-reporter=tap',
  `--test-reporter-destination=${tap}`,
  ...themes.map((name) => join(here, `${name}.test.mjs`)),
];
const started = Date.now();
const code = await new Promise((done) => {
  const suite = spawn(process.execPath, args, { stdio: 'inherit' });
  const timer = setTimeout(() => suite.kill('SIGTERM'), 240_000);
  suite.once('close', (status) => {
    clearTimeout(timer);
    done(status);
  });
});
const report = existsSync(tap) ? readFileSync(tap, 'utf8') : '';
rmSync(dir, { recursive: true, force: true });
const count = (name) => Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(report)?.[1] ?? 0);
const failed = count('fail') + count('cancelled');
// Whoever reads only the counts should still learn what was left out, and why.
for (const [, name, reason] of report.matchAll(/^\s*(?:not )?ok \d+ - (.*?) # SKIP (.*)$/gm)) console.log(`SKIP ${name}: ${reason}`);
console.log(`http: ${((Date.now() - started) / 1000).toFixed(1)} s`);
console.log(`http: ${count('pass')} passed, ${failed || (code ? 1 : 0)} failed, ${count('skipped') + count('todo')} skipped`);
process.exit(failed || code ? 1 : 0);
