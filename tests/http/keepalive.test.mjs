import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sleep, startServer } from './launch.mjs';
import { completed } from './phone.mjs';
import { exchange, open, request } from './wire.mjs';

describe('keep-alive', () => {
  let s;
  before(async () => (s = await startServer()));
  after(() => s?.stop());

  const health = '/api/v1/health';
  const ok = (answer) => assert.equal(`${answer.status} ${answer.body.replace(/\s/g, '')}`, '200 {"status":"ok"}');
  const creation = JSON.stringify({ action_type: 'photo', output_format: 'jpg' });
  const post = (body, headers = {}) =>
    request('POST /api/v1/sessions', { 'X-API-Key': s.key, 'Content-Type': 'application/json', ...headers }, body);

  test('many requests on one connection', async () => {
    const wire = await open(s);
    for (let n = 0; n < 50; ++n) ok(await wire.send(request(`GET ${health}`)).response());
    assert.equal((await wire.send(request('GET /api/v1/nothing', { 'X-API-Key': s.key })).response()).status, 404);
    assert.equal((await wire.send(post('{')).response()).status, 400);
    assert.equal((await wire.send(post(creation)).response()).status, 201);
    ok(await wire.send(request(`GET ${health}`)).response());
    wire.close();
  });

  test('pipelined requests are answered in order', async () => {
    const wire = await open(s);
    wire.send(
      Buffer.concat([
        request(`GET ${health}`),
        post(creation),
        request('GET /api/v1/version'),
        request('GET /api/v1/none', { 'X-API-Key': s.key }),
        request(`GET ${health}`),
      ]),
    );
    ok(await wire.response());
    assert.equal((await wire.response()).status, 201);
    assert.match((await wire.response()).body, /"version"/);
    assert.equal((await wire.response()).status, 404);
    ok(await wire.response());
    wire.close();
  });

  test('a hundred pipelined requests', async () => {
    const wire = await open(s);
    wire.send(Buffer.concat(Array.from({ length: 100 }, () => request(`GET ${health}`))));
    for (let n = 0; n < 100; ++n) ok(await wire.response());
    wire.close();
  });

  test('a request in single bytes', async () => {
    const wire = await open(s);
    for (const byte of request(`GET ${health}`)) {
      wire.send(Buffer.from([byte]));
      await sleep(2);
    }
    ok(await wire.response());
    wire.close();
  });

  test('Connection: close closes after the answer', async () => {
    const wire = await open(s);
    const answer = await wire.send(request(`GET ${health}`, { Connection: 'close' })).response();
    ok(answer);
    assert.match(answer.headers.connection ?? '', /close/i);
    await wire.closed();
  });

  test('HTTP/1.0 closes, unless it asks for keep-alive', async () => {
    const wire = await open(s);
    const answer = await wire.send(`GET ${health} HTTP/1.0\r\n\r\n`).response();
    ok(answer);
    assert.ok(!('transfer-encoding' in answer.headers), 'no chunks for HTTP/1.0');
    await wire.closed();
    const kept = await open(s);
    const first = await kept.send(`GET ${health} HTTP/1.0\r\nConnection: keep-alive\r\n\r\n`).response();
    ok(first);
    if (/keep-alive/i.test(first.headers.connection ?? '')) ok(await kept.send(`GET ${health} HTTP/1.0\r\n\r\n`).response());
    kept.close();
  });

  test('a chunked body is read, with extensions and trailers', async () => {
    const half = creation.length >> 1;
    const chunk = (text, extension = '') => `${text.length.toString(16)}${extension}\r\n${text}\r\n`;
    const body = `${chunk(creation.slice(0, half), ';name=value')}${chunk(creation.slice(half))}0\r\nX-Trailer: y\r\n\r\n`;
    const wire = await open(s);
    assert.equal((await wire.send(post(body, { 'Transfer-Encoding': 'chunked' })).response()).status, 201);
    ok(await wire.send(request(`GET ${health}`)).response());
    wire.close();
  });

  test('Expect: 100-continue is answered with 100 before the body', async () => {
    const wire = await open(s);
    wire.send(request('POST /api/v1/sessions', { 'X-API-Key': s.key, Expect: '100-continue', 'Content-Length': creation.length }));
    assert.equal((await wire.response()).status, 100);
    assert.equal((await wire.send(creation).response()).status, 201);
    wire.close();
  });

  test('Expect: 100-continue with a body that is too large is refused without it', async () => {
    const wire = await open(s);
    wire.send(request('POST /api/v1/sessions', { 'X-API-Key': s.key, Expect: '100-continue', 'Content-Length': 50_000_000 }));
    assert.equal((await wire.response()).status, 413);
    wire.close();
  });

  test('a GET with a body does not confuse what follows', async () => {
    const wire = await open(s);
    ok(await wire.send(request(`GET ${health}`, {}, 'GET /api/v1/version HTTP/1.1\r\nHost: x\r\n\r\n')).response());
    ok(await wire.send(request(`GET ${health}`)).response());
    wire.close();
  });

  test('an empty line after a body is skipped, at once or later; what is none is refused', async () => {
    const wire = await open(s);
    const next = request(`GET ${health}`);
    assert.equal((await wire.send(Buffer.concat([post(creation), Buffer.from('\r\n'), next])).response()).status, 201);
    ok(await wire.response());
    assert.equal((await wire.send(post(creation)).response()).status, 201);
    wire.send('\r');
    wire.send('\n');
    ok(await wire.send(next).response());
    assert.equal((await wire.send(Buffer.concat([post('{'), Buffer.from('\r\n\r\n')])).response()).status, 400);
    ok(await wire.send(next).response());
    wire.send(Buffer.concat([Buffer.from('\r\n'.repeat(5)), next]));
    assert.equal((await wire.response()).status, 400);
    await wire.closed();
    // What follows the empty line is a request of its own, not hidden in another's body.
    const short = await open(s);
    short.send(Buffer.concat([post('{}\r\n', { 'Content-Length': 2 }), next]));
    assert.equal((await short.response()).status, 400);
    ok(await short.response());
    short.close();
  });

  test('a refused body does not become the next request', async () => {
    const wire = await open(s);
    const smuggled = 'GET /api/v1/version HTTP/1.1\r\nHost: x\r\n\r\n';
    const answer = await wire.send(request('POST /api/v1/sessions', { 'Content-Length': smuggled.length }, smuggled)).response();
    assert.equal(answer.status, 401);
    wire.send(request(`GET ${health}`));
    const next = await wire.response();
    assert.ok(next.closed || /"ok"/.test(next.body), next.body);
    wire.close();
  });

  test('a client that half-closes still gets its answer', async () => {
    const wire = await open(s);
    wire.send(request(`GET ${health}`));
    wire.socket.end();
    ok(await wire.response());
  });

  test('a large download arrives whole at a slow reader and over keep-alive', async () => {
    const { items } = await completed(s);
    const wire = await open(s);
    for (let n = 0; n < 3; ++n) {
      const answer = await wire.send(request(`GET /api/v1/downloads/${items[0].download_id}`, { 'X-API-Key': s.key })).response();
      assert.equal(answer.bytes.length, items[0].size);
    }
    wire.close();
  });

  test('percent-encoding in a path is decoded once, and an encoded slash is no separator', async () => {
    ok(await exchange(s, request('GET /api/v1/he%61lth')));
    assert.equal((await exchange(s, request('GET /api/v1/he%2561lth', { 'X-API-Key': s.key }))).status, 404);
    assert.ok([400, 404].includes((await exchange(s, request('GET /api/v1/heal%zzth', { 'X-API-Key': s.key }))).status));
    assert.ok([400, 404].includes((await exchange(s, request('GET /api/v1/sessions/%00', { 'X-API-Key': s.key }))).status));
    assert.equal((await exchange(s, request('GET /api/v1%2fhealth'))).status, 404);
  });

  test('double and dotted slashes name no other route', async () => {
    for (const path of ['//api/v1/health', '/api//v1/health', '/api/v1//health', '/api/v1/./health', '/x/../api/v1/health']) {
      const { status } = await exchange(s, request(`GET ${path}`));
      assert.ok([404, 400, 301, 308, 200, 401].includes(status), `${path}: ${status}`);
    }
    assert.notEqual((await exchange(s, request('GET //api/v1/sessions/x'))).status, 200);
  });

  test('an absolute-form target and an empty query are fine', async () => {
    ok(await exchange(s, request(`GET http://127.0.0.1:${s.port}${health}`)));
    ok(await exchange(s, request(`GET ${health}?`)));
    ok(await exchange(s, request(`GET ${health}?a=b&c`)));
  });
});
