// Runs a suite of node:test files and counts its tests; the last line has the counts.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/// The themes that were asked for, or all there are in `directory`: `qr` is qr.test.mjs.
export function themes(directory, asked) {
  const theme = (name) => name.replace(/\.test\.mjs$/, '');
  if (asked.length) return asked.map(theme);
  return readdirSync(directory)
    .filter((name) => name.endsWith('.test.mjs'))
    .map(theme);
}

/// Ends the process: the suite cannot be run at all.
export function refuse(suite, reason) {
  console.error(reason);
  console.log(`${suite}: 0 passed, 1 failed, 0 skipped`);
  process.exit(1);
}

/// Ends the process: the suite cannot be run here, and nobody is to blame.
export function skip(suite, reason) {
  console.log(`SKIP ${suite}: ${reason}`);
  console.log(`${suite}: 0 passed, 0 failed, 1 skipped`);
  process.exit(0);
}

const results = /^ *(ok|not ok) \d+ - .*?( # [A-Z]{4}\b.*)?\n *---\n((?:.*\n)*?) *\.\.\.$/gm;

/// What a TAP report says, also one that ends in its middle: then the tests are counted whose results are there.
export function counts(report) {
  const said = (name) => new RegExp(`^# ${name} (\\d+)$`, 'm').exec(report)?.[1];
  if (said('pass') !== undefined) {
    const number = (name) => Number(said(name) ?? 0);
    return {
      passed: number('pass'),
      failed: number('fail') + number('cancelled'),
      skipped: number('skipped') + number('todo'),
    };
  }
  const found = { passed: 0, failed: 0, skipped: 0 };
  for (const [, verdict, left, details] of report.matchAll(results)) {
    if (details.includes("type: 'suite'")) continue;
    found[left ? 'skipped' : verdict === 'ok' ? 'passed' : 'failed'] += 1;
  }
  return found;
}

/// Runs these themes, `jobs` files at once, for `limit` milliseconds at most; ends the process.
export async function run({ suite, directory, names, jobs, limit }) {
  const place = mkdtempSync(join(tmpdir(), 'baton-tap-'));
  const tap = join(place, 'report.tap');
  const args = [
    '--test',
    `--test-concurrency=${jobs}`,
    '--test-reporter=spec',
    '--test-reporter-destination=stdout',
    '--test-reporter=tap',
    `--test-reporter-destination=${tap}`,
    ...names.map((name) => join(directory, `${name}.test.mjs`)),
  ];
  const started = Date.now();
  let late = false;
  const code = await new Promise((done) => {
    const child = spawn(process.execPath, args, { stdio: 'inherit' });
    const timer = setTimeout(() => {
      late = true;
      child.kill('SIGTERM');
    }, limit);
    child.once('close', (status) => {
      clearTimeout(timer);
      done(status);
    });
  });
  const report = existsSync(tap) ? readFileSync(tap, 'utf8') : '';
  rmSync(place, { recursive: true, force: true });
  // Whoever reads only the counts should still learn what was left out, and why.
  for (const [, name, reason] of report.matchAll(/^\s*(?:not )?ok \d+ - (.*?) # SKIP (.*)$/gm)) console.log(`SKIP ${name}: ${reason}`);
  if (late) console.log(`TIMEOUT ${suite}: stopped after ${limit / 1000} s; what had not ended is not counted`);
  const { passed, failed, skipped } = counts(report);
  const bad = failed || (code || late ? 1 : 0);
  console.log(`${suite}: ${((Date.now() - started) / 1000).toFixed(1)} s`);
  console.log(`${suite}: ${passed} passed, ${bad} failed, ${skipped} skipped`);
  process.exit(bad ? 1 : 0);
}
