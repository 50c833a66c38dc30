import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startServer } from './launch.mjs';
import { completed, opened } from './phone.mjs';
import { assertProblem } from './problem.mjs';

const uuid4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const utc = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/;

describe('session', () => {
  let s;
  before(async () => (s = await startServer()));
  after(() => s?.stop());

  const read = async (id) => (await s.api(`/api/v1/sessions/${id}`)).json();

  test('a fresh session has every field with its type', async () => {
    const session = await s.createSession({ action_type: 'photo', output_format: 'png', session_ttl: '10m' });
    assert.match(session.id, uuid4);
    assert.equal(session.action_type, 'photo');
    assert.equal(session.status, 'pending');
    assert.equal(session.output_format, 'png');
    assert.ok(Number.isSafeInteger(session.session_ttl) && Number.isSafeInteger(session.result_ttl));
    assert.equal(session.url, `${s.url}/s/${session.id}`);
    assert.match(session.created_at, utc);
    assert.match(session.expires_at, utc);
    assert.ok(Math.abs(Date.parse(session.created_at) - Date.now()) < 5_000);
    assert.equal(Date.parse(session.expires_at) - Date.parse(session.created_at), 600_000);
  });

  test('what a fresh photo session does not have is absent', async () => {
    const session = await s.createSession();
    const absent = ['completed_at', 'result', 'result_expires_at', 'document_mode', 'scan_output_format', 'scan_result'];
    for (const name of [...absent, 'intro_text', 'metadata', 'locale', 'return_url'])
      assert.ok(!(name in session), `${name} in ${JSON.stringify(session)}`);
  });

  test('what was asked for is echoed', async () => {
    const asked = {
      action_type: 'photo',
      output_format: 'jpg',
      intro_text: 'Hello',
      metadata: { order: '17', ключ: 'значение' },
      locale: 'de',
      return_url: 'https://shop.example/done',
      options: { keep_metadata: true },
    };
    const session = await s.createSession(asked);
    for (const name of ['intro_text', 'metadata', 'locale', 'return_url']) assert.deepEqual(session[name], asked[name], name);
    assert.equal(session.options.keep_metadata, true);
  });

  test('GET answers what POST answered', async () => {
    const session = await s.createSession({ action_type: 'photo', output_format: 'jpg', metadata: { a: 'b' } });
    const answer = await s.api(`/api/v1/sessions/${session.id}`);
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('content-type'), /^application\/json/);
    assert.deepEqual(await answer.json(), session);
  });

  test('a completed session has its result, completed_at and result_expires_at', async () => {
    const { session, items } = await completed(s, { result_ttl: '2m', metadata: { order: '5' } });
    const now = await read(session.id);
    assert.equal(now.status, 'completed');
    assert.match(now.completed_at, utc);
    assert.match(now.result_expires_at, utc);
    assert.equal(Date.parse(now.result_expires_at) - Date.parse(now.completed_at), 120_000);
    assert.deepEqual(now.result, items);
    assert.deepEqual(now.metadata, { order: '5' });
    assert.equal(now.created_at, session.created_at);
    assert.ok(!('scan_result' in now));
  });

  test('an item has exactly its five fields', async () => {
    const { items } = await completed(s);
    assert.equal(items.length, 1);
    assert.deepEqual(Object.keys(items[0]).sort(), ['content_type', 'download_id', 'filename', 'sha256', 'size']);
    assert.equal(typeof items[0].download_id, 'string');
    assert.equal(items[0].content_type, 'image/jpeg');
    assert.match(items[0].filename, /\.jpg$/);
    assert.ok(Number.isSafeInteger(items[0].size) && items[0].size > 0);
    assert.match(items[0].sha256, /^[0-9a-f]{64}$/);
  });

  test('an unknown session is 404, a UUID or not', async () => {
    for (const id of ['3b241101-e2bb-4255-8caf-4136c566a962', 'nope', '0', 'x'.repeat(300), '%F0%9F%93%B7', '..%2f..%2fetc%2fpasswd']) {
      await assertProblem(await s.api(`/api/v1/sessions/${id}`), 404);
      await assertProblem(await s.api(`/api/v1/sessions/${id}/result`), 404);
    }
  });

  test('ids are never repeated', async () => {
    const sessions = await Promise.all(Array.from({ length: 50 }, () => s.createSession()));
    assert.equal(new Set(sessions.map(({ id }) => id)).size, 50);
  });

  test('result is 202 with the status while it is not done', async () => {
    const session = await s.createSession({ action_type: 'photo', output_format: 'jpg', intro_text: 'Read me' });
    const poll = async (status) => {
      const answer = await s.api(`/api/v1/sessions/${session.id}/result`);
      assert.equal(answer.status, 202);
      assert.equal((await answer.json()).status, status);
    };
    await poll('pending');
    await fetch(`${s.url}/s/${session.id}`);
    await poll('opened');
    await fetch(`${s.url}/s/${session.id}/action`);
    await poll('action_started');
  });

  test('result is 200 with completed_at, items and metadata when it is done', async () => {
    const { session, items } = await completed(s, { metadata: { order: '9' } });
    const answer = await s.api(`/api/v1/sessions/${session.id}/result`);
    assert.equal(answer.status, 200);
    const body = await answer.json();
    assert.equal(body.status, 'completed');
    assert.match(body.completed_at, utc);
    assert.deepEqual(body.items, items);
    assert.deepEqual(body.metadata, { order: '9' });
    assert.ok(!('scan_result' in body));
    assert.equal(body.completed_at, (await read(session.id)).completed_at);
  });

  test('status follows the person', async () => {
    const session = await opened(s);
    assert.ok(['opened', 'action_started'].includes((await read(session.id)).status));
  });
});
