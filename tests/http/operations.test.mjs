// POST /s/:id/do/:operation, with the test action that answers what it is asked for.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startServer } from './launch.mjs';
import { device, openPage } from './phone.mjs';
import { jpeg } from './pictures.mjs';
import { libraries, pluginDir } from './plugins.mjs';
import { assertProblem } from './problem.mjs';

const dir = pluginDir('photo', 'misbehave');
const skip = dir ? false : 'the plugins photo and misbehave are not built';

describe('operations', { skip }, () => {
  let s;
  before(async () => (s = await startServer({ env: { ...libraries, PLUGIN_DIR: dir, FILE_QUOTA_SESSION_BYTES: 300_000 } })));
  after(() => s?.stop());

  const phone = async () => {
    const { id } = await s.createSession({ action_type: 'misbehave', output_format: 'jpg' });
    await openPage(s, id);
    return { id, call: device(s, id) };
  };

  test('an operation sees arguments and files, and binds the phone', async () => {
    const { id, call } = await phone();
    const empty = await call('POST', '/do/count');
    assert.deepEqual(await empty.json(), { files: 0, arguments: {} });
    assert.match(empty.headers.get('set-cookie') ?? '', /^baton_device=/);
    assert.match(empty.headers.get('cache-control'), /no-store/);
    assert.ok((await call('PUT', '/files/a', { body: jpeg })).ok);
    const counted = await call('POST', '/do/count', { body: { a: [1] } });
    assert.deepEqual(await counted.json(), { files: 1, arguments: { a: [1] } });
    assert.equal(counted.headers.get('set-cookie'), null);
    await assertProblem(await device(s, id)('POST', '/do/count'), 409);
  });

  test('a call sees the file that its key names, and all only where the operation asks for them', async () => {
    const { call } = await phone();
    for (const key of ['a', 'b', 'c']) assert.ok((await call('PUT', `/files/${key}`, { body: jpeg })).ok);
    const seen = async (operation, body) => (await (await call('POST', `/do/${operation}`, { body })).json()).files;
    assert.equal(await seen('quiet', { key: 'b' }), 1);
    assert.equal(await seen('quiet', {}), 0);
    assert.equal(await seen('count', { key: 'b' }), 1);
    assert.equal(await seen('count', {}), 3);
    for (const key of ['d', '.b', '', 7, null]) assert.equal(await seen('count', { key }), 0);
  });

  test('arguments that are no JSON object are 400, over 64 KiB 413; neither binds', async () => {
    const { call } = await phone();
    for (const body of ['{', '[]', '1']) await assertProblem(await call('POST', '/do/count', { body }), 400);
    assert.equal((await call('POST', '/do/count', { body: { a: 'x'.repeat(60_000) } })).status, 200);
    const other = await phone();
    await assertProblem(await other.call('POST', '/do/count', { body: { a: 'x'.repeat(66_000) } }), 413);
    assert.equal((await (await other.call('GET', '/state')).json()).device, 'none');
  });

  test('arguments are as deep as a body may be, and come back', async () => {
    const { call } = await phone();
    const deep = (levels) => `{"a":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`;
    const answer = await call('POST', '/do/count', { body: deep(32) });
    assert.equal(answer.status, 200);
    assert.equal(await answer.text(), `{"files":0,"arguments":${deep(32)}}`);
    await assertProblem(await call('POST', '/do/count', { body: deep(33) }), 400);
  });

  test('a file comes as it is, its JSON in Baton-Reply, up to 8 KiB', async () => {
    const { call } = await phone();
    const answer = await call('POST', '/do/make', { body: { file: 5_000, text: 8_000 } });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('content-type'), 'image/png');
    assert.match(answer.headers.get('content-security-policy'), /sandbox/);
    assert.equal(JSON.parse(answer.headers.get('baton-reply')).text.length, 8_000);
    assert.equal((await answer.arrayBuffer()).byteLength, 5_000);
    const tooMuch = await call('POST', '/do/make', { body: { file: 5_000, text: 8_300 } });
    await assertProblem(tooMuch, 500);
    assert.equal((await call('POST', '/do/make', { body: { text: 100_000 } })).status, 200, 'without a file there is no such limit');
  });

  test('a reply that fails does not bind', async () => {
    const { call } = await phone();
    const answer = await call('POST', '/do/make', { body: { file: 10, text: 9_000 } });
    assert.equal(answer.status, 500);
    assert.equal(answer.headers.get('set-cookie'), null);
    assert.equal((await (await call('GET', '/state')).json()).device, 'none');
  });

  test('a file in a reply counts against the quota while it is sent, and no longer', async () => {
    const { call } = await phone();
    await assertProblem(await call('POST', '/do/make', { body: { file: 300_001 } }), 413);
    for (let round = 0; round < 3; ++round) {
      const answer = await call('POST', '/do/make', { body: { file: 250_000 } });
      assert.equal(answer.status, 200);
      assert.equal((await answer.arrayBuffer()).byteLength, 250_000);
    }
    assert.ok((await call('PUT', '/files/a', { body: Buffer.concat([jpeg, Buffer.alloc(100_000, 7)]) })).ok);
    await assertProblem(await call('POST', '/do/make', { body: { file: 250_000 } }), 413);
  });
});
