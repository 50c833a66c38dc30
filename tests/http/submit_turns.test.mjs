// Submissions of one session follow each other: who waits is not read, and bodies in hand have a bound.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sleep, startServer } from './launch.mjs';
import { opened, visit } from './phone.mjs';
import { jpeg } from './pictures.mjs';
import { assertProblem } from './problem.mjs';
import { open, request } from './wire.mjs';

const mebibyte = 1024 * 1024;

describe('submissions in turn', { concurrency: true }, () => {
  let s;
  // Those who wait on another node are not in this one's queue.
  before(async () => (s = await startServer({ nodes: 1 })));
  after(() => s?.stop());

  async function withPhoto(server = s) {
    const { id } = await opened(server);
    const answer = await visit(server, id, { path: '/files/photo', method: 'PUT', body: jpeg });
    assert.equal(answer.status, 200);
    // The session is this phone's from now on.
    return { id, Cookie: answer.headers.get('set-cookie').split(';')[0] };
  }

  /// Says that it has a body to submit: it is asked for it, with 100, when its turn has come.
  async function announce({ id, Cookie }, body = '{}', { server = s, route = 'submit' } = {}) {
    const wire = await open(server);
    wire.body = body;
    return wire.send(request(`POST /s/${id}/${route}`, { Cookie, Expect: '100-continue', 'Content-Length': Buffer.byteLength(body) }));
  }

  async function hasItsTurn(wire) {
    assert.equal((await wire.response({ limit: 30_000 })).status, 100);
  }

  /// The wire that is answered first, and its answer; `next` of the others is what they still wait for.
  function firstOf(wires) {
    for (const wire of wires) wire.next ??= wire.response({ limit: 60_000 });
    return Promise.race(wires.map(async (wire) => ({ wire, answer: await wire.next })));
  }

  const finish = (wire) => wire.send(wire.body).response({ limit: 30_000 });

  test('who waits is not read: a failure hands the turn on, after a success the others get 409', async () => {
    const session = await withPhoto();
    const failing = await announce(session, '{"x":1}');
    await hasItsTurn(failing);
    const waiting = [await announce(session), await announce(session), await announce(session, '{"items":[]}', { route: 'result' })];
    await assertProblem(await finish(failing), 400, { pointer: '/x' });
    for (;;) {
      // Which one is the next depends on who came first.
      const { wire, answer } = await firstOf(waiting);
      assert.equal(answer.status, 100);
      waiting.splice(waiting.indexOf(wire), 1);
      for (const each of waiting) assert.equal(each.received.length, 0);
      const end = await finish(wire);
      if (wire.body === '{}') {
        assert.equal(end.status, 200);
        break;
      }
      await assertProblem(end, 400);
    }
    // Without 100: nobody asked for their bodies.
    for (const { next } of waiting) await assertProblem(await next, 409);
  });

  test('a body that was sent at once waits with its client, and is read in its turn', async () => {
    const session = await withPhoto();
    const failing = await announce(session, '{');
    await hasItsTurn(failing);
    const whole = await open(s);
    whole.send(request(`POST /s/${session.id}/submit`, { Cookie: session.Cookie }, `{"data":{}${' '.repeat(mebibyte)}}`));
    await assertProblem(await finish(failing), 400);
    assert.equal((await whole.response({ limit: 30_000 })).status, 200);
  });

  test('whose turn it is and goes away in the middle of the body hands it on', async () => {
    const session = await withPhoto();
    const leaving = await announce(session);
    await hasItsTurn(leaving);
    const next = await announce(session);
    leaving.close();
    await hasItsTurn(next);
    assert.equal((await finish(next)).status, 200);
  });

  test('over 448 who wait in one session it is 503 with Retry-After, and who hangs up makes room', async () => {
    const server = await startServer({ nodes: 1 });
    const session = await withPhoto(server);
    const holder = await announce(session, `${' '.repeat(1_000)}{"x":1}`, { server });
    await hasItsTurn(holder);
    // Slow, but not stalled: who has the turn and says nothing for long loses it when others wait.
    const pulse = setInterval(() => {
      holder.send(' ');
      holder.body = holder.body.slice(1);
    }, 1_000).unref();
    const crowd = await Promise.all(Array.from({ length: 456 }, () => announce(session, '{}', { server })));
    const refused = () => crowd.filter((wire) => wire.received.length > 0);
    for (let tries = 0; refused().length < 8 && tries < 600; ++tries) await sleep(50);
    assert.equal(refused().length, 8);
    for (const wire of refused()) {
      const answer = await wire.response();
      await assertProblem(answer, 503, { error: 'server is busy' });
      assert.equal(answer.headers['retry-after'], '5');
    }
    // Another session's submission does not wait, so it is none of those.
    const other = await withPhoto(server);
    const free = await announce(other, '{}', { server });
    await hasItsTurn(free);
    assert.equal((await finish(free)).status, 200);

    for (const wire of crowd) wire.close();
    let late;
    for (let tries = 0; ; ++tries) {
      late = await announce(session, '{}', { server });
      await sleep(500);
      if (late.received.length === 0) break;
      assert.ok(tries < 60, 'those who hung up keep their places');
      late.close();
    }
    clearInterval(pulse);
    await assertProblem(await finish(holder), 400);
    await hasItsTurn(late);
    assert.equal((await finish(late)).status, 200);
    await server.stop();
  });

  test('bodies over BODIES_MAX_BYTES together are 503 with Retry-After; small ones and later ones are served', async () => {
    const server = await startServer({ nodes: 1, env: { BODIES_MAX_BYTES: 4 * mebibyte } });
    const body = `{"data":"${'x'.repeat(2 * mebibyte - 11)}"}`;
    assert.equal(Buffer.byteLength(body), 2 * mebibyte);
    const sessions = await Promise.all(Array.from({ length: 3 }, () => withPhoto(server)));
    const wires = await Promise.all(sessions.map((session) => announce(session, body, { server })));
    for (const wire of wires) await hasItsTurn(wire);
    // All but the last byte: two of the three have room, or one if the others are refused by each other.
    for (const wire of wires) wire.send(body.slice(0, -1));
    const { wire: full, answer } = await firstOf(wires);
    await assertProblem(answer, 503, { error: 'server is busy' });
    assert.equal(answer.headers['retry-after'], '5');
    await server.createSession();
    // The photo action takes no text as its data.
    for (const wire of wires.filter((each) => each !== full)) {
      const end = await wire.send(body.slice(-1)).next;
      await assertProblem(end, end.status === 503 ? 503 : 400);
    }
    const again = await announce(sessions[wires.indexOf(full)], body, { server });
    await hasItsTurn(again);
    await assertProblem(await finish(again), 400);
    await server.stop();
  });
});
