import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sanitized } from '../http/launch.mjs';
import { open, request } from '../http/wire.mjs';
import { Page } from './client.mjs';
import { startSignal } from './launch.mjs';

const peers = sanitized ? 200 : 2_000;

describe('many peers', () => {
  let s;
  before(async () => (s = await startSignal()));
  after(() => s?.stop());

  /// A connection to one of the nodes, past the balancer, whose own work this is not about.
  const connection = (n) => open(s.nodes[n % s.nodes.length]);

  /// Opens all of them, no more at once than a backlog takes.
  async function connections() {
    const wires = [];
    while (wires.length < peers) {
      const first = wires.length;
      wires.push(...(await Promise.all(Array.from({ length: Math.min(100, peers - first) }, (_, n) => connection(first + n)))));
    }
    return wires;
  }

  test('two thousand peers hold a connection and poll: each gets its own, in order and without errors', async () => {
    const page = new Page(s);
    const wires = await connections();
    const post = (n, path, value) => wires[n].send(request(`POST ${path}`, { Origin: page.origin }, JSON.stringify(value)));
    const next = async (n, what) => {
      const answer = await wires[n].response({ limit: 60_000 });
      assert.equal(answer.status, 200, `${what}: ${answer.status} ${answer.body}`);
      return JSON.parse(answer.body);
    };
    // Even ones offer, and the next one answers.
    const pairs = Array.from({ length: peers / 2 }, (_, n) => 2 * n);
    const codes = await Promise.all(
      pairs.map(async (n) => {
        post(n, `/room%20${n % 20}/offer`, { info: `peer ${n}`, offer: `offer of ${n}` });
        return (await next(n, 'offer')).code;
      }),
    );
    const ask = async (n, code, side) => {
      const [own, answer] = [`candidate of ${n}`, side === 'answerer' && { answer: `answer of ${n}` }];
      post(n, '/poll', { code, side });
      post(n, '/answer', { code, side, ...(answer || { candidate: own }) });
      post(n, '/answer', { code, side, candidate: answer ? own : `second ${own}` });
      const seen = await next(n, 'first poll');
      await next(n, 'answer');
      await next(n, 'candidate');
      return seen;
    };
    await Promise.all(
      pairs.flatMap((n, at) => [
        ask(n, codes[at], 'offerer').then(({ answer }) => assert.ok([null, `answer of ${n + 1}`].includes(answer))),
        ask(n + 1, codes[at], 'answerer').then(({ offer }) => assert.equal(offer, `offer of ${n}`)),
      ]),
    );
    for (const [at, n] of pairs.entries()) {
      post(n, '/poll', { code: codes[at], side: 'offerer' });
      post(n + 1, '/poll', { code: codes[at], side: 'answerer' });
    }
    for (const n of pairs) {
      assert.deepEqual(await next(n), { answer: `answer of ${n + 1}`, answerCandidates: [`candidate of ${n + 1}`] });
      assert.deepEqual(await next(n + 1), { offer: `offer of ${n}`, offerCandidates: [`candidate of ${n}`, `second candidate of ${n}`] });
    }
    for (const wire of wires) wire.close();
  });

  test('thousands of idle connections delay nobody', async () => {
    const wires = await connections();
    const page = new Page(s);
    const code = await page.open();
    assert.equal((await page.seen(code)).offer, 'an offer');
    assert.ok(
      wires.every(({ ended }) => !ended),
      'none was closed for it',
    );
    const last = wires.at(-1);
    assert.equal((await last.send(request('GET /health')).response()).status, 200);
    for (const wire of wires) wire.close();
  });
});
