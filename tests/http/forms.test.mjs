// What an action may add to the API (presentation, form routes, an upload limit, kept and retained files, operations
// for the backend), with the test action that uses all of it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { WebSocket } from 'ws';
import { runToExit, sleep, startServer } from './launch.mjs';
import { device, openPage, post } from './phone.mjs';
import { jpeg, png as makePng } from './pictures.mjs';
import { libraries, pluginDir } from './plugins.mjs';
import { assertProblem } from './problem.mjs';

const dir = pluginDir('photo', 'forms');
const skip = dir ? false : 'the plugins photo and forms are not built';
const png = makePng();
const env = { ...libraries, PLUGIN_DIR: dir };

/// POST of a form; `parts` in their order.
function send(server, id, parts, path = 'forms/send') {
  const form = new FormData();
  for (const [name, value] of parts)
    form.append(name, Buffer.isBuffer(value) ? new Blob([value]) : value, ...(Buffer.isBuffer(value) ? ['sheet.jpg'] : []));
  return fetch(`${server.url}/s/${id}/${path}`, { method: 'POST', body: form });
}
const sheet = (server, id, group, number, bytes = jpeg) =>
  send(server, id, [
    ['file', bytes],
    ['group', String(group)],
    ['sheet', String(number)],
  ]);
const finish = (server, id, init = {}) => fetch(`${server.url}/s/${id}/forms/finish`, { method: 'POST', ...init });
const json = async (answer, status = 200) => {
  const text = await answer.text();
  assert.equal(answer.status, status, text);
  return JSON.parse(text);
};

describe('what an action adds to the API', { skip }, () => {
  let s;
  before(async () => (s = await startServer({ env: { ...env, FILE_QUOTA_SESSION_BYTES: 100_000 } })));
  after(() => s?.stop());

  const create = (more = {}) => s.createSession({ action_type: 'forms', ...more });
  const open = async (more) => {
    const session = await create(more);
    await openPage(s, session.id);
    return session;
  };
  const get = async (id) => json(await s.api(`/api/v1/sessions/${id}`));

  test('its fields are shown, its option is a field of the request', async () => {
    const plain = await create();
    assert.equal(plain.output_format, '');
    assert.equal(plain.forms_format, 'jpg');
    assert.equal(plain.groups, 'one');
    const many = await create({ output_format: 'raw', groups: 'many' });
    assert.deepEqual([many.forms_format, many.groups, many.options], ['raw', 'many', undefined]);
    const bad = await assertProblem(await s.api('/api/v1/sessions', { json: { action_type: 'forms', groups: 'few' } }), 400);
    assert.equal(bad.errors[0].pointer, '/groups');
    await assertProblem(await s.api('/api/v1/sessions', { json: { action_type: 'photo', output_format: 'jpg', groups: 'one' } }), 400);
  });

  test('a form takes uploads, numbers and all, and another submits them', async () => {
    const { id } = await open({ groups: 'many' });
    const first = await sheet(s, id, 1, 2);
    assert.deepEqual(await json(first), { status: 'sheet taken', group: 1, sheet: 2 });
    await json(
      await send(s, id, [
        ['sheet', '0'],
        ['group', '0'],
        ['file', png],
      ]),
    );
    const { files } = await json(await device(s, id)('GET', '/state'));
    assert.deepEqual(
      files.map((file) => file.key),
      ['g1s2', 'g0s0'],
    );
    assert.deepEqual(await json(await finish(s, id)), { status: 'completed' });

    const session = await get(id);
    assert.equal(session.result.length, 2);
    const addresses = session.forms_result.names.map((each) => each.address);
    assert.deepEqual(
      addresses,
      session.result.map((item) => `/api/v1/downloads/${item.download_id}`),
    );
    const result = await json(await s.api(`/api/v1/sessions/${id}/result`));
    assert.deepEqual(result.forms_result, session.forms_result);
    assert.deepEqual(result.items, session.result);
    const message = await new Promise((done, fail) => {
      const socket = new WebSocket(`${s.url.replace('http', 'ws')}/api/v1/sessions/${id}/ws`, { headers: { 'X-API-Key': s.key } });
      socket.once('error', fail).once('message', (data) => (socket.close(), done(JSON.parse(data))));
    });
    assert.equal(message.type, 'completed');
    assert.deepEqual(message.data, session.forms_result);
    await assertProblem(await finish(s, id), 409);
    await assertProblem(await sheet(s, id, 0, 3), 409);
  });

  test('an index can be forced to 0, and is still checked', async () => {
    const { id } = await open();
    assert.equal((await json(await sheet(s, id, 5, 1))).group, 0);
    assert.equal(
      (
        await json(
          await send(s, id, [
            ['file', jpeg],
            ['sheet', '1'],
          ]),
        )
      ).group,
      0,
    );
    await assertProblem(await sheet(s, id, -1, 1), 400);
    await assertProblem(await sheet(s, id, 'x', 1), 400);
    assert.equal((await json(await device(s, id)('GET', '/state'))).files.length, 1);
  });

  test('what a form may do without', async () => {
    const { id } = await open({ groups: 'many' });
    assert.deepEqual(await json(await send(s, id, [['file', jpeg]])), { status: 'sheet taken', group: 0, sheet: 0 });
    const others = [
      ['more', 'x'.repeat(1_000)],
      ['thumbnail', png],
    ];
    const sent = await send(s, id, [...others, ['sheet', '1'], ['file', jpeg], ...others]);
    assert.deepEqual(await json(sent), { status: 'sheet taken', group: 0, sheet: 1 });
    const { files } = await json(await device(s, id)('GET', '/state'));
    assert.deepEqual(
      files.map(({ key, size }) => [key, size]),
      ['g0s0', 'g0s1'].map((key) => [key, jpeg.length]),
    );
  });

  test('a form is read strictly', async () => {
    const { id } = await open({ groups: 'many' });
    const refused = async (parts, status = 400) => assertProblem(await send(s, id, parts), status);
    const whole = [
      ['file', jpeg],
      ['group', '0'],
      ['sheet', '0'],
    ];
    assert.equal((await refused(whole.slice(1))).errors[0].pointer, '/file');
    for (const wrong of ['-1', '', '1.5', '0x1', ' 1', '1234567']) {
      await refused([
        ['file', jpeg],
        ['group', '0'],
        ['sheet', wrong],
      ]);
    }
    await refused([...whole, ['sheet', '1']]);
    await refused([...whole, ['file', jpeg]]);
    await refused([['file', Buffer.from('no picture')], ...whole.slice(1)], 415);
    await refused([['file', Buffer.alloc(0)], ...whole.slice(1)], 415);
    const large = await refused([['file', Buffer.concat([jpeg, Buffer.alloc(20_001)])], ...whole.slice(1)], 413);
    assert.equal(large.error, 'request body too large');
    const huge = await refused([['file', Buffer.concat([jpeg, Buffer.alloc(200_000)])], ...whole.slice(1)], 413);
    assert.equal(huge.error, 'request body too large');
    const json = { method: 'POST', body: '{}', headers: { 'Content-Type': 'application/json' } };
    await assertProblem(await fetch(`${s.url}/s/${id}/forms/send`, json), 415);
    assert.deepEqual((await (await device(s, id)('GET', '/state')).json()).files, []);
  });

  test('before it was opened 409, another action’s session 400, unknown 404, nothing to submit 400', async () => {
    const { id } = await create();
    await assertProblem(await sheet(s, id, 0, 0), 409);
    await assertProblem(await finish(s, id), 409);
    await openPage(s, id);
    assert.equal((await assertProblem(await finish(s, id), 400)).error, 'no sheets');
    await assertProblem(await finish(s, id, { body: '{"x":1}' }), 400);
    const photo = await s.createSession();
    await openPage(s, photo.id);
    await assertProblem(await sheet(s, photo.id, 0, 0), 400);
    await assertProblem(await finish(s, photo.id), 400);
    await assertProblem(await sheet(s, '00000000-0000-4000-8000-000000000000', 0, 0), 404);
    await assertProblem(await post(s, id, { items: [{ data: jpeg.toString('base64') }] }), 409);
  });

  test('no more uploads than the action allows, by any route; replacing is allowed', async () => {
    const { id } = await open();
    const call = device(s, id);
    await json(await call('PUT', '/files/a', { body: jpeg }));
    await json(await sheet(s, id, 0, 0));
    await json(await sheet(s, id, 0, 1));
    for (const answer of [await sheet(s, id, 0, 2), await call('PUT', '/files/b', { body: jpeg })]) {
      const problem = await assertProblem(answer, 400);
      assert.deepEqual([problem.error, problem.limit, problem.current], ['sheet limit exceeded', 3, 3]);
    }
    await json(await sheet(s, id, 0, 1, png));
    await json(await call('PUT', '/files/a', { body: png }));
    assert.equal((await json(await call('GET', '/state'))).limits.max_files, 3);
    assert.equal((await call('DELETE', '/files/a')).status, 204);
    await json(await sheet(s, id, 0, 2));
  });

  test('what an operation keeps is for later jobs alone, and goes with its upload', async () => {
    const { id } = await open();
    const call = device(s, id);
    await json(await call('PUT', '/files/a', { body: jpeg }));
    const keep = async (size, note) => json(await call('POST', '/do/keep', { body: { of: 'a', size, note } }));
    const kept = async () => (await json(await call('POST', '/do/see'))).files.filter((file) => file.made_from === 'a');
    await keep(30_000, 'first');
    await keep(60_000, 'second');
    assert.deepEqual(await kept(), [{ made_from: 'a', size: 60_000, info: { note: 'second' } }]);
    assert.deepEqual(
      (await json(await call('GET', '/state'))).files.map((file) => file.key),
      ['a'],
    );
    await assertProblem(await call('GET', '/files/.a'), 404);
    await assertProblem(await call('DELETE', '/files/.a'), 404);
    await assertProblem(await call('PUT', '/files/.a', { body: jpeg }), 400);
    await assertProblem(await call('POST', '/do/keep', { body: { of: 'a', size: 100_001, note: '' } }), 413);
    assert.equal((await kept())[0].size, 60_000, 'the one before stays');
    await json(await call('PUT', '/files/a', { body: png }));
    assert.deepEqual(await kept(), []);
    await keep(60_000, 'third');
    assert.equal((await call('DELETE', '/files/a')).status, 204);
    await json(await call('PUT', '/files/a', { body: png }));
    assert.deepEqual(await kept(), []);
    await keep(60_000, 'of many');
    await assertProblem(await call('POST', '/do/keep', { body: { of: 'b', size: 1, note: '' } }), 422);
    await assertProblem(await call('POST', '/do/keep', { body: { of: '.a', size: 1, note: '' } }), 422);
  });

  test('a form has its uploads prepared before it answers; one that cannot be is taken all the same', async () => {
    const { id } = await open();
    const call = device(s, id);
    const see = async () =>
      (await json(await call('POST', '/do/see'))).files.map(({ key, made_from: from, info }) => [key ?? `made from ${from}`, info.of]);
    await json(await sheet(s, id, 0, 1));
    assert.deepEqual(await see(), [
      ['g0s1', undefined],
      ['made from g0s1', 'g0s1'],
    ]);
    await json(await sheet(s, id, 0, 1, png));
    assert.deepEqual(await see(), [['g0s1', undefined]]);
    assert.deepEqual(await json(await finish(s, id)), { status: 'completed' });
  });

  const submit = (call, data) => call('POST', '/submit', { body: { data } });
  const filled = async (...keys) => {
    const { id } = await open();
    const call = device(s, id);
    for (const key of keys) await json(await call('PUT', `/files/${key}`, { body: jpeg }));
    return { id, call };
  };

  test('a submission may take a job after another; what each keeps is for the next', async () => {
    const { id, call } = await filled('a', 'b', 'c');
    assert.equal((await json(await submit(call, { jobs: 3 }))).status, 'completed');
    assert.deepEqual(
      (await get(id)).forms_result.names.map(({ key }) => key),
      ['a', 'b', 'c'],
    );
  });

  test('one that never comes to an end fails, and the session stays open', async () => {
    const { id, call } = await filled('a', 'b');
    await assertProblem(await submit(call, { jobs: 3 }), 422);
    assert.equal((await get(id)).status, 'action_started');
    assert.equal((await json(await submit(call, {}))).status, 'completed');
  });

  test('uploads do not change while they are submitted: they wait, and are too late or in time', async () => {
    const { id, call } = await filled('a', 'b');
    const submitted = submit(call, { pause: 3_000 });
    await sleep(2_000);
    const late = await Promise.all([
      call('PUT', '/files/a', { body: png }),
      call('PUT', '/files/c', { body: png }),
      call('DELETE', '/files/b'),
    ]);
    for (const answer of late) await assertProblem(answer, 409);
    assert.equal((await json(await submitted)).status, 'completed');
    assert.deepEqual(
      (await get(id)).forms_result.names.map(({ key }) => key),
      ['a', 'b'],
    );

    const next = await filled('a', 'b');
    const failing = submit(next.call, { pause: 3_000, shift: 1 });
    await sleep(2_000);
    const waited = await Promise.all([next.call('PUT', '/files/c', { body: png }), next.call('DELETE', '/files/b')]);
    assert.deepEqual(
      waited.map(({ status }) => status),
      [200, 204],
    );
    assert.ok((await failing).status >= 400);
    assert.deepEqual(
      (await json(await next.call('GET', '/state'))).files.map(({ key }) => key),
      ['a', 'c'],
    );
  });

  test('a result has the room of what goes with its completion', async () => {
    const { call } = await filled('a');
    await json(await call('POST', '/do/keep', { body: { of: 'a', size: 100_000 - jpeg.length - 10, note: '' } }));
    assert.equal((await json(await submit(call, {}))).status, 'completed');
  });

  test('the backend calls operations on what a completed session retained', async () => {
    const { id } = await open({ output_format: 'raw' });
    const call = device(s, id);
    await json(await call('PUT', '/files/a', { body: jpeg }));
    await json(await call('POST', '/do/keep', { body: { of: 'a', size: 10, note: '' } }));
    const ask = (operation, init = {}) => s.api(`/api/v1/sessions/${init.id ?? id}/do/${operation}`, { method: 'POST', ...init });
    const early = await json(await call('POST', '/do/see'));
    assert.deepEqual([early.backend, early.submitted, early.format], [false, null, 'raw']);
    await assertProblem(await ask('see'), 409);
    await json(await call('POST', '/submit', { body: { data: { sheets: ['a'] } } }));
    assert.deepEqual((await json(await call('GET', '/state'))).files, []);

    const seen = await json(await ask('see'));
    assert.deepEqual(seen, {
      files: [{ key: 'a', size: jpeg.length, info: {} }],
      format: 'raw',
      submitted: { sheets: ['a'] },
      backend: true,
    });
    await assertProblem(await ask('keep'), 404);
    await assertProblem(await ask('nothing'), 404);
    await assertProblem(await ask('see', { body: '[]' }), 400);
    await assertProblem(await ask('see', { key: null }), 401);
    await assertProblem(await ask('see', { key: s.otherKey }), 404);
    await assertProblem(await ask('see', { id: '00000000-0000-4000-8000-000000000000' }), 404);
    assert.equal((await s.api(`/api/v1/sessions/${id}/do/see`)).status, 405);
  });

  test('after the result expired the backend gets 410', async () => {
    const { id } = await open({ result_ttl: '1s' });
    await json(await sheet(s, id, 0, 0));
    await json(await finish(s, id));
    await new Promise((done) => setTimeout(done, 1_300));
    await assertProblem(await s.api(`/api/v1/sessions/${id}/do/see`, { method: 'POST' }), 410);
  });

  test('of four submissions in parallel one wins', async () => {
    const { id } = await open();
    await json(await sheet(s, id, 0, 0));
    const answers = await Promise.all([1, 2, 3, 4].map(() => finish(s, id)));
    assert.deepEqual(answers.map((answer) => answer.status).sort(), [200, 409, 409, 409]);
  });

  test('a result that names a file that is not there fails, and the session stays open', async () => {
    const { id } = await open();
    const call = device(s, id);
    await json(await call('PUT', '/files/a', { body: jpeg }));
    await assertProblem(await call('POST', '/submit', { body: { data: { shift: true } } }), 422);
    await json(await call('POST', '/submit', { body: { data: null } }));
  });
});

describe('variables of plugins', { skip }, () => {
  test('a variable sets a plugin’s setting, and an error names it', async () => {
    const s = await startServer({ env: { ...env, FORMS_MOST: 1 } });
    try {
      const { id } = await s.createSession({ action_type: 'forms' });
      await openPage(s, id);
      await json(await sheet(s, id, 0, 0));
      assert.equal((await assertProblem(await sheet(s, id, 0, 1), 400)).limit, 1);
    } finally {
      await s.stop();
    }
    for (const [name, value] of [
      ['FORMS_MOST', '10'],
      ['FORMS_MOST', 'many'],
      ['FORMS_MORE', '1'],
    ]) {
      const { code, output } = await runToExit({ env: { ...env, [name]: value } });
      assert.notEqual(code, 0);
      assert.match(output, new RegExp(`^baton: ${name}: '${value}' is not allowed: .*forms`, 'm'));
    }
  });
});
