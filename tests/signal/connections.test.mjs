import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { exchange, open, request } from '../http/wire.mjs';
import { ask, Page, pipelined } from './client.mjs';
import { startSignal } from './launch.mjs';
import { assertError } from './verdicts.mjs';

const most = 256 * 1024;

describe('connections', () => {
  let s, page;
  before(async () => {
    s = await startSignal();
    page = new Page(s);
  });
  after(() => s?.stop());

  const post = (path, body, headers = {}) => request(`POST ${path}`, { Origin: page.origin, ...headers }, body);
  const offer = (info) => JSON.stringify({ info, offer: 'o' });
  /// An offer of exactly so many bytes.
  const padded = (bytes) => offer('i').padEnd(bytes);
  const works = async () => assert.equal((await exchange(s, request('GET /health'))).status, 200);

  test('many requests on one connection, refused ones among them', async () => {
    const wire = await open(s);
    for (let n = 0; n < 20; ++n) {
      assert.equal((await wire.send(post('/kept/offer', offer('i'))).response()).status, 200);
      assert.equal((await wire.send(post('/kept/offer', '{')).response()).status, 400);
      assert.equal((await wire.send(request('GET /nothing')).response()).status, 404);
      assert.equal((await wire.send(request('GET /poll')).response()).status, 405);
      assert.equal((await wire.send(post('/poll', '{"code":"c","side":"offerer"}')).response()).status, 404);
    }
    wire.close();
    assert.equal((await page.listed('kept')).length, 20);
  });

  test('pipelined requests are answered in their order, each with its own', async () => {
    const codes = await page.openMany(20, () => 'room');
    const requests = codes.flatMap((code, n) => [
      post('/answer', JSON.stringify({ code, side: 'offerer', candidate: `of ${n}` })),
      post('/poll', JSON.stringify({ code, side: 'answerer' })),
      request('GET /nothing'),
      post('/answer', JSON.stringify({ code, side: 'answerer', answer: `answer ${n}` })),
      post('/poll', JSON.stringify({ code, side: 'offerer' })),
    ]);
    const answers = await pipelined(s, requests);
    for (const n of codes.keys()) {
      const own = answers.slice(5 * n, 5 * n + 5);
      assert.deepEqual(
        own.map(({ status }) => status),
        [200, 200, 404, 200, 200],
      );
      assert.deepEqual(JSON.parse(own[1].body), { offer: 'an offer', offerCandidates: [`of ${n}`] });
      assert.deepEqual(JSON.parse(own[4].body), { answer: `answer ${n}`, answerCandidates: [] });
    }
  });

  test('a body that is refused unread does not become the next request', async () => {
    const smuggled = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n';
    const refusals = [
      [400, request('POST /room/offer', {}, smuggled)],
      [400, post('/%zz/offer', smuggled)],
      [404, post('/nothing', smuggled)],
      [405, post('/topics', smuggled)],
      [204, request('OPTIONS /poll', {}, smuggled)],
      [200, request('GET /health', {}, smuggled)],
      [404, post('/nothing', 'x'.repeat(100_000))],
    ];
    for (const [status, bytes] of refusals) {
      const wire = await open(s);
      wire.send(Buffer.concat([bytes, request('GET /health')]));
      assert.equal((await wire.response()).status, status);
      const next = await wire.response();
      // It may close instead, but never takes the body for a request.
      if (!next.closed) assert.match(next.body, /"status":"ok"/);
      wire.close();
    }
  });

  test('a request in single bytes', async () => {
    const wire = await open(s);
    for (const byte of post('/bytes/offer', offer('i'))) wire.send(Buffer.from([byte]));
    assert.equal((await wire.response()).status, 200);
    wire.close();
  });

  test('a body may come in chunks, and after 100 Continue', async () => {
    const text = offer('in chunks');
    const chunk = (part) => `${part.length.toString(16)}\r\n${part}\r\n`;
    const body = `${chunk(text.slice(0, 7))}${chunk(text.slice(7))}0\r\n\r\n`;
    const [first, next] = await pipelined(s, [post('/chunks/offer', body, { 'Transfer-Encoding': 'chunked' }), request('GET /health')]);
    assert.deepEqual([first.status, next.status], [200, 200]);
    const wire = await open(s);
    wire.send(request('POST /chunks/offer', { Origin: page.origin, Expect: '100-continue', 'Content-Length': text.length }));
    assert.equal((await wire.response()).status, 100);
    assert.equal((await wire.send(text).response()).status, 200);
    wire.close();
    assert.equal((await page.listed('chunks')).length, 2);
  });

  test('a body of 256 KiB is taken', async () => {
    const answer = await ask(s, 'POST', '/large/offer', { origin: page.origin, body: padded(most) });
    assert.equal(answer.status, 200, answer.text);
  });

  test('a body over 256 KiB is 413, and the connection is closed', async () => {
    for (const path of ['/room/offer', '/answer', '/poll']) {
      const wire = await open(s);
      const answer = await wire.send(Buffer.concat([post(path, padded(most + 1)), request('GET /health')])).response();
      assertError(answer, 413, undefined, path);
      await wire.closed();
      assert.equal(wire.received.length, 0, 'nothing is answered behind it');
    }
    await works();
  });

  test('a body over 256 KiB is read no further', async () => {
    // Refused from its head: not one byte of it is ever sent.
    const announced = await open(s);
    announced.send(request('POST /room/offer', { Origin: page.origin, 'Content-Length': 50_000_000 }));
    assertError(await announced.response(), 413);
    await announced.closed();
    // In chunks, it is refused where it grows too long.
    const chunked = await open(s);
    chunked.send(request('POST /room/offer', { Origin: page.origin, 'Transfer-Encoding': 'chunked' }));
    for (let n = 0; n < 5; ++n) chunked.send(`10000\r\n${' '.repeat(65536)}\r\n`);
    assertError(await chunked.response(), 413);
    await chunked.closed();
    await works();
  });

  test('headers over 16 KiB are 431', async () => {
    const many = Object.fromEntries(Array.from({ length: 600 }, (_, n) => [`X-${n}`, 'y'.repeat(30)]));
    for (const headers of [{ 'X-Long': 'a'.repeat(17_000) }, { 'X-Long': 'a'.repeat(200_000) }, many]) {
      const wire = await open(s);
      assertError(await wire.send(request('GET /health', headers)).response(), 431);
      await wire.closed();
    }
    await works();
  });

  test('headers of almost 16 KiB are taken', async () => {
    assert.equal((await exchange(s, request('GET /health', { 'X-Long': 'a'.repeat(15_000) }))).status, 200);
    const many = Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`X-${n}`, 'y'.repeat(200)]));
    assert.equal((await exchange(s, request('GET /health', many))).status, 200);
  });

  test('a connection that ends in the middle harms nothing', async () => {
    for (const text of [
      'P',
      'POST /room',
      'POST /half/offer HTTP/1.1\r\nHost: x\r\nOrigin: https://x\r\nContent-Length: 100\r\n\r\n{"info"',
    ]) {
      const wire = await open(s);
      wire.send(text);
      wire.close();
    }
    await works();
    assert.deepEqual(await new Page(s, 'https://x').listed('half'), []);
  });

  test('Connection: close closes after the answer', async () => {
    const wire = await open(s);
    assert.equal((await wire.send(request('GET /health', { Connection: 'close' })).response()).status, 200);
    await wire.closed();
  });
});
