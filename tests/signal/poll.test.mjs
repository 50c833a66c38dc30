import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ask, Page } from './client.mjs';
import { startSignal } from './launch.mjs';
import { assertMembers } from './verdicts.mjs';

describe('polls', () => {
  let s, page;
  before(async () => {
    s = await startSignal();
    page = new Page(s);
  });
  after(() => s?.stop());

  test("the offerer gets answer and answerCandidates, the answerer offer and offerCandidates, never one's own", async () => {
    const code = await page.open('room', { offer: 'the offer' });
    const offerer = () => page.poll(code, 'offerer').then((answer) => assertMembers(answer, ['answer', 'answerCandidates']));
    const answerer = () => page.poll(code, 'answerer').then((answer) => assertMembers(answer, ['offer', 'offerCandidates']));
    assert.deepEqual(await offerer(), { answer: null, answerCandidates: [] });
    assert.deepEqual(await answerer(), { offer: 'the offer', offerCandidates: [] });
    await page.candidate(code, 'offerer', 'of the offerer');
    await page.candidate(code, 'answerer', 'of the answerer');
    await page.answer(code, 'the answer');
    assert.deepEqual(await offerer(), { answer: 'the answer', answerCandidates: ['of the answerer'] });
    assert.deepEqual(await answerer(), { offer: 'the offer', offerCandidates: ['of the offerer'] });
  });

  test('everything so far comes each time; polling changes nothing', async () => {
    const code = await page.open('changes');
    for (const side of ['offerer', 'answerer']) await page.candidate(code, side, 'c');
    const [before] = await page.listed('changes');
    for (let n = 0; n < 5; ++n) {
      assert.deepEqual(await page.seen(code, 'offerer'), { answer: null, answerCandidates: ['c'] });
      assert.deepEqual(await page.seen(code), { offer: 'an offer', offerCandidates: ['c'] });
    }
    assert.deepEqual(await page.listed('changes'), [before]);
    assert.deepEqual(
      (await page.topics()).topics.filter(({ topic }) => topic === 'changes'),
      [{ topic: 'changes', count: 1 }],
    );
  });

  test('what was acknowledged before the poll began is in its answer', async () => {
    const code = await page.open();
    const texts = [];
    for (let n = 0; n < 60; ++n) {
      const text = `candidate ${n}`;
      assert.equal((await page.candidate(code, 'answerer', text)).status, 200);
      texts.push(text);
      if (n === 30) await page.answer(code, 'now');
      assert.deepEqual(await page.seen(code, 'offerer'), { answer: n < 30 ? null : 'now', answerCandidates: texts });
    }
  });

  test('a poll has no other fields to look at', async () => {
    const code = await page.open();
    const body = JSON.stringify({ code, side: 'offerer', answer: 7, candidate: {}, offer: 'x', info: 'y' });
    assert.equal((await ask(s, 'POST', '/poll', { origin: page.origin, body })).status, 200);
    assert.deepEqual(await page.seen(code, 'offerer'), { answer: null, answerCandidates: [] });
  });

  test('after the answer both sides go on', async () => {
    const code = await page.open();
    await page.answer(code, 'a');
    for (const side of ['offerer', 'answerer']) assert.equal((await page.candidate(code, side, `late of the ${side}`)).status, 200);
    assert.deepEqual(await page.seen(code, 'offerer'), { answer: 'a', answerCandidates: ['late of the answerer'] });
    assert.deepEqual(await page.seen(code), { offer: 'an offer', offerCandidates: ['late of the offerer'] });
  });
});
