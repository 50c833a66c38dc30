import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startServer } from './launch.mjs';
import { completed, device, item, openPage, opened, post, submit, visit } from './phone.mjs';
import { listen } from './sockets.mjs';

describe('lifecycle', () => {
  let s;
  before(async () => (s = await startServer()));
  after(() => s?.stop());

  const photo = { action_type: 'photo', output_format: 'jpg' };
  const status = async ({ id }) => (await (await s.api(`/api/v1/sessions/${id}`)).json()).status;
  /// seq of the latest event, as a new listener hears it.
  const sequence = async ({ id }) => {
    const socket = await listen(s, id);
    const { seq } = await socket.next();
    socket.leave();
    return seq;
  };

  test('the whole way gives numbered events in order', async () => {
    const session = await s.createSession({ ...photo, intro_text: 'Hi', metadata: { order: '1' } });
    const socket = await listen(s, session.id);
    assert.deepEqual(await socket.next().then(({ seq, status }) => [seq, status]), [0, 'pending']);
    await openPage(s, session.id);
    await socket.status('opened');
    await visit(s, session.id, { path: '/action' });
    await socket.status('action_started');
    assert.equal((await submit(s, session.id)).status, 200);
    await socket.status('completed');
    assert.deepEqual(
      socket.messages.map(({ seq }) => seq),
      [0, 1, 2, 3],
    );
    for (const message of socket.messages) assert.deepEqual(message.metadata, { order: '1' });
    socket.leave();
  });

  test('without intro text the page is the action page', async () => {
    const session = await s.createSession(photo);
    await openPage(s, session.id);
    assert.ok(['opened', 'action_started'].includes(await status(session)));
  });

  test('with intro text GET /s/:id opens and does not start', async () => {
    const session = await s.createSession({ ...photo, intro_text: 'Hi' });
    await openPage(s, session.id);
    await openPage(s, session.id);
    assert.equal(await status(session), 'opened');
    assert.equal(await sequence(session), 1);
  });

  test('GET /s/:id/action of a pending session opens and starts it', async () => {
    for (const intro_text of ['Hi', undefined]) {
      const session = await s.createSession({ ...photo, intro_text });
      const socket = await listen(s, session.id);
      // What it is told first is how things are when the server comes to look.
      await socket.status('pending');
      assert.equal((await visit(s, session.id, { path: '/action' })).status, 200);
      await socket.status('action_started');
      assert.deepEqual(
        socket.messages.map(({ seq, status }) => [seq, status]),
        [
          [0, 'pending'],
          [1, 'opened'],
          [2, 'action_started'],
        ],
      );
      socket.leave();
    }
  });

  test('POST start goes on to action_started, once', async () => {
    const session = await opened(s);
    const call = device(s, session.id);
    for (let n = 0; n < 3; ++n) assert.ok((await call('POST', '/start')).ok);
    assert.equal(await status(session), 'action_started');
    assert.equal(await sequence(session), 2);
  });

  test('many visits at once are one event', async () => {
    const session = await s.createSession({ ...photo, intro_text: 'Hi' });
    await Promise.all(Array.from({ length: 20 }, () => openPage(s, session.id)));
    assert.equal(await sequence(session), 1);
    await Promise.all(Array.from({ length: 20 }, () => visit(s, session.id, { path: '/action' })));
    assert.equal(await sequence(session), 2);
  });

  test('a visit of a completed session changes nothing', async () => {
    const { session } = await completed(s);
    const before = await sequence(session);
    await visit(s, session.id);
    await visit(s, session.id, { path: '/action' });
    assert.equal(await status(session), 'completed');
    assert.equal(await sequence(session), before);
  });

  test('a submission from an opened session completes it', async () => {
    const session = await s.createSession({ ...photo, intro_text: 'Hi' });
    const socket = await listen(s, session.id);
    await socket.status('pending');
    await openPage(s, session.id);
    assert.equal((await submit(s, session.id)).status, 200);
    await socket.status('completed');
    assert.deepEqual(
      socket.messages.map(({ seq }) => seq),
      socket.messages.map((_, n) => n),
    );
    socket.leave();
  });

  test('of eight submissions in parallel one gets 200 and the others 409', async () => {
    for (let round = 0; round < 3; ++round) {
      const session = await opened(s);
      const answers = await Promise.all(Array.from({ length: 8 }, () => submit(s, session.id)));
      assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409, 409, 409, 409, 409, 409, 409]);
      const { items } = await answers.find(({ status }) => status === 200).json();
      const { result } = await (await s.api(`/api/v1/sessions/${session.id}`)).json();
      assert.deepEqual(result, items);
      assert.equal((await s.api(`/api/v1/downloads/${items[0].download_id}`)).status, 200);
    }
  });

  test('a submission that fails leaves the session open for another try', async () => {
    const session = await opened(s);
    const before = [await status(session), await sequence(session)];
    const broken = [
      [415, { items: [item(Buffer.from('this is text'))] }],
      [400, { items: [] }],
      [400, { items: [item(undefined, { data: '!!!' })] }],
    ];
    for (const [expected, body] of broken) assert.equal((await post(s, session.id, body)).status, expected);
    assert.deepEqual([await status(session), await sequence(session)], before);
    assert.equal((await submit(s, session.id)).status, 200);
  });
});
