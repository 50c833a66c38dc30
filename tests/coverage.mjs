// Keeps a COVERAGE.md true: every test that it names exists.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

/// `place` is the URL of a file beside it, `least` how many rows there are at least.
export function assertCovered(place, least) {
  const read = (name) => readFileSync(new URL(name, place), 'utf8');
  const rows = read('COVERAGE.md')
    .split('\n')
    .map((line) => /\| `(\w+)` (.+?) \|$/.exec(line))
    .filter(Boolean);
  assert.ok(rows.length > least, `${rows.length} rows`);
  const lost = rows.filter(([, theme, name]) => !read(`${theme}.test.mjs`).includes(name)).map(([, theme, name]) => `${theme}: ${name}`);
  assert.deepEqual(lost, []);
}
