import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { startServer } from './launch.mjs';
import { completed } from './phone.mjs';
import { png } from './pictures.mjs';
import { assertProblem } from './problem.mjs';
import { exchange, request } from './wire.mjs';

describe('download', () => {
  let s, item, path, whole;
  before(async () => {
    s = await startServer();
    item = (await completed(s, { output_format: 'png' }, png(64, 40))).items[0];
    path = `/api/v1/downloads/${item.download_id}`;
    whole = Buffer.from(await (await s.api(path)).arrayBuffer());
  });
  after(() => s?.stop());

  const range = (value, more = {}) => s.api(path, { headers: { Range: value, ...more } });

  test('bytes, size, sha256 and headers agree with the item', async () => {
    const answer = await s.api(path);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('content-type'), 'image/png');
    assert.equal(answer.headers.get('content-length'), String(item.size));
    assert.equal(whole.length, item.size);
    assert.equal(createHash('sha256').update(whole).digest('hex'), item.sha256);
    assert.equal(answer.headers.get('etag'), `"${item.sha256}"`);
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
    const caching = answer.headers
      .get('cache-control')
      .split(/\s*,\s*/)
      .sort();
    assert.deepEqual(caching, ['no-store', 'private']);
  });

  test('Content-Disposition is an attachment with filename and filename*', async () => {
    const value = (await s.api(path)).headers.get('content-disposition');
    assert.match(value, /^attachment;/);
    assert.match(value, /;\s*filename="?[^";]+\.png"?/);
    assert.match(value, /;\s*filename\*=UTF-8''[^;]+\.png/i);
  });

  test('a filename beyond ASCII travels in filename*', async () => {
    const { session } = await completed(s);
    void session;
    const page = await s.createSession();
    await fetch(`${s.url}/s/${page.id}`);
    const answer = await fetch(`${s.url}/s/${page.id}/result`, {
      method: 'POST',
      body: JSON.stringify({ items: [{ filename: 'Übersicht "1"; 写真.jpg', data: png().toString('base64') }] }),
    });
    const [mine] = (await answer.json()).items;
    const value = (await s.api(`/api/v1/downloads/${mine.download_id}`)).headers.get('content-disposition');
    const encoded = /filename\*=UTF-8''([^;]+)/i.exec(value)[1];
    assert.equal(decodeURIComponent(encoded), mine.filename);
    assert.match(mine.filename, /^Übersicht.*写真\.jpg$/);
    assert.match(value, /^[\x20-\x7e]+$/, 'plain ASCII on the wire');
    assert.match(value, /filename="[^"\\]*"|filename=[^";\s]+(;|$)/);
  });

  test('HEAD has the headers of GET and no body', async () => {
    const answer = await exchange(s, request(`HEAD ${path}`, { 'X-API-Key': s.key, Connection: 'close' }), { head: true });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['content-length'], String(item.size));
    assert.equal(answer.headers.etag, `"${item.sha256}"`);
    assert.equal(answer.headers['content-type'], 'image/png');
  });

  test('a satisfiable range is 206 with exactly those bytes', async () => {
    const size = whole.length;
    const cases = [
      ['bytes=0-0', 0, 0],
      ['bytes=0-9', 0, 9],
      ['bytes=5-', 5, size - 1],
      ['bytes=-7', size - 7, size - 1],
      [`bytes=-${size + 100}`, 0, size - 1],
      [`bytes=10-${size + 100}`, 10, size - 1],
      [`bytes=${size - 1}-`, size - 1, size - 1],
      ['bytes=0-99999999999999999999', 0, size - 1],
      ['Bytes=0-3', 0, 3],
    ];
    for (const [value, first, last] of cases) {
      const answer = await range(value);
      assert.equal(answer.status, 206, value);
      assert.equal(answer.headers.get('content-range'), `bytes ${first}-${last}/${size}`, value);
      assert.equal(answer.headers.get('content-length'), String(last - first + 1), value);
      assert.equal(answer.headers.get('etag'), `"${item.sha256}"`);
      assert.ok(Buffer.from(await answer.arrayBuffer()).equals(whole.subarray(first, last + 1)), value);
    }
  });

  test('an unsatisfiable range is 416 with the size', async () => {
    for (const value of [
      `bytes=${whole.length}-`,
      `bytes=${whole.length + 5}-${whole.length + 9}`,
      'bytes=-0',
      'bytes=99999999999999999999-',
    ]) {
      const answer = await range(value);
      await assertProblem(answer, 416);
      assert.equal(answer.headers.get('content-range'), `bytes */${whole.length}`, value);
    }
  });

  test('a range with bad syntax is ignored', async () => {
    for (const value of [
      'bytes=',
      'bytes',
      'bytes=a-b',
      'bytes=5-3',
      'bytes=--5',
      'bytes=1-2x',
      'lines=1-2',
      'bytes=-',
      'bytes 0-5',
      'bytes=0x1-5',
      'bytes=+1-2',
    ]) {
      const answer = await range(value);
      assert.equal(answer.status, 200, value);
      assert.equal((await answer.arrayBuffer()).byteLength, whole.length, value);
    }
  });

  test('several ranges are answered whole or as multipart/byteranges', async () => {
    const answer = await range('bytes=0-1,4-5');
    assert.ok([200, 206].includes(answer.status));
    if (answer.status === 206) assert.match(answer.headers.get('content-type'), /^multipart\/byteranges/);
    else assert.ok(Buffer.from(await answer.arrayBuffer()).equals(whole));
  });

  test('If-None-Match with the ETag is 304', async () => {
    for (const value of [`"${item.sha256}"`, `W/"${item.sha256}"`, `"x", "${item.sha256}"`, '*']) {
      const answer = await exchange(s, request(`GET ${path}`, { 'X-API-Key': s.key, 'If-None-Match': value }));
      assert.equal(answer.status, 304, value);
      assert.equal(answer.headers.etag, `"${item.sha256}"`);
    }
    for (const value of ['"x"', item.sha256.slice(1)])
      assert.equal((await s.api(path, { headers: { 'If-None-Match': value } })).status, 200);
  });

  test('If-Range with another ETag is answered whole', async () => {
    assert.equal((await range('bytes=0-3', { 'If-Range': '"other"' })).status, 200);
    assert.equal((await range('bytes=0-3', { 'If-Range': `"${item.sha256}"` })).status, 206);
  });

  test('an unknown download is 404', async () => {
    for (const id of ['3b241101-e2bb-4255-8caf-4136c566a962', 'x', '..%2f..'])
      await assertProblem(await s.api(`/api/v1/downloads/${id}`), 404);
  });
});
