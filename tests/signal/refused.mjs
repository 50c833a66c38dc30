// Starts that must fail.
import assert from 'node:assert/strict';
import { runToExit } from '../http/launch.mjs';

/// No setting of another service is there.
const bare = { API_KEYS: undefined, BASE_URL: undefined, DEV: undefined, DRAIN_TIME: undefined, DATA_DIR: undefined };

/// Asserts that the start fails with one line that has all of `words`; answers the line.
export async function refused(env, words, options = {}) {
  const { code, signal, output } = await runToExit({ env: { ...bare, SERVICES: 'signal', STORAGE_PATH: ':memory:', ...env }, ...options });
  const what = JSON.stringify(env);
  assert.equal(signal, null, `${what} did not stop the start: ${output}`);
  assert.notEqual(code, 0, `${what}: ${output}`);
  const lines = output.trim().split('\n');
  assert.equal(lines.length, 1, `${what}, one line: ${output}`);
  for (const word of words) assert.ok(lines[0].includes(word), `${what}: "${word}" in: ${lines[0]}`);
  return lines[0];
}
