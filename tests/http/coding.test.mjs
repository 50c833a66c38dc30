// Packed request bodies: refused by name on every route that takes a body, and not taken for broken JSON.
import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { after, before, describe, test } from 'node:test';
import { startServer } from './launch.mjs';
import { completed, device, opened } from './phone.mjs';
import { jpeg } from './pictures.mjs';
import { assertProblem } from './problem.mjs';
import { exchange, request } from './wire.mjs';

describe('Content-Encoding', () => {
  let s;
  before(async () => (s = await startServer()));
  after(() => s?.stop());

  const creation = JSON.stringify({ action_type: 'photo', output_format: 'jpg' });
  const create = (encodings, body = gzipSync(creation)) => {
    const lines = encodings.map((value) => `Content-Encoding: ${value}\r\n`).join('');
    const head = `POST /api/v1/sessions HTTP/1.1\r\nHost: test\r\nX-API-Key: ${s.key}\r\n${lines}Content-Length: ${body.length}\r\n\r\n`;
    return exchange(s, Buffer.concat([Buffer.from(head), Buffer.from(body)]));
  };

  test('a packed body is 415 with the name of its coding', async () => {
    for (const name of ['gzip', 'x-gzip', 'deflate', 'br', 'zstd', 'compress']) {
      for (const encodings of [[name], [name.toUpperCase()], [`identity, ${name}`], ['identity', name]]) {
        const answer = await create(encodings);
        const { detail } = await assertProblem(answer, 415, { error: 'unsupported media type' });
        assert.match(detail, new RegExp(`^Content-Encoding ${name} `));
        assert.equal(answer.headers['accept-encoding'], 'identity');
      }
    }
  });

  test('identity and nonsense are ignored', async () => {
    for (const encodings of [['identity'], ['utf-8'], ['', 'nonsense'], ['gzipped']]) {
      assert.equal((await create(encodings, creation)).status, 201);
    }
  });

  test('every route with a body refuses it, and one without a body does not', async () => {
    const { session } = await completed(s);
    const { id } = await opened(s);
    const scan = await opened(s, { action_type: 'scan', output_format: 'pdf' });
    const headers = { 'Content-Encoding': 'gzip' };
    const body = gzipSync(jpeg);
    for (const [method, path] of [
      ['POST', `/api/v1/sessions/${session.id}/do/render`],
      ['POST', `/s/${id}/result`],
      ['POST', `/s/${id}/submit`],
      ['POST', `/s/${id}/start`],
      ['POST', `/s/${id}/takeover`],
      ['POST', `/s/${id}/do/preview`],
      ['PUT', `/s/${id}/draft`],
      ['PUT', `/s/${id}/files/photo`],
      ['POST', `/s/${scan.id}/scan/upload`],
      ['POST', `/s/${scan.id}/scan/finalize`],
    ]) {
      await assertProblem(await s.api(path, { method, body, headers }), 415);
    }
    assert.equal((await exchange(s, request('GET /api/v1/health', headers))).status, 200);
    const call = device(s, id);
    assert.equal((await call('PUT', '/files/photo', { body: jpeg })).status, 200, 'the session is as it was');
    assert.equal((await call('POST', '/submit', { headers })).status, 200);
  });
});
