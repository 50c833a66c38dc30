// What answers must look like.
import assert from 'node:assert/strict';

export const gone = 'Session not found, expired, or origin mismatch';
export const missing = (name) => `Missing or invalid required parameter: ${name}`;

/// An error with this status and, if it is fixed, this text. `answer` is what `ask` or a wire gives.
export function assertError(answer, status, error, what = '') {
  const text = answer.text ?? answer.body;
  assert.equal(answer.status, status, `${what}: ${answer.status} ${text}`);
  assert.equal(answer.headers['content-type'], 'application/json', what);
  assert.equal(answer.headers['cache-control'], 'no-store', what);
  const body = JSON.parse(text);
  // Other members may follow.
  assert.equal(Object.keys(body)[0], 'error', text);
  assert.equal(typeof body.error, 'string', text);
  assert.ok(body.error.length > 0, text);
  if (error !== undefined) assert.equal(body.error, error, what);
}

/// 400 that names a parameter.
export const assertNames = (answer, name, what) => assertError(answer, 400, missing(name), what);

/// Success with exactly these members; answers them.
export function assertMembers(answer, names) {
  assert.equal(answer.status, 200, answer.text);
  assert.equal(answer.headers['content-type'], 'application/json');
  const body = answer.body();
  assert.deepEqual(Object.keys(body).sort(), [...names].sort());
  return body;
}
