import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Page } from './client.mjs';
import { startSignal, until } from './launch.mjs';
import { assertError, assertMembers } from './verdicts.mjs';

async function withSettings(env, look, options = {}) {
  const s = await startSignal({ env, ...options });
  try {
    await look(s);
  } finally {
    await s.stop();
  }
}

/// An answer that says when to come again.
function assertLater(answer, status) {
  assertError(answer, status);
  assert.match(answer.headers['retry-after'], /^[1-9]\d*$/);
}

const count = (answers, status) => answers.filter((answer) => answer.status === status).length;

describe('limits', { concurrency: 3 }, () => {
  test('more than MAX_CANDIDATES for one side is 409, the other side and the answer go on', () =>
    withSettings({ MAX_CANDIDATES: 3 }, async (s) => {
      const page = new Page(s);
      const code = await page.open();
      for (const text of ['1', '2', '3']) assert.equal((await page.candidate(code, 'offerer', text)).status, 200);
      for (const text of ['4', '3']) assertError(await page.candidate(code, 'offerer', text), 409, 'Too many candidates');
      assert.equal((await page.candidate(code, 'answerer', '1')).status, 200);
      assert.equal((await page.answer(code)).status, 200);
      assertError(await page.candidate(code, 'offerer', '4'), 409, 'Too many candidates');
      assert.equal((await page.candidate(code, 'answerer', '2')).status, 200);
      assert.deepEqual((await page.seen(code)).offerCandidates, ['1', '2', '3']);
      assert.deepEqual((await page.seen(code, 'offerer')).answerCandidates, ['1', '2']);
      assert.equal((await page.candidate(await page.open(), 'offerer', '1')).status, 200, 'another session has its own');
    }));

  test('MAX_CANDIDATES holds for candidates that come at once', () =>
    withSettings({ MAX_CANDIDATES: 7 }, async (s) => {
      const page = new Page(s);
      const code = await page.open();
      const answers = await Promise.all(Array.from({ length: 40 }, (_, n) => page.candidate(code, 'answerer', `${n}`)));
      assert.deepEqual([count(answers, 200), count(answers, 409)], [7, 33]);
      const kept = answers.flatMap(({ status }, n) => (status === 200 ? [`${n}`] : []));
      assert.deepEqual((await page.seen(code, 'offerer')).answerCandidates.sort(), kept.sort());
    }));

  test('over MAX_ORIGIN_SESSIONS is 429 with Retry-After, also when some are answered; other origins go on', () =>
    withSettings({ MAX_ORIGIN_SESSIONS: 3 }, async (s) => {
      const page = new Page(s);
      const codes = [await page.open('a'), await page.open('b'), await page.open('b')];
      await page.answer(codes[0]);
      for (const topic of ['a', 'c']) assertLater(await page.offer(topic), 429);
      assert.deepEqual((await page.topics()).topics, [{ topic: 'b', count: 2 }]);
      for (const code of codes) assert.equal((await page.seen(code)).offer, 'an offer', 'what is there goes on');
      assert.equal((await page.candidate(codes[1], 'offerer', 'c')).status, 200);
      const other = new Page(s);
      for (let n = 0; n < 3; ++n) await other.open();
      assertLater(await other.offer(), 429);
    }));

  test('over MAX_SESSIONS is 503 with Retry-After, for every origin', () =>
    withSettings({ MAX_SESSIONS: 4 }, async (s) => {
      const pages = [new Page(s), new Page(s)];
      const codes = [];
      for (const page of [...pages, ...pages]) codes.push(await page.open());
      await pages[0].answer(codes[0]);
      for (const page of [...pages, new Page(s)]) assertLater(await page.offer(), 503);
      assertMembers(await pages[1].poll(codes[1]), ['offer', 'offerCandidates']);
    }));

  for (const [name, status] of [
    ['MAX_ORIGIN_SESSIONS', 429],
    ['MAX_SESSIONS', 503],
  ]) {
    test(`${name} holds for offers to one node that come at once`, () =>
      withSettings(
        { [name]: 5 },
        async (s) => {
          const page = new Page(s);
          const answers = await Promise.all(Array.from({ length: 30 }, () => page.offer()));
          assert.deepEqual([count(answers, 200), count(answers, status)], [5, 25]);
          assert.equal((await page.listed()).length, 5);
        },
        { nodes: 1 },
      ));
  }

  test('a session that ends gives its place back, whether or not it was swept', () =>
    withSettings({ MAX_ORIGIN_SESSIONS: 2, MAX_SESSIONS: 3, SESSION_TIMEOUT: 1_500, CLEANUP_INTERVAL: 3_600_000 }, async (s) => {
      const [page, other] = [new Page(s), new Page(s)];
      for (let round = 0; round < 2; ++round) {
        for (const [each, room, status] of [
          [page, 2, 429],
          [other, 1, 503],
        ]) {
          // A place may come back while this test is held up: then there is more room, and the end of it all the same.
          for (let n = 0; n < room; ++n) await until(async () => (await each.offer()).status === 200, 'room');
          const refusal = await each.offer();
          if (refusal.status !== 200) assertLater(refusal, status);
        }
        await until(async () => (await page.listed()).length === 0 && (await other.listed()).length === 0, 'their end');
      }
      assert.equal((await page.offer()).status, 200);
    }));
});
