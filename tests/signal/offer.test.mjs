import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Page } from './client.mjs';
import { startSignal } from './launch.mjs';
import { assertMembers, assertNames } from './verdicts.mjs';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('offers and lists of sessions', () => {
  let s;
  before(async () => (s = await startSignal()));
  after(() => s?.stop());

  test('an offer is 200 with a new code, a UUID v4 in lower case', async () => {
    const page = new Page(s);
    assert.match(assertMembers(await page.offer(), ['code']).code, uuid);
    const codes = await page.openMany(200, () => 'many');
    assert.equal(new Set(codes).size, codes.length);
    for (const code of codes) assert.match(code, uuid);
  });

  test('every offer makes a session, also with the same info and offer', async () => {
    const page = new Page(s);
    const codes = [];
    for (let n = 0; n < 3; ++n) codes.push(await page.open());
    assert.equal(new Set(codes).size, 3);
    assert.deepEqual(
      (await page.listed()).map(({ info, offer }) => [info, offer]),
      codes.map(() => ['somebody', 'an offer']),
    );
  });

  test('a code in the body is ignored', async () => {
    const page = new Page(s);
    const taken = await page.open();
    const chosen = '11111111-1111-4111-8111-111111111111';
    for (const code of [chosen, taken, 7, null, '']) {
      const answer = await page.offer('room', { code });
      assert.equal(answer.status, 200, answer.text);
      assert.ok(![chosen, taken].includes(answer.body().code));
    }
    assert.equal((await page.poll(chosen)).status, 404);
    assert.equal((await page.listed()).length, 6);
  });

  test('info is a string of 1 to 1024 code points', async () => {
    const page = new Page(s);
    for (const letter of ['i', '\u00e9', '\u{1f680}']) {
      const info = letter.repeat(1024);
      await page.open('long', { info });
      assert.equal((await page.listed('long'))[0].info, info);
      assertNames(await page.offer('long', { info: letter.repeat(1025) }), 'info');
    }
    for (const info of [undefined, null, '', 7, true, [], {}, ['i']])
      assertNames(await page.offer('long', { info }), 'info', JSON.stringify(info));
    assert.equal((await page.listed('long')).length, 3);
  });

  test('offer is a string of 1 to 65536 bytes of UTF-8', async () => {
    const page = new Page(s);
    for (const letter of ['o', '\u00e9', '\u{1f680}']) {
      const offer = letter.repeat(65536 / Buffer.byteLength(letter));
      const code = await page.open('long', { offer });
      assert.equal((await page.seen(code)).offer, offer);
      assertNames(await page.offer('long', { offer: `${offer}o` }), 'offer');
    }
    await page.open('long', { offer: 'o' });
    for (const offer of [undefined, null, '', 7, true, [], {}])
      assertNames(await page.offer('long', { offer }), 'offer', JSON.stringify(offer));
    assert.equal((await page.listed('long')).length, 4);
  });

  test('a list has of each session code, info, offer, offerCandidates, createdAt and expiresAt, and nothing else', async () => {
    const page = new Page(s);
    const from = Date.now();
    const code = await page.open('room', { info: 'me', offer: 'v=0' });
    await page.candidate(code, 'offerer', 'one');
    await page.candidate(code, 'answerer', 'hidden');
    await page.candidate(code, 'offerer', 'two');
    const answer = await page.get('/room/sessions');
    const { sessions } = assertMembers(answer, ['sessions']);
    assert.equal(sessions.length, 1);
    const { createdAt, expiresAt, ...rest } = sessions[0];
    assert.deepEqual(rest, { code, info: 'me', offer: 'v=0', offerCandidates: ['one', 'two'] });
    assert.ok(!answer.text.includes('hidden') && !answer.text.includes(page.origin));
    assert.ok(Number.isInteger(createdAt) && Number.isInteger(expiresAt));
    assert.ok(createdAt >= from - 5_000 && createdAt <= Date.now() + 5_000);
    assert.equal(expiresAt, createdAt + 300_000, 'the default of SESSION_TIMEOUT');
  });

  test('an unknown topic is an empty list', async () => {
    assert.deepEqual(assertMembers(await new Page(s).get('/nobody/sessions'), ['sessions']), { sessions: [] });
  });

  test('a list has the sessions of its topic only', async () => {
    const page = new Page(s);
    const [one, other] = [await page.open('one'), await page.open('other')];
    assert.deepEqual(
      (await page.listed('one')).map(({ code }) => code),
      [one],
    );
    assert.deepEqual(
      (await page.listed('other')).map(({ code }) => code),
      [other],
    );
  });

  test('the newest come first, of the same millisecond the later one', async () => {
    const page = new Page(s);
    // Sent at once, several of them begin in one millisecond, unless a sanitizer makes each take more.
    const codes = await page.openMany(60, () => 'room');
    for (let n = 0; n < 30; ++n) codes.push(await page.open());
    const sessions = await page.listed();
    const times = sessions.map(({ createdAt }) => createdAt);
    assert.deepEqual(
      times,
      times.slice().sort((a, b) => b - a),
    );
    assert.deepEqual(
      sessions.map(({ code }) => code),
      codes.slice().reverse(),
    );
  });

  test('a list has the newest 1000 at most', async () => {
    const page = new Page(s);
    const codes = await page.openMany(1003, () => 'room');
    assert.deepEqual(
      (await page.listed()).map(({ code }) => code),
      codes.slice(3).reverse(),
    );
    assert.deepEqual((await page.topics()).topics, [{ topic: 'room', count: 1003 }]);
    await page.answer(codes.at(-1));
    assert.deepEqual(
      (await page.listed()).map(({ code }) => code),
      codes.slice(2, -1).reverse(),
    );
  });

  test('a large list arrives whole', async () => {
    const page = new Page(s);
    const offer = '\u{1f680}'.repeat(16_384);
    const codes = await page.openMany(40, () => 'large', { offer });
    for (const text of ['a', 'b']) await page.candidate(codes[0], 'offerer', text.repeat(8192));
    const sessions = await page.listed('large');
    assert.deepEqual(
      sessions.map(({ code }) => code),
      codes.slice().reverse(),
    );
    assert.ok(sessions.every((session) => session.offer === offer));
    assert.deepEqual(sessions.at(-1).offerCandidates, ['a'.repeat(8192), 'b'.repeat(8192)]);
  });

  test('a session is listed until it has an answer', async () => {
    const page = new Page(s);
    const [first, second] = [await page.open(), await page.open()];
    await page.candidate(first, 'answerer', 'c');
    assert.equal((await page.listed()).length, 2, 'a candidate is no answer');
    await page.answer(second);
    assert.deepEqual(
      (await page.listed()).map(({ code }) => code),
      [first],
    );
    assert.equal((await page.seen(second)).offer, 'an offer');
    await page.answer(first);
    assert.deepEqual(await page.listed(), []);
  });
});
