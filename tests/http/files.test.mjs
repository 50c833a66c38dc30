import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { startServer } from './launch.mjs';
import { device, opened } from './phone.mjs';
import { bomb, jpeg, png, webp } from './pictures.mjs';
import { assertProblem } from './problem.mjs';
import { open, request } from './wire.mjs';

const digest = (bytes, encoding) => createHash('sha256').update(bytes).digest(encoding);

describe('files', () => {
  let s;
  before(async () => (s = await startServer()));
  after(() => s?.stop());

  const phone = async () => device(s, (await opened(s)).id);
  const files = async (call) => (await (await call('GET', '/state')).json()).files;

  test('PUT answers key, size, sha256, content_type and info', async () => {
    const call = await phone();
    for (const [bytes, type] of [
      [jpeg, 'image/jpeg'],
      [png(), 'image/png'],
      [webp, 'image/webp'],
    ]) {
      const answer = await call('PUT', '/files/p1', { body: bytes, headers: { 'Content-Type': 'application/octet-stream' } });
      assert.ok(answer.ok, await answer.clone().text());
      const made = await answer.json();
      assert.deepEqual(
        { ...made, info: null },
        { key: 'p1', size: bytes.length, sha256: digest(bytes, 'hex'), content_type: type, info: null },
      );
      assert.equal(typeof made.info, 'object');
    }
  });

  test('the same key replaces; state lists what is there', async () => {
    const call = await phone();
    for (const bytes of [jpeg, jpeg, png()]) assert.ok((await call('PUT', '/files/p1', { body: bytes })).ok);
    assert.ok((await call('PUT', '/files/p2', { body: jpeg })).ok);
    const now = await files(call);
    assert.deepEqual(now.map(({ key }) => key).sort(), ['p1', 'p2']);
    assert.equal(now.find(({ key }) => key === 'p1').sha256, digest(png(), 'hex'));
  });

  test('GET gives the same bytes back, with their type', async () => {
    const call = await phone();
    await call('PUT', '/files/p1', { body: png() });
    const answer = await call('GET', '/files/p1');
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('content-type'), 'image/png');
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
    assert.ok(Buffer.from(await answer.arrayBuffer()).equals(png()));
    const head = await call('HEAD', '/files/p1');
    assert.equal(head.status, 200);
    assert.equal(head.headers.get('content-length'), String(png().length));
  });

  test('DELETE drops it', async () => {
    const call = await phone();
    await call('PUT', '/files/p1', { body: jpeg });
    assert.ok((await call('DELETE', '/files/p1')).ok);
    await assertProblem(await call('GET', '/files/p1'), 404);
    assert.deepEqual(await files(call), []);
    assert.ok([204, 200, 404].includes((await call('DELETE', '/files/p1')).status));
  });

  test('a key is [A-Za-z0-9_-]{1,64}, all else is 400', async () => {
    const call = await phone();
    for (const key of ['a', 'p-1_Z', 'x'.repeat(64)]) assert.ok((await call('PUT', `/files/${key}`, { body: jpeg })).ok, key);
    for (const key of ['x'.repeat(65), 'a.b', 'a%20b', '...', '%C3%BC', 'a%00', 'a:b']) {
      await assertProblem(await call('PUT', `/files/${key}`, { body: jpeg }), 400);
    }
  });

  test('Content-Digest is checked', async () => {
    const call = await phone();
    const put = (value) => call('PUT', '/files/p1', { body: jpeg, headers: { 'Content-Digest': value } });
    assert.ok((await put(`sha-256=:${digest(jpeg, 'base64')}:`)).ok);
    assert.ok((await put(`sha-512=:AAAA:, sha-256=:${digest(jpeg, 'base64')}:`)).ok, 'an algorithm it does not know is ignored');
    for (const value of [`sha-256=:${digest(png(), 'base64')}:`, 'sha-256=:AAAA:']) await assertProblem(await put(value), 400);
    assert.equal((await files(call)).length, 1);
  });

  test('a mismatch of Content-Digest leaves the old file', async () => {
    const call = await phone();
    await call('PUT', '/files/p1', { body: png() });
    await call('PUT', '/files/p1', { body: jpeg, headers: { 'Content-Digest': `sha-256=:${digest(png(), 'base64')}:` } });
    assert.equal((await files(call))[0].sha256, digest(png(), 'hex'));
  });

  test('what the action cannot take is 415 at once', async () => {
    const call = await phone();
    const broken = png();
    broken[broken.length - 20] ^= 0xff;
    for (const bytes of [
      Buffer.from('text'),
      Buffer.alloc(0),
      Buffer.from('%PDF-1.4\n%%EOF'),
      Buffer.from('GIF89a\x01\0\x01\0\0\0\0;', 'latin1'),
      jpeg.subarray(0, 300),
      broken,
    ]) {
      await assertProblem(await call('PUT', '/files/p1', { body: bytes, headers: { 'Content-Type': 'image/jpeg' } }), 415);
    }
    assert.deepEqual(await files(call), []);
  });

  test('more than 100 megapixels are 413', async () => {
    const call = await phone();
    await assertProblem(await call('PUT', '/files/p1', { body: bomb() }), 413);
  });

  test('an upload far beyond every limit is 413 from its head', async () => {
    const { id } = await opened(s);
    const wire = await open(s);
    wire.send(request(`PUT /s/${id}/files/p1`, { 'Content-Length': 5_000_000_000 })).send(Buffer.alloc(1_000));
    assert.equal((await wire.response()).status, 413);
    await wire.closed();
  });

  test('an upload that breaks off leaves nothing', async () => {
    const { id } = await opened(s);
    const wire = await open(s);
    wire.send(request(`PUT /s/${id}/files/p1`, { 'Content-Length': jpeg.length })).send(jpeg.subarray(0, 300));
    wire.close();
    assert.deepEqual(await files(device(s, id)), []);
  });

  test('files are gone with a completed session', async () => {
    const { id } = await opened(s);
    const call = device(s, id);
    await call('PUT', '/files/p1', { body: jpeg });
    assert.equal((await call('POST', '/submit', { body: { data: {} } })).status, 200);
    assert.ok([404, 409].includes((await call('GET', '/files/p1')).status));
  });
});
