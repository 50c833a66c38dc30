// The log: what it never holds, and what it is.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { exchange, open, request } from '../http/wire.mjs';
import { ask, Page } from './client.mjs';
import { startSignal } from './launch.mjs';

/// Every text here has it, so that a piece of one is found as well.
const mark = 'zq7secret';
const secret = (name) => `${name}-${mark}`;

/// Uses all there is, well and badly. Answers the codes that were there.
async function tryAll(s) {
  const [page, other] = [new Page(s), new Page(s)];
  const codes = [];
  for (let n = 0; n < 3; ++n) codes.push(await page.open('room', { info: secret('info'), offer: secret('offer'), more: secret('more') }));
  for (const code of codes) {
    for (const side of ['offerer', 'answerer']) await page.candidate(code, side, secret('candidate'));
    await page.candidate(code, 'offerer', secret('one too many'));
    await page.answer(code, secret('answer'));
    await page.answer(code, secret('another'));
    await page.answer(code, secret('\0'));
    for (const side of ['offerer', 'answerer', secret('side')]) await page.poll(code, side);
    await other.poll(code);
    await other.answer(code, secret('answer'));
  }
  await page.listed();
  await page.topics();
  await page.offer('room', { info: secret('info').repeat(200), offer: secret('offer') });
  await page.offer('room', { info: secret('info'), offer: secret('offer').repeat(9_000) });
  await page.answer(secret('code'));
  await page.poll(secret('code'));
  for (const body of [
    `{"offer":"${mark}`,
    `{"${mark}":1,}`,
    `"${mark}"`,
    `{"info":"${mark}\\ud800","offer":"${mark}"}`,
    mark.repeat(40_000),
  ]) {
    for (const path of ['/room/offer', '/answer', '/poll']) {
      const wire = await open(s);
      await wire.send(request(`POST ${path}`, { Origin: page.origin }, body)).response();
      wire.close();
    }
  }
  await exchange(s, request('POST /nothing', { Origin: page.origin }, secret('body')));
  const half = await open(s);
  half.send(request('POST /room/offer', { Origin: page.origin, 'Content-Length': 1000 })).send(`{"offer":"${mark}`);
  half.close();
  return codes;
}

describe('the log', { concurrency: 2 }, () => {
  test('holds no codes, offers, answers, candidates or info, at any level', async () => {
    for (const LOG_LEVEL of ['debug', 'error']) {
      const s = await startSignal({ env: { LOG_LEVEL, MAX_CANDIDATES: 1, CLEANUP_INTERVAL: 100 } });
      const codes = await tryAll(s);
      const { code, log } = await s.stop();
      assert.equal(code, 0, log);
      assert.ok(
        !log.includes(mark),
        log.split('\n').find((line) => line.includes(mark)),
      );
      for (const each of codes)
        assert.ok(
          !log.includes(each),
          log.split('\n').find((line) => line.includes(each)),
        );
      if (LOG_LEVEL === 'error') assert.equal(log.trim(), '', 'a client makes no error');
      else assert.ok(log.length > 0);
    }
  });

  test('is a JSON object in each line, and says when the service is ready', async () => {
    const s = await startSignal();
    await ask(s, 'GET', '/health');
    const { log } = await s.stop();
    const lines = log.trim().split('\n').map(JSON.parse);
    assert.ok(
      lines.some(({ message, msg }) => (message ?? msg) === 'ready'),
      log,
    );
  });
});
