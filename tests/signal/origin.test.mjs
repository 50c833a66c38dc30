import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ask, Page } from './client.mjs';
import { startSignal } from './launch.mjs';
import { assertError, assertNames, gone } from './verdicts.mjs';

describe('the origin', () => {
  let s;
  before(async () => (s = await startSignal()));
  after(() => s?.stop());

  const offer = JSON.stringify({ info: 'i', offer: 'o' });
  const poll = JSON.stringify({ code: 'c', side: 'offerer' });
  const routes = [
    ['GET', '/topics'],
    ['HEAD', '/topics'],
    ['GET', '/room/sessions'],
    ['POST', '/room/offer', offer],
    ['POST', '/answer', JSON.stringify({ code: 'c', side: 'answerer', answer: 'a' })],
    ['POST', '/poll', poll],
  ];

  /// Asserts that every route that needs an origin refuses this one.
  async function refusedEverywhere(origin) {
    for (const [method, path, body] of routes) {
      const answer = await ask(s, method, path, { origin, body });
      if (method === 'HEAD') assert.equal(answer.status, 400);
      else assertNames(answer, 'Origin', `${method} ${path}`);
    }
  }

  test('without an Origin every route but / and /health is 400', () => refusedEverywhere(null));

  test('an empty Origin is 400', () => refusedEverywhere(''));

  test('two Origins are 400, also when they are the same', async () => {
    await refusedEverywhere(['https://a.example', 'https://b.example']);
    await refusedEverywhere(['https://a.example', 'https://a.example']);
  });

  test('an Origin over 2048 bytes is 400, one of 2048 is taken', async () => {
    await refusedEverywhere('o'.repeat(2049));
    const page = new Page(s, 'o'.repeat(2048));
    const code = await page.open();
    assert.equal((await page.seen(code)).offer, 'an offer');
    assert.deepEqual((await page.topics()).topics, [{ topic: 'room', count: 1 }]);
    const almost = new Page(s, `${'o'.repeat(2047)}p`);
    assert.equal((await almost.poll(code)).status, 404);
  });

  test('/ and /health need no Origin and look at none', async () => {
    for (const path of ['/', '/health']) {
      for (const origin of [null, '', ['a', 'b'], 'o'.repeat(2049)]) {
        assert.equal((await ask(s, 'GET', path, { origin })).status, 200, `${path} ${origin}`);
      }
    }
  });

  test('another origin sees and touches nothing: no topic, no session, 404 for its code', async () => {
    const one = new Page(s);
    const other = new Page(s);
    const code = await one.open();
    assert.equal((await other.topics()).pagination.total, 0);
    assert.deepEqual(await other.listed(), []);
    assertError(await other.poll(code), 404, gone);
    assertError(await other.answer(code), 404, gone);
    for (const side of ['offerer', 'answerer']) assertError(await other.candidate(code, side, 'c'), 404, gone);
    assert.deepEqual(await one.seen(code, 'offerer'), { answer: null, answerCandidates: [] });
    assert.deepEqual(await one.seen(code), { offer: 'an offer', offerCandidates: [] });
  });

  test('origins are compared byte for byte: no case, no slash, no port is alike', async () => {
    const bytes = (text) => Buffer.from(text).toString('latin1');
    const origins = [
      'https://same.example',
      'https://SAME.example',
      'HTTPS://same.example',
      'https://same.example/',
      'https://same.example:443',
      'http://same.example',
      'https://same.example.',
      'https://same%2eexample',
      bytes('https://\u00e9.example'),
      bytes('https://e\u0301.example'),
      'null',
      'NULL',
      "x' OR '1'='1",
      'https://sam_.example',
      'https://sam%.example',
    ];
    const pages = origins.map((origin) => new Page(s, origin));
    const codes = [];
    for (const page of pages) codes.push(await page.open());
    for (const [n, page] of pages.entries()) {
      assert.deepEqual(
        (await page.listed()).map(({ code }) => code),
        [codes[n]],
        page.origin,
      );
      assert.deepEqual((await page.topics()).topics, [{ topic: 'room', count: 1 }]);
      assert.equal((await page.poll(codes[(n + 1) % codes.length])).status, 404, page.origin);
      assert.equal((await page.poll(codes[n])).status, 200, page.origin);
    }
  });

  test('an origin that is no UTF-8 is a value of its own or refused, and nobody else sees what it has', async () => {
    const [one, other] = ['https://\xff.example', 'https://\xfe.example'].map((origin) => new Page(s, origin));
    const answer = await one.offer();
    if (answer.status === 400) return assertNames(answer, 'Origin');
    assert.equal(answer.status, 200, answer.text);
    assert.equal((await one.poll(answer.body().code)).status, 200);
    assert.equal((await other.poll(answer.body().code)).status, 404);
    assert.equal((await one.listed()).length, 1);
    assert.equal((await other.listed()).length, 0);
  });
});
