// What a service does that was told nothing but its port.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { temporaryDirectory } from '../http/launch.mjs';
import { request } from '../http/wire.mjs';
import { Page, pipelined } from './client.mjs';
import { startSignal } from './launch.mjs';
import { assertError } from './verdicts.mjs';

describe('defaults', { concurrency: 3 }, () => {
  test('sessions are in data/signal/sessions.db, whose directory is created', async () => {
    const s = await startSignal({ nodes: 1, env: { STORAGE_PATH: undefined } });
    const page = new Page(s);
    const code = await page.open();
    assert.ok(existsSync(join(s.nodes[0].directory, 'data', 'signal', 'sessions.db')));
    await s.kill();
    await s.restart();
    assert.equal((await page.seen(code)).offer, 'an offer');
    await s.stop();
  });

  test('a directory of STORAGE_PATH is created', async () => {
    const path = join(temporaryDirectory('path'), 'a', 'b', 'c.db');
    const s = await startSignal({ nodes: 1, env: { STORAGE_PATH: path } });
    await new Page(s).open();
    assert.ok(existsSync(path));
    await s.stop();
  });

  test('the port is 3000', async () => {
    try {
      const s = await startSignal({ nodes: 1, port: 3000, env: { PORT: undefined, LISTEN: '127.0.0.1', STORAGE_PATH: ':memory:' } });
      assert.equal((await s.stop()).code, 0);
    } catch (error) {
      // Somebody else has it.
      assert.match(error.message, /PORT.*3000/);
    }
  });

  test('a side of a session has 256 candidates', async () => {
    const s = await startSignal({ nodes: 1, env: { MAX_CANDIDATES: undefined } });
    const page = new Page(s);
    const code = await page.open();
    const texts = Array.from({ length: 257 }, (_, n) => `candidate ${n}`);
    const bodies = texts.map((candidate) => JSON.stringify({ code, side: 'offerer', candidate }));
    const answers = await pipelined(
      s,
      bodies.map((body) => request('POST /answer', { Origin: page.origin }, body)),
    );
    for (const { status } of answers.slice(0, 256)) assert.equal(status, 200);
    assertError(answers[256], 409, 'Too many candidates');
    assert.deepEqual((await page.seen(code)).offerCandidates, texts.slice(0, 256));
    await s.stop();
  });

  test('an address may make 600 offers at once', async () => {
    const s = await startSignal({ nodes: 1, env: { OFFER_RATE: undefined, STORAGE_PATH: ':memory:' } });
    const page = new Page(s);
    const from = Date.now();
    await page.openMany(600, (n) => `topic ${n % 7}`);
    const before = Date.now();
    let more = 0;
    for (let answer = await page.offer(); answer.status !== 429; answer = await page.offer()) assert.ok(++more < 600, 'they do not end');
    // Ten come back each second, and more than that was not let through.
    assert.ok(more <= (Date.now() - from) / 100 + 1, `${more} after ${before - from} ms`);
    await s.stop();
  });
});
