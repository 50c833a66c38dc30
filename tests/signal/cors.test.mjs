import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { open, request } from '../http/wire.mjs';
import { ask, Page } from './client.mjs';
import { startSignal } from './launch.mjs';

const listed = ['https://one.example', 'http://two.example:8080', 'null'];
const allow = 'access-control-allow-';

/// Every kind of answer for this origin: [status, answer].
async function kinds(s, origin) {
  const page = new Page(s, origin);
  const code = await page.open();
  await page.answer(code);
  return [
    [200, await page.get('/')],
    [200, await page.get('/health')],
    [200, await page.get('/topics')],
    [200, await page.get('/room/sessions')],
    [200, await page.offer()],
    [200, await page.poll(code)],
    [400, await page.poll(code, 'x')],
    [400, await page.get('/%zz/sessions')],
    [404, await page.get('/nothing')],
    [404, await page.poll('nobody')],
    [405, await page.get('/poll')],
    [409, await page.answer(code, 'another')],
  ];
}

describe('CORS', () => {
  let any, list;
  before(async () => {
    const CORS_ORIGINS = ` ${listed.join(' , ')}  `;
    [any, list] = await Promise.all([startSignal(), startSignal({ env: { CORS_ORIGINS } })]);
  });
  after(() => Promise.all([any?.stop(), list?.stop()]));

  function assertAllowed({ headers }, origin) {
    assert.equal(headers[`${allow}origin`], origin);
    assert.equal(headers.vary, 'Origin');
    assert.equal(headers['access-control-expose-headers'], 'Content-Type');
    assert.equal(headers[`${allow}credentials`], undefined);
  }

  test('by default every origin is allowed, by its own name, with Vary and without credentials; on errors too', async () => {
    for (const origin of ['https://any.example', 'null']) {
      for (const [status, answer] of await kinds(any, origin)) {
        assert.equal(answer.status, status);
        assertAllowed(answer, origin);
      }
    }
  });

  test('an origin of the list is allowed, blanks around commas are ignored', async () => {
    for (const origin of listed) for (const [, answer] of await kinds(list, origin)) assertAllowed(answer, origin);
  });

  test('another origin gets no Allow-Origin but Vary, and is served all the same', async () => {
    const others = [
      'https://other.example',
      'https://one.example:443',
      'https://ONE.example',
      'https://one.example/',
      'http://one.example',
      'http://two.example',
    ];
    for (const origin of others) {
      for (const [status, { status: got, headers }] of await kinds(list, origin)) {
        assert.equal(got, status, origin);
        assert.equal(headers[`${allow}origin`], undefined, origin);
        assert.equal(headers[`${allow}credentials`], undefined, origin);
        assert.equal(headers.vary, 'Origin', origin);
      }
    }
  });

  test('without an Origin there is no Allow-Origin', async () => {
    for (const s of [any, list]) {
      for (const [method, path] of [
        ['GET', '/'],
        ['GET', '/health'],
        ['GET', '/topics'],
        ['GET', '/nothing'],
        ['OPTIONS', '/poll'],
      ]) {
        assert.equal((await ask(s, method, path)).headers[`${allow}origin`], undefined, `${method} ${path}`);
      }
    }
  });

  test('a refusal of a large body has the headers too', async () => {
    const wire = await open(any);
    const answer = await wire.send(request('POST /room/offer', { Origin: 'https://any.example', 'Content-Length': 300_000 })).response();
    assert.equal(answer.status, 413);
    assertAllowed(answer, 'https://any.example');
    wire.close();
  });

  const asked = { 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'content-type' };

  test('OPTIONS on any path is 204 without a body, with what is allowed', async () => {
    const paths = [
      '/',
      '/health',
      '/topics',
      '/room/sessions',
      '/room/offer',
      '/answer',
      '/poll',
      '/nothing',
      '/a/b/c',
      '//offer',
      '/%zz/offer',
      '/poll/',
    ];
    for (const path of paths) {
      for (const headers of [{}, asked]) {
        const answer = await ask(any, 'OPTIONS', path, { origin: 'https://any.example', headers });
        assert.equal(answer.status, 204, path);
        assert.equal(answer.text, '');
        assert.equal(answer.headers[`${allow}origin`], 'https://any.example');
        assert.equal(answer.headers[`${allow}methods`], 'GET,POST,OPTIONS');
        assert.equal(answer.headers[`${allow}headers`], 'Content-Type,Origin');
        assert.equal(answer.headers[`${allow}credentials`], undefined);
        assert.equal(answer.headers['access-control-max-age'], '600');
        assert.equal(answer.headers.vary, 'Origin, Access-Control-Request-Headers');
      }
    }
    assert.equal((await ask(any, 'OPTIONS', '/poll')).headers[`${allow}methods`], 'GET,POST,OPTIONS');
  });

  test('OPTIONS has the Allow- headers for an origin of the list, and none for another', async () => {
    for (const origin of listed) {
      const { status, headers } = await ask(list, 'OPTIONS', '/poll', { origin, headers: asked });
      assert.equal(status, 204);
      assert.equal(headers[`${allow}origin`], origin);
      assert.equal(headers[`${allow}methods`], 'GET,POST,OPTIONS');
      assert.equal(headers[`${allow}headers`], 'Content-Type,Origin');
    }
    const { status, headers } = await ask(list, 'OPTIONS', '/poll', { origin: 'https://other.example', headers: asked });
    assert.equal(status, 204);
    assert.deepEqual(
      Object.keys(headers).filter((name) => name.startsWith(allow)),
      [],
    );
    assert.equal(headers.vary, 'Origin, Access-Control-Request-Headers');
  });

  test('after OPTIONS the connection goes on', async () => {
    const wire = await open(any);
    wire.send(Buffer.concat([request('OPTIONS /poll', { Origin: 'https://any.example' }), request('GET /health')]));
    assert.equal((await wire.response()).status, 204);
    assert.equal((await wire.response()).status, 200);
    wire.close();
  });
});
