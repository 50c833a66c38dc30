import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startServer } from './launch.mjs';
import { device, opened } from './phone.mjs';
import { assertProblem } from './problem.mjs';

const photo = { action_type: 'photo', output_format: 'jpg' };

describe('create', () => {
  let s;
  before(async () => (s = await startServer()));
  after(() => s?.stop());

  const create = (json) => s.api('/api/v1/sessions', { json });
  const raw = (body, headers = { 'Content-Type': 'application/json' }) => s.api('/api/v1/sessions', { method: 'POST', body, headers });

  test('201 with an absolute Location of the session', async () => {
    const answer = await create(photo);
    assert.equal(answer.status, 201);
    assert.match(answer.headers.get('content-type'), /^application\/json/);
    const session = await answer.json();
    const location = answer.headers.get('location');
    assert.equal(location, `${s.url}/api/v1/sessions/${session.id}`);
    const again = await fetch(location, { headers: { 'X-API-Key': s.key } });
    assert.equal((await again.json()).id, session.id);
  });

  test('action_type is required and must be known; the answer names what is allowed', async () => {
    await assertProblem(await create({ output_format: 'jpg' }), 400, { pointer: '/action_type', mentions: ['photo'] });
    await assertProblem(await create({ ...photo, action_type: 'paint' }), 400, { pointer: '/action_type', mentions: ['photo'] });
    await assertProblem(await create({ ...photo, action_type: '' }), 400, { pointer: '/action_type' });
  });

  test('output_format is required for photo and must be known; the answer names what is allowed', async () => {
    const allowed = { pointer: '/output_format', mentions: ['jpg', 'png', 'pdf'] };
    await assertProblem(await create({ action_type: 'photo' }), 400, allowed);
    await assertProblem(await create({ ...photo, output_format: 'svg' }), 400, allowed);
    await assertProblem(await create({ ...photo, output_format: 'JPG' }), 400, allowed);
    for (const output_format of ['jpg', 'png', 'pdf']) {
      assert.equal((await s.createSession({ ...photo, output_format })).output_format, output_format);
    }
  });

  test('an unknown top-level field is 400 with a pointer to it', async () => {
    await assertProblem(await create({ ...photo, surprise: 1 }), 400, { pointer: '/surprise' });
    await assertProblem(await create({ ...photo, 'a/b~c': 1 }), 400, { pointer: '/a~1b~0c' });
  });

  test('however much is wrong, the answer names fifty fields, says how many more, and stays small', async () => {
    const many = Object.fromEntries(Array.from({ length: 90_000 }, (_, n) => [`f${n}`, 1]));
    const long = { ['x'.repeat(500_000)]: 1, ['y'.repeat(500_000)]: 1 };
    for (const [body, named, more] of [
      [{ ...photo, ...many }, 50, 89_950],
      [{ ...photo, options: many }, 50, 89_950],
      [{ ...photo, ...long }, 2, undefined],
      [{ ...photo, options: long }, 2, undefined],
      [{ ...photo, action_type: 'x'.repeat(900_000) }, 2, undefined],
    ]) {
      const answer = await create(body);
      const text = await answer.clone().text();
      const problem = await assertProblem(answer, 400);
      assert.ok(text.length < 16 * 1024, `${text.length} bytes`);
      assert.deepEqual([problem.errors.length, problem.more_errors], [named, more], text.slice(0, 300));
    }
    const { id } = await s.createSession(photo);
    await (await fetch(`${s.url}/s/${id}`, { headers: { Accept: 'text/html' } })).text();
    for (const path of ['submit', 'result']) {
      const answer = await fetch(`${s.url}/s/${id}/${path}`, { method: 'POST', body: JSON.stringify(long) });
      const text = await answer.text();
      assert.equal(answer.status, 400, text.slice(0, 300));
      assert.ok(text.length < 16 * 1024, `${text.length} bytes`);
    }
  });

  test('a field of another action is unknown to photo', async () => {
    await assertProblem(await create({ ...photo, document_mode: 'single' }), 400, { pointer: '/document_mode' });
  });

  test('an unknown option is 400 with the pointer /options/<key>', async () => {
    await assertProblem(await create({ ...photo, options: { surprise: 1 } }), 400, { pointer: '/options/surprise' });
    await assertProblem(await create({ ...photo, options: { 'a/b~c': 1 } }), 400, { pointer: '/options/a~1b~0c' });
  });

  test('fields of the wrong type are 400 with a pointer to them', async () => {
    const wrong = {
      action_type: 5,
      output_format: ['jpg'],
      intro_text: {},
      session_ttl: 30,
      result_ttl: 1.5,
      options: [],
      metadata: 'x',
      locale: 7,
      return_url: false,
    };
    for (const [name, value] of Object.entries(wrong))
      await assertProblem(await create({ ...photo, [name]: value }), 400, { pointer: `/${name}` });
  });

  test('malformed JSON is 400', async () => {
    for (const body of ['', '{', '{"action_type":"photo",}', '[]', '"photo"', 'null', '{} {}', '{"a":NaN}', "{'a':1}"]) {
      await assertProblem(await raw(body), 400);
    }
    await assertProblem(await raw(Buffer.from('7b22616374696f6e5f74797065223a22ff227d', 'hex')), 400);
  });

  test('deeply nested JSON is 400 and harms nothing', async () => {
    await assertProblem(await raw('['.repeat(200_000)), 400);
    await assertProblem(await raw(`{"metadata":${'{"a":'.repeat(100_000)}`), 400);
    assert.equal((await s.api('/api/v1/health')).status, 200);
  });

  test('plain curl, which declares a form, is understood', async () => {
    const answer = await raw(JSON.stringify(photo), { 'Content-Type': 'application/x-www-form-urlencoded' });
    assert.equal(answer.status, 201);
  });

  test('text is UTF-8 and comes back as it was', async () => {
    const intro_text = 'Bitte fotografieren: Führerschein “Ω” 📷';
    assert.equal((await s.createSession({ ...photo, intro_text })).intro_text, intro_text);
  });

  test('metadata takes 50 string pairs and not 51', async () => {
    const pairs = (count) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`key${n}`, `value ${n}`]));
    assert.deepEqual((await s.createSession({ ...photo, metadata: pairs(50) })).metadata, pairs(50));
    await assertProblem(await create({ ...photo, metadata: pairs(51) }), 400, { pointer: '/metadata' });
  });

  test('metadata takes strings only', async () => {
    for (const value of [1, null, true, {}, []]) {
      const problem = await assertProblem(await create({ ...photo, metadata: { order: value } }), 400);
      assert.ok(
        problem.errors.some(({ pointer }) => pointer.startsWith('/metadata')),
        JSON.stringify(problem),
      );
    }
  });

  test('locale must be a language tag', async () => {
    for (const locale of ['en', 'de', 'de-AT', 'pt-BR', 'zh-Hant-TW'])
      assert.equal((await s.createSession({ ...photo, locale })).locale, locale);
    for (const locale of ['"><script>', 'not a locale', 'x'.repeat(200)]) {
      await assertProblem(await create({ ...photo, locale }), 400, { pointer: '/locale' });
    }
  });

  test('return_url must be an absolute http(s) URL', async () => {
    for (const return_url of ['https://shop.example/done?order=1#top', 'http://localhost:3000/']) {
      assert.equal((await s.createSession({ ...photo, return_url })).return_url, return_url);
    }
    for (const return_url of [
      '/done',
      'done',
      'javascript:alert(1)',
      'ftp://example.com/',
      '//example.com/',
      'https://',
      'http:',
      'https:// space/',
      'data:text/html,x',
    ]) {
      await assertProblem(await create({ ...photo, return_url }), 400, { pointer: '/return_url' });
    }
  });

  test('a number that no double holds is 400 wherever JSON comes in', async () => {
    for (const number of ['1e400', '0e3081']) {
      const body = `{"action_type":"photo","output_format":"jpg","options":{"quality":${number}}}`;
      await assertProblem(await s.api('/api/v1/sessions', { method: 'POST', body }), 400);
      const session = await opened(s);
      await assertProblem(await device(s, session.id)('PUT', '/draft', { body: `[${number}]` }), 400);
      await assertProblem(await device(s, session.id)('POST', '/submit', { body: `{"data":{"a":${number}}}` }), 400);
    }
  });
});
