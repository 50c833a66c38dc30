import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ask, Page } from './client.mjs';
import { startSignal } from './launch.mjs';
import { assertError, assertMembers, gone, missing } from './verdicts.mjs';

describe('in general', () => {
  let s;
  before(async () => (s = await startSignal()));
  after(() => s?.stop());

  test('GET / is the version and nothing else', async () => {
    const { version } = assertMembers(await ask(s, 'GET', '/'), ['version']);
    assert.match(version, /^([0-9a-f]{4,40}|unknown)$/);
  });

  test('GET /health is the status and the time now, in milliseconds', async () => {
    const from = Date.now();
    const { status, timestamp } = assertMembers(await ask(s, 'GET', '/health'), ['status', 'timestamp']);
    assert.equal(status, 'ok');
    assert.ok(Number.isInteger(timestamp));
    assert.ok(timestamp >= from - 5_000 && timestamp <= Date.now() + 5_000, `${timestamp}`);
  });

  test('answers are application/json, errors too', async () => {
    const page = new Page(s);
    const code = await page.open();
    const answers = [
      await ask(s, 'GET', '/'),
      await ask(s, 'GET', '/health'),
      await page.get('/topics'),
      await page.get('/room/sessions'),
      await page.offer(),
      await page.candidate(code, 'offerer', 'c'),
      await page.poll(code),
      await page.get('/nothing'),
      await page.get('/answer'),
      await page.post('/poll', {}),
      await page.poll('nobody'),
    ];
    for (const { headers } of answers) assert.equal(headers['content-type'], 'application/json');
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 200, 200, 200, 200, 200, 404, 405, 400, 404],
    );
  });

  test('text is UTF-8 both ways and comes back as it was, escaped or not', async () => {
    const page = new Page(s);
    const texts = [
      'grüße 日本 \u{1f469}\u200d\u{1f680}',
      '\u2028 \u007f \ufeff\uffff \u{10ffff}',
      '"\\/\b\f\n\r\t\u0001\u001f',
      '<b>&amp;</b>',
      ' ',
    ];
    for (const text of texts) {
      const code = await page.open('texts', { info: text, offer: text });
      await page.candidate(code, 'offerer', text);
      const { info, offer, offerCandidates } = (await page.listed('texts')).find((session) => session.code === code);
      assert.deepEqual([info, offer, offerCandidates], [text, text, [text]]);
      const escaped = [...Array(text.length).keys()].map((n) => `\\u${text.charCodeAt(n).toString(16).padStart(4, '0')}`).join('');
      const body = `{"code":"${code}","side":"answerer","answer":"${escaped}"}`;
      assert.equal((await ask(s, 'POST', '/answer', { origin: page.origin, body })).status, 200);
      assert.equal((await page.seen(code, 'offerer')).answer, text);
    }
  });

  test('U+0000 inside a string is kept, in info, offer, candidates and answer', async () => {
    const page = new Page(s);
    const text = '\0a\0\0b\0';
    const code = await page.open('nul', { info: text, offer: text });
    const other = await page.open('nul', { info: 'a', offer: '\0' });
    for (const side of ['offerer', 'answerer']) assert.equal((await page.candidate(code, side, text)).status, 200);
    const session = (await page.listed('nul')).find((each) => each.code === code);
    assert.deepEqual([session.info, session.offer, session.offerCandidates], [text, text, [text]]);
    assert.equal((await page.seen(other)).offer, '\0');
    assert.equal((await page.answer(code, text)).status, 200);
    assert.equal((await page.answer(code, `${text}c`)).status, 409, 'nothing is cut off where they are compared');
    assert.equal((await page.answer(code, '')).status, 400);
    assert.deepEqual(await page.seen(code, 'offerer'), { answer: text, answerCandidates: [text] });
    assert.deepEqual(await page.seen(code), { offer: text, offerCandidates: [text] });
  });

  test('the type of a body is not looked at', async () => {
    const page = new Page(s);
    const types = [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/json; charset=latin1',
      'x',
    ];
    for (const type of types) {
      const answer = await page.offer('room', {}, { headers: { 'Content-Type': type } });
      assert.equal(answer.status, 200, `${type}: ${answer.text}`);
    }
  });

  test('every error has a text in error, as its first member', async () => {
    const page = new Page(s);
    const code = await page.open();
    await page.answer(code, 'one');
    assertError(await page.get('/nothing'), 404);
    assertError(await page.get('/answer'), 405);
    assertError(await page.answer(code, 'another'), 409, 'Session already answered');
    assertError(await page.poll(code, 'nobody'), 400, missing('side'));
    assertError(await page.poll('nobody'), 404, gone);
    assertError(await ask(s, 'POST', '/poll', { origin: page.origin, body: '{' }), 400);
  });

  test('no-store on everything but /', async () => {
    const page = new Page(s);
    const code = await page.open();
    for (const answer of [
      await ask(s, 'GET', '/health'),
      await page.get('/topics'),
      await page.get('/room/sessions'),
      await page.offer(),
      await page.answer(code),
      await page.candidate(code, 'offerer', 'c'),
      await page.poll(code),
      await page.get('/nothing'),
      await page.get('/poll'),
      await page.poll('nobody'),
      await page.post('/poll', {}),
      await page.answer(code, 'another'),
      await ask(s, 'OPTIONS', '/poll', { origin: page.origin }),
      await ask(s, 'HEAD', '/health'),
    ]) {
      assert.equal(answer.headers['cache-control'], 'no-store', `${answer.status} ${answer.text}`);
    }
    for (const method of ['GET', 'HEAD']) assert.doesNotMatch((await ask(s, method, '/')).headers['cache-control'] ?? '', /no-store/);
  });

  test('unknown headers are ignored', async () => {
    const page = new Page(s);
    const headers = { 'X-Rondevu-Global': 'true', Authorization: 'Bearer x', Cookie: 'a=b', Referer: 'https://other.example/' };
    const answer = await page.offer('room', {}, { headers });
    assert.equal(answer.status, 200);
    const other = new Page(s);
    assert.equal((await other.listed()).length, 0, 'no header makes a session known to others');
    assert.equal((await other.get('/topics', { headers })).body().topics.length, 0);
    assert.equal((await other.post('/poll', { code: answer.body().code, side: 'answerer' }, { headers })).status, 404);
  });
});
