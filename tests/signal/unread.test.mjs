// Answers that nobody reads, and offers that are refused: they must not cost others anything.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { open, request } from '../http/wire.mjs';
import { Page } from './client.mjs';
import { startSignal, store, until } from './launch.mjs';
import { refused } from './refused.mjs';

// As JSON six bytes for each.
const wide = '\u0001'.repeat(8192);

describe('what is not read', () => {
  test('large answers in hand have their limit: then 503, and all others are served', async () => {
    const s = await startSignal({ nodes: 1 });
    const page = new Page(s);
    const code = await page.open();
    for (let n = 0; n < 256; ++n) assert.equal((await page.candidate(code, 'offerer', wide)).status, 200);
    const body = JSON.stringify({ code, side: 'answerer' });
    const greedy = [];
    for (let n = 0; n < 4; ++n) {
      greedy.push(await open(s));
      greedy.at(-1).send(request('POST /poll', { Origin: page.origin }, body));
    }
    // Each has 12 MB, of which an address may have 32 MB in hand.
    const refusal = await until(async () => {
      const answer = await page.poll(code, 'answerer');
      return answer.status !== 200 && answer;
    }, 'a refusal');
    assert.equal(refusal.status, 503);
    assert.match(refusal.headers['retry-after'], /^\d+$/);
    assert.equal((await page.poll(code, 'offerer')).status, 200);
    for (const wire of greedy) wire.close();
    await until(async () => (await page.poll(code, 'answerer')).status === 200, 'room for an answer again');
    assert.equal((await page.listed())[0].offerCandidates.length, 256);
    await s.stop();
  });
});

describe('a file of sessions', { skip: store !== 'sqlite' && 'only SQLite has one' }, () => {
  test('is one server’s alone', async () => {
    const s = await startSignal();
    const file = `${s.nodes[0].directory}/sessions.db`;
    await refused({ STORAGE_PATH: file }, ['STORAGE_PATH', file, 'another server']);
    await refused({ STORAGE_PATH: undefined, SIGNAL_STORAGE_PATH: file }, ['SIGNAL_STORAGE_PATH', file]);
    await s.stop();
  });
});
