// What every error answer has in common (RFC 9457 members and the `error` of old clients).
import assert from 'node:assert/strict';

/// Asserts status and shape; `error` and `pointer` when given. Returns the parsed problem.
export async function assertProblem(answer, status, { error, pointer, mentions = [] } = {}) {
  const text = typeof answer.body === 'string' ? answer.body : await answer.text();
  assert.equal(answer.status, status, text.slice(0, 400));
  const type = answer.headers.get?.('content-type') ?? answer.headers['content-type'];
  assert.match(type ?? '', /^application\/problem\+json/, 'Content-Type of an error');
  const problem = JSON.parse(text);
  for (const member of ['type', 'title', 'detail', 'instance', 'error'])
    assert.equal(typeof problem[member], 'string', `${member} in ${text}`);
  assert.equal(problem.status, status, text);
  assert.ok(problem.error.length > 0, text);
  if (error !== undefined) assert.equal(problem.error, error);
  if (pointer !== undefined) {
    assert.ok(Array.isArray(problem.errors) && problem.errors.length > 0, `errors in ${text}`);
    assert.ok(
      problem.errors.some((each) => each.pointer === pointer),
      `pointer ${pointer} in ${text}`,
    );
    for (const each of problem.errors)
      for (const member of ['pointer', 'code', 'detail']) assert.equal(typeof each[member], 'string', text);
  }
  for (const word of mentions) assert.ok(text.includes(word), `"${word}" in ${text}`);
  return problem;
}
