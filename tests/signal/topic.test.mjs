import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ask, Page } from './client.mjs';
import { startSignal } from './launch.mjs';
import { assertError, assertNames } from './verdicts.mjs';

describe('the topic', () => {
  let s;
  before(async () => (s = await startSignal()));
  after(() => s?.stop());

  /// Offers at a path segment as it is; asserts that this made this topic, and that a list by the same segment has it.
  async function makes(segment, topic) {
    const page = new Page(s);
    const answer = await page.post(`/${segment}/offer`, { info: 'i', offer: 'o' });
    assert.equal(answer.status, 200, `${segment.slice(0, 100)}: ${answer.text}`);
    assert.deepEqual((await page.topics()).topics, [{ topic, count: 1 }], segment.slice(0, 100));
    const list = await page.get(`/${segment}/sessions`);
    assert.equal(list.status, 200, list.text);
    assert.deepEqual(
      list.body().sessions.map(({ code }) => code),
      [answer.body().code],
    );
  }

  async function refused(segment) {
    const page = new Page(s);
    assertNames(await page.post(`/${segment}/offer`, { info: 'i', offer: 'o' }), 'topic', segment.slice(0, 100));
    assertNames(await page.get(`/${segment}/sessions`), 'topic', segment.slice(0, 100));
    assert.equal((await page.topics()).pagination.total, 0);
  }

  test('it is one path segment, percent-decoded once', async () => {
    await makes('my%20room%2Fx', 'my room/x');
    await makes('%2F', '/');
    await makes('a%2Fb%2fsessions', 'a/b/sessions');
    await makes('%252F', '%2F');
    await makes('%2525', '%25');
    await makes('%72oo%6d', 'room');
    await makes('%3F%23%25', '?#%');
    const page = new Page(s);
    assertError(await page.post('/a/b/offer', { info: 'i', offer: 'o' }), 404);
    assertError(await page.get('/a/b/sessions'), 404);
  });

  test('a plus stays a plus', () => makes('a+b', 'a+b'));

  test('a query is no part of it', async () => {
    const page = new Page(s);
    assert.equal((await page.post('/room/offer?topic=x', { info: 'i', offer: 'o' })).status, 200);
    assert.equal((await page.get('/room/sessions?page=2&a')).body().sessions.length, 1);
  });

  test('it has 1 to 256 code points, not bytes and not UTF-16 units', async () => {
    for (const letter of ['a', '\u00e9', '\u{1f680}']) {
      await makes(encodeURIComponent(letter.repeat(256)), letter.repeat(256));
      await refused(encodeURIComponent(letter.repeat(257)));
    }
    await makes('x', 'x');
    await refused('a'.repeat(4_000));
  });

  test('it may have any characters but U+0000', async () => {
    const texts = [
      '\u0001',
      '\n',
      '\r\n',
      '\u007f',
      '"',
      '\\',
      '\u2028',
      '\uffff',
      '\u{10ffff}',
      ' ',
      '\ufeff',
      "';--",
      '%',
      '_',
      '*',
      'NULL',
      '{}',
    ];
    for (const text of texts) await makes(encodeURIComponent(text), text);
    for (const segment of ['%00', 'a%00', '%00a', 'a%00b']) await refused(segment);
  });

  test('a bad percent escape is 400', async () => {
    for (const segment of ['%', 'a%', '%4', '%4g', '%zz', '%-1', '% 1'.replace(' ', '+'), '%u0041', 'a%%20']) await refused(segment);
  });

  test('bytes that are no UTF-8 are 400', async () => {
    const bytes = [
      '%ff',
      'a%80',
      '%c3',
      '%c3%28',
      '%c0%80',
      '%c1%bf',
      '%e0%80%af',
      '%ed%a0%80',
      '%ed%bf%bf',
      '%f4%90%80%80',
      '%f8%88%80%80%80',
      '%e2%82',
    ];
    for (const segment of bytes) await refused(segment);
  });

  test('an empty segment is 404', async () => {
    const page = new Page(s);
    assertError(await page.post('//offer', { info: 'i', offer: 'o' }), 404);
    assertError(await page.get('//sessions'), 404);
    assertError(await page.get('//'), 404);
    assertError(await page.post('//room/offer', { info: 'i', offer: 'o' }), 404);
  });

  test('paths and topics are not normalised: . and .. are topics', async () => {
    for (const [segment, topic] of [
      ['.', '.'],
      ['..', '..'],
      ['...', '...'],
      ['%2e', '.'],
      ['%2e%2E', '..'],
      ['.%2e', '..'],
    ]) {
      await makes(segment, topic);
    }
    const page = new Page(s);
    assertError(await page.post('/x/../room/offer', { info: 'i', offer: 'o' }), 404);
    assertError(await page.get('/./health'), 404);
    assertError(await page.get('/room/./sessions'), 404);
    assert.equal((await page.topics()).pagination.total, 0);
  });

  test('there is no Unicode normalisation and no case folding', async () => {
    const page = new Page(s);
    const topics = ['\u00e9', 'e\u0301', '\u212b', '\u00c5', 'A', 'a', '\u00df', 'ss', 'SS', 'a ', ' a', 'a\u0001'];
    for (const topic of topics) await page.open(topic);
    const known = (await page.topics()).topics;
    assert.equal(known.length, topics.length);
    assert.ok(known.every(({ count }) => count === 1));
    for (const topic of topics) assert.equal((await page.listed(topic)).length, 1, topic);
  });

  test('no name is reserved', async () => {
    for (const name of ['health', 'topics', 'answer', 'poll', 'offer', 'sessions', 'livez', 'readyz', 'metrics', 'api'])
      await makes(name, name);
    const page = new Page(s);
    await page.open('health');
    assert.deepEqual(Object.keys((await ask(s, 'GET', '/health')).body()).sort(), ['status', 'timestamp']);
  });
});
