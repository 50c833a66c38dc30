// Answers that nobody reads, and offers that are refused: they must not cost others anything.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, test } from 'node:test';
import { request } from '../http/wire.mjs';
import { Page } from './client.mjs';
import { startSignal, store, until } from './launch.mjs';
import { refused } from './refused.mjs';

// As JSON six bytes for each.
const wide = '\u0001'.repeat(8192);
const count = 600;

/// Sends a request and, once its answer begins, reads nothing more: not even into a buffer of this process.
async function askAndIgnore(server, text) {
  const socket = connect({ host: '127.0.0.1', port: server.port });
  socket.write(text);
  await once(socket, 'readable');
  assert.equal(socket.read(12)?.toString(), 'HTTP/1.1 200');
  return socket;
}

describe('what is not read', () => {
  test('large answers in hand have their limit: then 503, and all others are served', async () => {
    const s = await startSignal({ nodes: 1, env: { MAX_CANDIDATES: count } });
    const page = new Page(s);
    const code = await page.open();
    for (let n = 0; n < count; ++n) assert.equal((await page.candidate(code, 'offerer', wide)).status, 200);
    // 29 MB: far more than lies in sockets, and of the 32 MB that an address may have in hand too much for two.
    const greedy = await askAndIgnore(s, request('POST /poll', { Origin: page.origin }, JSON.stringify({ code, side: 'answerer' })));
    try {
      const refusal = await page.poll(code, 'answerer');
      assert.equal(refusal.status, 503);
      assert.match(refusal.headers['retry-after'], /^\d+$/);
      assert.equal((await page.poll(code, 'offerer')).status, 200);
    } finally {
      greedy.destroy();
    }
    await until(async () => (await page.poll(code, 'answerer')).status === 200, 'room for an answer again');
    assert.equal((await page.listed())[0].offerCandidates.length, count);
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
