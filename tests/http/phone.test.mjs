import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sleep, startServer } from './launch.mjs';
import { completed, device, opened } from './phone.mjs';
import { jpeg } from './pictures.mjs';
import { assertProblem } from './problem.mjs';

describe('phone protocol', () => {
  let s;
  before(async () => (s = await startServer()));
  after(() => s?.stop());

  const missing = '3b241101-e2bb-4255-8caf-4136c566a962';
  const state = async (call) => {
    const answer = await call('GET', '/state');
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('cache-control') ?? '', /no-store/);
    return answer.json();
  };

  test('state has what the page needs', async () => {
    const session = await opened(s, { locale: 'de', metadata: { secret: 'internal' } });
    const now = await state(device(s, session.id));
    for (const name of ['status', 'action', 'options', 'limits', 'files', 'draft', 'locale', 'server_time', 'expires_at'])
      assert.ok(name in now, `${name} in ${JSON.stringify(now)}`);
    assert.ok(['opened', 'action_started'].includes(now.status));
    assert.equal(now.locale, 'de');
    assert.deepEqual([now.files, now.draft], [[], null]);
    assert.equal(now.expires_at, session.expires_at);
    assert.ok(Math.abs(Date.parse(now.server_time) - Date.now()) < 3_000);
  });

  test('what a session does not have is null in its state', async () => {
    const { id } = await opened(s);
    const now = await state(device(s, id));
    assert.ok(now.locale === null || typeof now.locale === 'string', JSON.stringify(now.locale));
    assert.ok(now.return_url === undefined || now.return_url === null, JSON.stringify(now.return_url));
  });

  test('state changes no state', async () => {
    const session = await s.createSession();
    await device(s, session.id)('GET', '/state');
    assert.equal((await (await s.api(`/api/v1/sessions/${session.id}`)).json()).status, 'pending');
  });

  test('a draft comes back as it was', async () => {
    const { id } = await opened(s);
    const call = device(s, id);
    for (const draft of [{ step: 3, corners: [[0.1, 0.2]], text: 'Ü' }, [1, 2], 'text', null, {}]) {
      assert.ok((await call('PUT', '/draft', { body: JSON.stringify(draft) })).ok, JSON.stringify(draft));
      assert.deepEqual((await state(call)).draft, draft);
    }
  });

  test('a draft comes back to the letter, and HEAD knows its length', async () => {
    const { id } = await opened(s, { return_url: 'https://shop.example/back' });
    const call = device(s, id);
    const draft = ' { "a" : 1.50e1, "\\u0061":[ ],\n"a":"\\u00fc\\/ü" } ';
    assert.ok((await call('PUT', '/draft', { body: draft })).ok);
    const answer = await call('GET', '/state');
    const text = await answer.text();
    assert.ok(text.includes(`"draft":${draft},"return_url":"https://shop.example/back"}`), text);
    assert.equal(JSON.parse(text).draft.a, 'ü/ü');
    assert.equal(Number(answer.headers.get('content-length')), Buffer.byteLength(text));
    assert.equal((await call('HEAD', '/state')).headers.get('content-length'), answer.headers.get('content-length'));
  });

  test('a draft that is no JSON is 400, one over 512 KB 413', async () => {
    const { id } = await opened(s);
    const call = device(s, id);
    for (const body of ['', '{', 'undefined', '[1e400]', '['.repeat(33) + ']'.repeat(33)])
      await assertProblem(await call('PUT', '/draft', { body }), 400);
    assert.ok((await call('PUT', '/draft', { body: JSON.stringify('x'.repeat(500_000)) })).ok);
    await assertProblem(await call('PUT', '/draft', { body: JSON.stringify('x'.repeat(530_000)) }), 413);
  });

  test('start and takeover take no fields', async () => {
    const { id } = await opened(s);
    const call = device(s, id);
    for (const path of ['/start', '/takeover']) {
      await assertProblem(await call('POST', path, { body: { force: true } }), 400, { pointer: '/force' });
      for (const body of ['[]', '{', 'start=1']) await assertProblem(await call('POST', path, { body }), 400);
      await assertProblem(await call('POST', path, { body: { long: 'x'.repeat(2000) } }), 413);
    }
    assert.equal((await state(call)).device, 'none');
    for (const path of ['/start', '/takeover']) assert.ok((await call('POST', path, { body: {} })).ok);
    assert.ok((await call('POST', '/takeover')).ok);
  });

  test('submit completes the session with the uploaded file', async () => {
    const { id } = await opened(s);
    const call = device(s, id);
    assert.ok((await call('POST', '/start')).ok);
    assert.ok((await call('PUT', '/files/photo', { body: jpeg })).ok);
    const answer = await call('POST', '/submit', { body: { data: {} } });
    assert.equal(answer.status, 200, await answer.clone().text());
    const session = await (await s.api(`/api/v1/sessions/${id}`)).json();
    assert.equal(session.status, 'completed');
    assert.equal(session.result.length, 1);
    assert.equal((await s.api(`/api/v1/downloads/${session.result[0].download_id}`)).headers.get('content-type'), 'image/jpeg');
  });

  test('a bad submit is refused and leaves the session open', async () => {
    const { id } = await opened(s);
    const call = device(s, id);
    await assertProblem(await call('POST', '/submit', { body: { data: {} } }), 400);
    assert.ok((await call('PUT', '/files/photo', { body: jpeg })).ok);
    await assertProblem(await call('POST', '/submit', { body: '{' }), 400);
    await assertProblem(await call('POST', '/submit', { body: '[]' }), 400);
    await assertProblem(await call('POST', '/submit', { body: { data: {}, extra: 1 } }), 400, { pointer: '/extra' });
    assert.equal((await call('POST', '/submit', { body: { data: {} } })).status, 200);
  });

  test('of eight submits in parallel one gets 200', async () => {
    const { id } = await opened(s);
    const call = device(s, id);
    assert.ok((await call('PUT', '/files/photo', { body: jpeg })).ok);
    const answers = await Promise.all(Array.from({ length: 8 }, () => call('POST', '/submit', { body: { data: {} } })));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409, 409, 409, 409, 409, 409, 409]);
  });

  test('unknown sessions are 404, unopened and completed ones 409', async () => {
    const done = (await completed(s)).session;
    const fresh = await s.createSession();
    for (const [id, status] of [
      [missing, 404],
      [done.id, 409],
      [fresh.id, 409],
    ]) {
      const call = device(s, id);
      await assertProblem(await call('PUT', '/files/a', { body: jpeg }), status);
      await assertProblem(await call('PUT', '/draft', { body: '{}' }), status);
      await assertProblem(await call('POST', '/submit', { body: { data: {} } }), status);
    }
    await assertProblem(await device(s, missing)('GET', '/state'), 404);
    await assertProblem(await device(s, missing)('POST', '/start'), 404);
  });

  test('an operation the action does not have is 404', async () => {
    const { id } = await opened(s);
    await assertProblem(await device(s, id)('POST', '/do/levitate', { body: {} }), 404);
  });

  test('the first change binds the phone by an HttpOnly cookie; another device is refused', async () => {
    const { id } = await opened(s);
    const [mine, other] = [device(s, id), device(s, id)];
    const answer = await mine('PUT', '/files/a', { body: jpeg });
    const cookie = answer.headers.get('set-cookie') ?? '';
    assert.match(cookie, /;\s*HttpOnly/i);
    assert.match(cookie, /;\s*SameSite=(Lax|Strict)/i);
    const refused = await other('PUT', '/files/b', { body: jpeg });
    assert.ok(refused.status >= 400 && refused.status < 500, String(refused.status));
    assert.ok((await mine('PUT', '/files/b', { body: jpeg })).ok);
  });

  test('events is an SSE stream that tells of the end', async () => {
    const session = await opened(s, { session_ttl: '3s' });
    const answer = await fetch(`${s.url}/s/${session.id}/events`, { signal: AbortSignal.timeout(20_000) });
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('content-type'), /^text\/event-stream/);
    let text = '';
    for await (const part of answer.body) {
      text += Buffer.from(part).toString('utf8');
      if (/expired/.test(text)) break;
    }
    assert.match(text, /expired/);
    await sleep(0);
  });
});
