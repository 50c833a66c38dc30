// Type check and unit tests for script/test; the last line has the counts. The type check counts as one test.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { webui } from './layout.mjs';

const packages = createRequire(import.meta.url);
const run = (script, ...args) => spawnSync(process.execPath, [script, ...args], { cwd: webui, stdio: 'inherit' }).status === 0;

const typed = run(packages.resolve('typescript/bin/tsc'), '--noEmit');
const directory = mkdtempSync(path.join(tmpdir(), 'baton-vitest-'));
const report = path.join(directory, 'report.json');
const vitest = path.join(path.dirname(packages.resolve('vitest/package.json')), 'vitest.mjs');
run(vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`);
const counts = readReport();
rmSync(directory, { recursive: true });

/** A run that wrote no report, or in which a file could not be loaded, has failed. */
function readReport() {
    try {
        const { numPassedTests, numFailedTests, numPendingTests, success } = JSON.parse(readFileSync(report, 'utf8'));
        return { passed: numPassedTests, failed: numFailedTests || (success ? 0 : 1), skipped: numPendingTests };
    } catch {
        return { passed: 0, failed: 1, skipped: 0 };
    }
}

const failed = counts.failed + (typed ? 0 : 1);
console.log(`web: ${counts.passed + (typed ? 1 : 0)} passed, ${failed} failed, ${counts.skipped} skipped`);
process.exit(failed ? 1 : 0);
