import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { request } from '../http/wire.mjs';
import { Page, pipelined } from './client.mjs';
import { startSignal, until } from './launch.mjs';
import { assertError } from './verdicts.mjs';

async function withRate(OFFER_RATE, look) {
  const s = await startSignal({ nodes: 1, env: { OFFER_RATE } });
  try {
    await look(s);
  } finally {
    await s.stop();
  }
}

describe('OFFER_RATE', { concurrency: 3 }, () => {
  test('over it an offer is 429 with Retry-After, for all origins and topics of the address', () =>
    withRate(3, async (s) => {
      const pages = [new Page(s), new Page(s), new Page(s)];
      for (const page of pages) await page.open();
      for (const page of [...pages, new Page(s)]) {
        const answer = await page.offer('another');
        assertError(answer, 429);
        assert.match(answer.headers['retry-after'], /^[1-9]\d*$/);
        assert.equal(answer.headers['access-control-allow-origin'], page.origin);
      }
      assert.equal((await pages[0].topics()).pagination.total, 1);
    }));

  test('everything but offers goes on', () =>
    withRate(1, async (s) => {
      const page = new Page(s);
      const code = await page.open();
      for (let n = 0; n < 20; ++n) {
        assert.equal((await page.offer()).status, 429);
        assert.equal((await page.candidate(code, 'offerer', 'c')).status, 200);
        assert.equal((await page.poll(code)).status, 200);
        assert.equal((await page.listed()).length, 1);
      }
      assert.equal((await page.answer(code)).status, 200);
    }));

  test('another address has its own', () =>
    withRate(2, async (s) => {
      const page = new Page(s);
      // A connection of its own: an agent's would be that of the first address.
      const from = (address) => page.offer('room', {}, { from: address, headers: { Connection: 'close' } });
      for (const address of ['127.0.0.2', '127.0.0.3']) {
        for (const status of [200, 200, 429]) assert.equal((await from(address)).status, status, address);
      }
      assert.equal((await from('127.0.0.4')).status, 200);
    }));

  test('no header makes another address', () =>
    withRate(1, async (s) => {
      const page = new Page(s);
      const statuses = [];
      for (let n = 0; n < 4; ++n) {
        const headers = { 'X-Forwarded-For': `10.0.0.${n}`, Forwarded: `for=10.0.0.${n}`, 'X-Real-IP': `10.0.0.${n}` };
        statuses.push((await page.offer('room', {}, { headers })).status);
      }
      assert.deepEqual(statuses, [200, 429, 429, 429]);
    }));

  test('it comes back by and by', () =>
    withRate(120, async (s) => {
      const page = new Page(s);
      const body = JSON.stringify({ info: 'i', offer: 'o' });
      const offers = Array.from({ length: 130 }, () => request('POST /room/offer', { Origin: page.origin }, body));
      const statuses = (await pipelined(s, offers)).map(({ status }) => status);
      assert.ok(statuses.slice(0, 120).every((status) => status === 200));
      assert.ok(statuses.includes(429));
      await until(async () => (await page.offer()).status === 200, 'an offer more');
    }));

  test('0 is no limit', () => withRate(0, async (s) => new Page(s).openMany(700, () => 'room')));

  test('a restart forgets what was counted', () =>
    withRate(1, async (s) => {
      const page = new Page(s);
      await page.open();
      assert.equal((await page.offer()).status, 429);
      await s.kill();
      await s.restart();
      await page.open();
      assert.equal((await page.offer()).status, 429);
    }));
});
