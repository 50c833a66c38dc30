// The database is lost for a while. It is this test's own, since others must not lose theirs.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createDatabase, startPostgres } from '../cluster/postgres.mjs';
import { open, request } from '../http/wire.mjs';
import { ask, Page } from './client.mjs';
import { startSignal, until } from './launch.mjs';
import { assertError, assertNames } from './verdicts.mjs';

const mark = 'zq7secret';

describe('an outage of the database', () => {
  let postgres, s;
  before(async () => {
    postgres = await startPostgres({ durable: false });
    s = await startSignal({ env: { DATABASE_URL: await createDatabase(postgres.url, 'signal'), LOG_LEVEL: 'debug' } });
  });
  after(async () => {
    await s?.stop();
    await postgres?.stop();
  });

  /// 500 or 503 with an error; the first has a fixed text.
  function assertTrouble(answer, what) {
    assert.ok([500, 503].includes(answer.status), `${what}: ${answer.status} ${answer.text}`);
    assertError(answer, answer.status, answer.status === 500 ? 'Internal server error' : undefined, what);
  }

  test('it is 503 or 500, never for a mistake of the client; what was acknowledged is there when it is back', async () => {
    const page = new Page(s);
    const code = await page.open('room', { info: `info ${mark}`, offer: `offer ${mark}` });
    await page.candidate(code, 'offerer', `candidate ${mark}`);
    const [session] = await page.listed();
    await postgres.kill();
    const uses = {
      offer: () => page.offer('room', { offer: mark }),
      answer: () => page.answer(code, `lost ${mark}`),
      candidate: () => page.candidate(code, 'answerer', mark),
      poll: () => page.poll(code),
      sessions: () => page.get('/room/sessions'),
      topics: () => page.get('/topics'),
    };
    // At once, since each of them may wait for a while whether it comes back.
    await Promise.all(Object.entries(uses).map(async ([name, use]) => assertTrouble(await use(), name)));
    assert.equal((await ask(s, 'GET', '/health')).status, 200);
    assert.equal((await ask(s, 'GET', '/')).status, 200);
    assertNames(await page.poll(code, 'x'), 'side');
    assertNames(await page.poll(''), 'code');
    assertNames(await page.offer('room', { info: 7 }), 'info');
    assertNames(await ask(s, 'GET', '/topics'), 'Origin');
    assertNames(await page.get('/%00/sessions'), 'topic');
    assertError(await ask(s, 'POST', '/answer', { origin: page.origin, body: '{' }), 400);
    assertError(await page.get('/nothing'), 404);
    assertError(await page.get('/poll'), 405);
    const wire = await open(s);
    wire.send(request('POST /room/offer', { Origin: page.origin, 'Content-Length': 300_000 }));
    assertError(await wire.response(), 413);
    wire.close();

    await postgres.revive();
    // Each node by itself finds that it is back.
    for (const node of s.nodes) await until(async () => (await new Page(node, page.origin).poll(code)).status === 200, 'recovery', 60_000);
    assert.deepEqual(
      (await page.listed()).filter((each) => each.code === code),
      [session],
    );
    assert.equal((await page.answer(code, `answer ${mark}`)).status, 200);
    assert.equal((await page.seen(code, 'offerer')).answer, `answer ${mark}`);
    await page.open();
  });

  test('a database that hangs for a while loses nothing, and a request that waits is answered', async () => {
    const page = new Page(s);
    const code = await page.open();
    await postgres.freeze();
    const waiting = [page.candidate(code, 'offerer', 'waits'), page.poll(code)];
    const health = await ask(s, 'GET', '/health');
    await postgres.thaw();
    assert.equal(health.status, 200);
    const [candidate, poll] = await Promise.all(waiting);
    for (const answer of [candidate, poll]) if (answer.status !== 200) assertTrouble(answer, 'a frozen database');
    await until(async () => (await page.poll(code)).status === 200, 'recovery', 60_000);
    if (candidate.status === 200) assert.deepEqual((await page.seen(code)).offerCandidates, ['waits']);
  });

  test('the log tells of it, and of no code, offer, answer, candidate or info', async () => {
    const { code, log } = await s.stop();
    s = null;
    assert.equal(code, 0, log);
    assert.ok(
      !log.includes(mark),
      log.split('\n').find((line) => line.includes(mark)),
    );
    assert.match(log, /"level":"(warn|error)"/);
  });
});
