import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Page } from './client.mjs';
import { startSignal } from './launch.mjs';
import { assertError, assertMembers, assertNames, gone } from './verdicts.mjs';

describe('answers and candidates', () => {
  let s, page;
  before(async () => {
    s = await startSignal();
    page = new Page(s);
  });
  after(() => s?.stop());

  const bad = [undefined, null, '', 7, false, [], {}, ['x']];

  test('an answer is 200 with success, and the offerer gets it', async () => {
    const code = await page.open();
    assert.deepEqual(assertMembers(await page.answer(code, 'v=0'), ['success']), { success: true });
    assert.deepEqual(await page.seen(code, 'offerer'), { answer: 'v=0', answerCandidates: [] });
  });

  test('code is a string that is not empty', async () => {
    for (const code of bad) {
      assertNames(await page.answer(code), 'code', JSON.stringify(code));
      assertNames(await page.post('/poll', { code, side: 'offerer' }), 'code', JSON.stringify(code));
    }
  });

  test('side is offerer or answerer, exactly', async () => {
    const code = await page.open();
    for (const side of [...bad, 'Offerer', 'ANSWERER', 'offerer ', ' answerer', 'offer', 'offerer\0', 'both']) {
      assertNames(await page.candidate(code, side, 'c'), 'side', JSON.stringify(side));
      assertNames(await page.post('/poll', { code, side }), 'side', JSON.stringify(side));
    }
    assert.deepEqual((await page.seen(code)).offerCandidates, []);
  });

  test('neither answer nor candidate is 400 naming answer; null and "" count as absent', async () => {
    const code = await page.open();
    for (const absent of [undefined, null, '']) {
      for (const other of [undefined, null, '']) {
        assertNames(await page.post('/answer', { code, side: 'answerer', answer: absent, candidate: other }), 'answer');
        assertNames(await page.post('/answer', { code, side: 'offerer', answer: absent, candidate: other }), 'answer');
      }
      assert.equal((await page.post('/answer', { code, side: 'answerer', answer: absent, candidate: 'c' })).status, 200);
    }
    assert.deepEqual(await page.seen(code, 'offerer'), { answer: null, answerCandidates: ['c', 'c', 'c'] });
    for (const absent of [undefined, null, '']) assert.equal((await page.answer(code, 'a', { candidate: absent })).status, 200);
  });

  test('both are 400 naming candidate, and nothing is kept', async () => {
    const code = await page.open();
    assertNames(await page.answer(code, 'a', { candidate: 'c' }), 'candidate');
    assert.deepEqual(await page.seen(code, 'offerer'), { answer: null, answerCandidates: [] });
  });

  test('another type is 400 naming the field', async () => {
    const code = await page.open();
    for (const value of [7, 0, true, false, [], {}, ['a']]) {
      assertNames(await page.answer(code, value), 'answer', JSON.stringify(value));
      assertNames(await page.candidate(code, 'answerer', value), 'candidate', JSON.stringify(value));
      assertNames(await page.answer(code, value, { candidate: 'c' }), 'answer');
      assertNames(await page.answer(code, 'a', { candidate: value }), 'candidate');
    }
    assert.deepEqual(await page.seen(code, 'offerer'), { answer: null, answerCandidates: [] });
  });

  test('an answer has 1 to 65536 bytes, a candidate 1 to 8192', async () => {
    for (const letter of ['a', '\u00e9', '\u{1f680}']) {
      const [code, other] = [await page.open(), await page.open()];
      const long = (bytes) => letter.repeat(bytes / Buffer.byteLength(letter));
      assertNames(await page.answer(code, `${long(65536)}a`), 'answer');
      assertNames(await page.candidate(code, 'offerer', `${long(8192)}a`), 'candidate');
      assert.equal((await page.answer(code, long(65536))).status, 200);
      assert.equal((await page.candidate(code, 'offerer', long(8192))).status, 200);
      assert.equal((await page.seen(code, 'offerer')).answer, long(65536));
      assert.deepEqual((await page.seen(code)).offerCandidates, [long(8192)]);
      assert.equal((await page.answer(other, 'a')).status, 200);
    }
  });

  test('an unknown code is 404 with the same text, whatever it is', async () => {
    const code = await page.open();
    const codes = [
      code.toUpperCase(),
      `{${code}}`,
      code.replaceAll('-', ''),
      ` ${code}`,
      `${code} `,
      `${code}\0`,
      code.slice(1),
      `${code}0`,
    ];
    codes.push('x', '0', '\0', '\u{1f680}', "' OR 1=1 --", '%', 'c'.repeat(200_000), '00000000-0000-0000-0000-000000000000');
    for (const wrong of codes) {
      assertError(await page.poll(wrong), 404, gone, wrong.slice(0, 60));
      assertError(await page.answer(wrong), 404, gone, wrong.slice(0, 60));
      assertError(await page.candidate(wrong, 'offerer', 'c'), 404, gone, wrong.slice(0, 60));
    }
    assert.deepEqual(await page.seen(code, 'offerer'), { answer: null, answerCandidates: [] });
  });

  test('an answer needs the side answerer', async () => {
    const code = await page.open();
    assertNames(await page.answer(code, 'a', { side: 'offerer' }), 'side');
    assert.equal((await page.seen(code, 'offerer')).answer, null);
    await page.answer(code, 'a');
    assertNames(await page.answer(code, 'a', { side: 'offerer' }), 'side');
  });

  test('the first answer stays: the same again is 200, another 409', async () => {
    const code = await page.open();
    assert.equal((await page.answer(code, 'first')).status, 200);
    assert.deepEqual(assertMembers(await page.answer(code, 'first'), ['success']), { success: true });
    for (const other of ['second', 'First', 'first ', 'firs', 'first\0']) {
      assertError(await page.answer(code, other), 409, 'Session already answered', other);
    }
    assert.equal((await page.seen(code, 'offerer')).answer, 'first');
    assert.equal((await page.answer(code, 'first')).status, 200);
  });

  test('of fifty answers at once exactly one wins', async () => {
    for (let round = 0; round < 3; ++round) {
      const code = await page.open();
      const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => page.answer(code, `answer ${n}`)));
      const won = answers.flatMap(({ status }, n) => (status === 200 ? [n] : []));
      assert.equal(won.length, 1, `${won}`);
      for (const answer of answers) if (answer.status !== 200) assertError(answer, 409, 'Session already answered');
      assert.equal((await page.seen(code, 'offerer')).answer, `answer ${won[0]}`);
    }
  });

  test('the same answer fifty times at once is 200 each time', async () => {
    const code = await page.open();
    const answers = await Promise.all(Array.from({ length: 50 }, () => page.answer(code, 'same')));
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
    assert.equal((await page.seen(code, 'offerer')).answer, 'same');
  });

  test('candidates are kept for their side in order of arrival, repetitions too, before and after the answer', async () => {
    const code = await page.open();
    const lists = { offerer: [], answerer: [] };
    const add = async (side, text) => {
      assert.deepEqual(assertMembers(await page.candidate(code, side, text), ['success']), { success: true });
      lists[side].push(text);
    };
    for (const text of ['b', 'a', 'a', 'B']) {
      await add('offerer', text);
      await add('answerer', `${text} of the answerer`);
    }
    await page.answer(code);
    for (const text of ['a', 'after', 'b']) {
      await add('answerer', text);
      await add('offerer', text);
    }
    assert.deepEqual((await page.seen(code)).offerCandidates, lists.offerer);
    assert.deepEqual((await page.seen(code, 'offerer')).answerCandidates, lists.answerer);
  });

  test('of two hundred candidates at once all stay', async () => {
    const code = await page.open();
    const texts = Array.from({ length: 200 }, (_, n) => `candidate ${n}`);
    const answers = await Promise.all(texts.map((text, n) => page.candidate(code, n % 2 ? 'offerer' : 'answerer', text)));
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
    const { offerCandidates } = await page.seen(code);
    const { answerCandidates } = await page.seen(code, 'offerer');
    assert.deepEqual([offerCandidates.length, answerCandidates.length], [100, 100]);
    assert.deepEqual([...offerCandidates, ...answerCandidates].sort(), texts.slice().sort());
  });

  test('a candidate for one session is in no other', async () => {
    const [one, other] = [await page.open(), await page.open()];
    await page.candidate(one, 'offerer', 'c');
    assert.deepEqual((await page.seen(other)).offerCandidates, []);
    const listed = new Map((await page.listed()).map(({ code, offerCandidates }) => [code, offerCandidates]));
    assert.deepEqual([listed.get(one), listed.get(other)], [['c'], []]);
  });
});
