// Keeps COVERAGE.md true: every test it names exists.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

test('every test that COVERAGE.md names exists', () => {
  const read = (name) => readFileSync(new URL(name, import.meta.url), 'utf8');
  const rows = read('COVERAGE.md')
    .split('\n')
    .map((line) => /\| `(\w+)` (.+?) \|$/.exec(line))
    .filter(Boolean);
  assert.ok(rows.length > 100);
  const lost = rows.filter(([, theme, name]) => !read(`${theme}.test.mjs`).includes(name)).map(([, theme, name]) => `${theme}: ${name}`);
  assert.deepEqual(lost, []);
});
