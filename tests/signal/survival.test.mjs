// What was acknowledged with 200 is there after kills and restarts at the same port; clocks go on running meanwhile.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Page } from './client.mjs';
import { startSignal, store, until } from './launch.mjs';
import { assertError, gone } from './verdicts.mjs';

const skip = store === 'memory' && 'nothing survives in memory';

/// Pages that make sessions, answer them and send candidates, and remember what was acknowledged.
class Load {
  constructor(server) {
    Object.assign(this, { page: new Page(server), sessions: new Map(), facts: 0, stopped: false });
  }

  /// Runs `step`; what it changed counts once it is acknowledged. False if the service is gone.
  async #step(ask, keep) {
    let answer;
    try {
      answer = await ask();
    } catch {
      return false;
    }
    assert.equal(answer.status, 200, answer.text);
    keep(answer.body());
    ++this.facts;
    return true;
  }

  async #client(topic) {
    for (let n = 0; !this.stopped; ++n) {
      const text = `offer ${n} of ${topic} \0`;
      let session = null;
      const opened = await this.#step(
        () => this.page.offer(topic, { offer: text }),
        ({ code }) => {
          session = { code, topic, offer: text, answer: null, offerer: [], answerer: [], asked: null };
          this.sessions.set(code, session);
        },
      );
      if (!opened) return;
      for (let m = 0; m < 4; ++m) {
        const side = m % 2 ? 'offerer' : 'answerer';
        const candidate = `${side} ${n} ${m}`;
        if (
          !(await this.#step(
            () => this.page.candidate(session.code, side, candidate),
            () => session[side].push(candidate),
          ))
        )
          return;
      }
      if (n % 3 === 2) continue;
      session.asked = `answer ${n}`;
      if (
        !(await this.#step(
          () => this.page.answer(session.code, session.asked),
          () => (session.answer = session.asked),
        ))
      )
        return;
    }
  }

  /// Kills the service once `count` more facts were acknowledged, in the middle of others.
  async killAfter(server, count, round) {
    const wanted = this.facts + count;
    const clients = Array.from({ length: 4 }, (_, n) => this.#client(`round ${round}, ${n}`));
    await until(() => this.facts >= wanted, `${wanted} facts`);
    await server.kill();
    await Promise.all(clients);
  }

  async verify(session) {
    const { code, topic } = session;
    const toAnswerer = await this.page.seen(code);
    const toOfferer = await this.page.seen(code, 'offerer');
    assert.equal(toAnswerer.offer, session.offer);
    // What was just under way may be there as well.
    for (const [kept, found] of [
      [session.offerer, toAnswerer.offerCandidates],
      [session.answerer, toOfferer.answerCandidates],
    ]) {
      assert.deepEqual(found.slice(0, kept.length), kept);
      assert.ok(found.length <= kept.length + 1);
    }
    if (session.answer !== null) assert.equal(toOfferer.answer, session.answer);
    else assert.ok([null, session.asked].includes(toOfferer.answer));
    const available = (await this.page.listed(topic)).some((each) => each.code === code);
    assert.equal(available, toOfferer.answer === null, 'available until it has an answer');
  }
}

describe('survival', { skip, concurrency: 3 }, () => {
  test('ten kills at any moment: whatever was acknowledged is there', async () => {
    const s = await startSignal({ nodes: 1 });
    const load = new Load(s);
    let verified = 0;
    for (let round = 0; round < 10; ++round) {
      await load.killAfter(s, 20 + 13 * round, round);
      await s.restart();
      const sessions = [...load.sessions.values()];
      // Those of this round, and some of earlier ones.
      for (const session of sessions.filter((each, n) => each.topic.startsWith(`round ${round},`) || n % 7 === round % 7)) {
        await load.verify(session);
        ++verified;
      }
    }
    assert.ok(verified > 50, `${verified} sessions`);
    assert.equal((await s.stop()).code, 0);
  });

  test('kills between acknowledged steps: each session goes on where it was', async () => {
    const s = await startSignal({ nodes: 1 });
    const page = new Page(s);
    const again = async () => {
      await s.kill();
      await s.restart();
    };
    const code = await page.open('room', { info: 'i\0', offer: 'o\0' });
    const [session] = await page.listed();
    await again();
    assert.deepEqual(await page.listed(), [session]);
    assert.equal((await page.candidate(code, 'offerer', 'one')).status, 200);
    await again();
    assert.equal((await page.candidate(code, 'offerer', 'two')).status, 200);
    assert.equal((await page.answer(code, 'first')).status, 200);
    await again();
    assertError(await page.answer(code, 'second'), 409, 'Session already answered');
    assert.equal((await page.answer(code, 'first')).status, 200);
    assert.equal((await page.candidate(code, 'answerer', 'three')).status, 200);
    await again();
    assert.deepEqual(await page.seen(code), { offer: 'o\0', offerCandidates: ['one', 'two'] });
    assert.deepEqual(await page.seen(code, 'offerer'), { answer: 'first', answerCandidates: ['three'] });
    assert.deepEqual(await page.listed(), []);
    await s.stop();
  });

  test('the order of sessions and the limits stay after a restart', async () => {
    const s = await startSignal({ nodes: 1, env: { MAX_ORIGIN_SESSIONS: 6, MAX_SESSIONS: 8, MAX_CANDIDATES: 2 } });
    const [page, other] = [new Page(s), new Page(s)];
    const codes = [await page.open(), await page.open(), await page.open()];
    await page.candidate(codes[0], 'offerer', 'c');
    await s.stop();
    await s.restart();
    codes.push(await page.open(), await page.open(), await page.open());
    assert.deepEqual(
      (await page.listed()).map(({ code }) => code),
      codes.slice().reverse(),
    );
    assert.equal((await page.offer()).status, 429);
    await other.open();
    await other.open();
    assert.equal((await other.offer()).status, 503);
    assert.equal((await page.candidate(codes[0], 'offerer', 'c')).status, 200);
    assert.equal((await page.candidate(codes[0], 'offerer', 'c')).status, 409);
    await s.stop();
  });

  test('a session that expired while the service was down is gone', async () => {
    const s = await startSignal({ nodes: 1, env: { SESSION_TIMEOUT: 1_500, CLEANUP_INTERVAL: 3_600_000 } });
    const page = new Page(s);
    const code = await page.open();
    const answered = await page.open();
    await page.answer(answered, 'a');
    const end = Date.now() + 1_500;
    await s.kill();
    await until(() => Date.now() > end, 'its end');
    await s.restart();
    for (const each of [code, answered]) {
      assertError(await page.poll(each), 404, gone);
      assertError(await page.answer(each, 'a'), 404, gone);
    }
    assert.deepEqual(await page.listed(), []);
    assert.equal((await page.topics()).pagination.total, 0);
    await s.stop();
  });
});
