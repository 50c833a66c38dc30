import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startServer } from './launch.mjs';
import { completed, openPage, opened, submit } from './phone.mjs';
import { assertProblem } from './problem.mjs';
import { listen, refusal } from './sockets.mjs';
import { exchange, request } from './wire.mjs';

const utc = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/;

describe('websocket', () => {
  let s;
  before(async () => (s = await startServer({ env: { LOG_LEVEL: 'debug' } })));
  after(() => s?.stop());

  test('401, 404 are plain HTTP answers before the upgrade', async () => {
    const session = await s.createSession();
    await assertProblem(await refusal(s, session.id, { key: null }), 401, { error: 'missing API key' });
    await assertProblem(await refusal(s, session.id, { key: 'wrong' }), 401, { error: 'invalid API key' });
    await assertProblem(await refusal(s, session.id, { key: null, query: '?api_key=wrong' }), 401, { error: 'invalid API key' });
    await assertProblem(await refusal(s, session.id, { key: null, query: '?api_key=' }), 401, { error: 'missing API key' });
    await assertProblem(await refusal(s, '3b241101-e2bb-4255-8caf-4136c566a962'), 404);
    await assertProblem(await refusal(s, session.id, { key: s.otherKey }), 404);
  });

  test('the key may stand in the query, also percent-encoded, and is never logged', async () => {
    const session = await s.createSession();
    for (const query of [`?api_key=${s.key}`, `?api_key=${s.key.replaceAll('-', '%2D')}`, `?x=1&api_key=${s.key}`]) {
      const socket = await listen(s, session.id, { key: null, query });
      assert.equal((await socket.next()).status, 'pending');
      socket.leave();
    }
    const log = await s.wholeLog();
    assert.ok(!log.includes(s.key) && !log.includes('test%2Dkey'), log);
  });

  test('a plain GET of /ws is 426', async () => {
    const session = await s.createSession();
    const answer = await s.api(`/api/v1/sessions/${session.id}/ws`);
    await assertProblem(answer, 426);
    assert.match(answer.headers.get('upgrade') ?? '', /websocket/i);
  });

  test('a broken upgrade is refused', async () => {
    const session = await s.createSession();
    const good = {
      'X-API-Key': s.key,
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
      'Sec-WebSocket-Version': '13',
    };
    const dial = (headers) => exchange(s, request(`GET /api/v1/sessions/${session.id}/ws`, headers));
    const accepted = await dial(good);
    assert.equal(accepted.status, 101);
    assert.equal(accepted.headers['sec-websocket-accept'], 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=');
    const { 'Sec-WebSocket-Key': _, ...keyless } = good;
    for (const headers of [keyless, { ...good, 'Sec-WebSocket-Version': '8' }]) {
      const { status } = await dial(headers);
      assert.ok(status >= 400 && status < 500, `${status} for ${JSON.stringify(headers)}`);
    }
  });

  test('Connection and Upgrade are lists, over several fields too', async () => {
    const session = await s.createSession();
    const dial = async (...lines) => {
      const head = [`GET /api/v1/sessions/${session.id}/ws HTTP/1.1`, 'Host: test', `X-API-Key: ${s.key}`, ...lines];
      const more = ['Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==', '', ''];
      return (await exchange(s, Buffer.from([...head, ...more].join('\r\n')))).status;
    };
    assert.equal(await dial('Connection: keep-alive', 'Upgrade: websocket', 'Connection: Upgrade'), 101);
    assert.equal(await dial('Connection: keep-alive, upgrade', 'Upgrade: h2c, WebSocket'), 101);
    assert.equal(await dial('Connection: Upgrade', 'Upgrade: h2c', 'Connection: keep-alive', 'Upgrade: websocket'), 101);
    assert.equal(await dial('Connection: keep-alive', 'Upgrade: websocket', 'Connection: xUpgrade'), 426);
    assert.equal(await dial('Connection: Upgrade', 'Upgrade: websockets', 'Upgrade: h2c'), 426);
  });

  test('the first message is the current state with the seq of the latest event', async () => {
    const session = await s.createSession({ action_type: 'photo', output_format: 'jpg', intro_text: 'Hi' });
    const first = await listen(s, session.id);
    const now = await first.next();
    assert.deepEqual(
      { type: now.type, session_id: now.session_id, status: now.status, seq: now.seq },
      { type: 'status_update', session_id: session.id, status: 'pending', seq: 0 },
    );
    assert.match(now.timestamp, utc);
    assert.equal(now.binary, false);
    await openPage(s, session.id);
    const second = await listen(s, session.id);
    const later = await second.next();
    assert.deepEqual([later.type, later.status, later.seq], ['status_update', 'opened', 1]);
    first.leave();
    second.leave();
  });

  test('completed carries the items, on the open socket and for a late listener at once', async () => {
    const session = await opened(s);
    const socket = await listen(s, session.id);
    const { items } = await (await submit(s, session.id)).json();
    const message = await socket.status('completed');
    const late = await listen(s, session.id);
    const again = await late.next();
    for (const each of [message, again]) {
      assert.equal(each.type, 'completed');
      assert.equal(each.session_id, session.id);
      assert.match(each.timestamp, utc);
      assert.deepEqual(each.data, items);
      assert.equal(each.seq, message.seq);
    }
    socket.leave();
    late.leave();
  });

  test('every listener of a session hears every change, and no other session', async () => {
    const [session, other] = [await s.createSession(), await s.createSession()];
    const sockets = await Promise.all(Array.from({ length: 10 }, () => listen(s, session.id)));
    const stranger = await listen(s, other.id);
    for (const socket of [...sockets, stranger]) await socket.status('pending');
    await openPage(s, session.id);
    await submit(s, session.id);
    for (const socket of sockets) await socket.status('completed');
    assert.equal(new Set(sockets.map(({ messages }) => JSON.stringify(messages.map(({ seq, status }) => [seq, status]).slice(1)))).size, 1);
    assert.equal(stranger.messages.length, 1);
    for (const socket of [...sockets, stranger]) socket.leave();
  });

  test('type is status_update or completed, nothing else', async () => {
    const { session } = await completed(s);
    const socket = await listen(s, session.id);
    await socket.next();
    for (const { type } of socket.messages) assert.ok(['status_update', 'completed'].includes(type));
    socket.leave();
  });

  test('what the client sends is ignored up to 64 KiB and closes 1009 above', async () => {
    const session = await s.createSession({ action_type: 'photo', output_format: 'jpg', intro_text: 'Hi' });
    // The server hangs up on what it has not read: whoever stands in between may not have read its last word by then.
    const socket = await listen(s.nodes[0], session.id, { perMessageDeflate: false });
    socket.socket.send('hello');
    socket.socket.send(Buffer.alloc(65_536));
    await openPage(s, session.id);
    await socket.status('opened');
    assert.equal(socket.end, undefined);
    socket.socket.send(Buffer.alloc(65_537));
    assert.equal((await socket.ending()).code, 1009);
  });

  test('a client ping is answered and a close is answered with its code', async () => {
    const session = await s.createSession();
    const socket = await listen(s, session.id);
    const pong = new Promise((done) => socket.socket.once('pong', done));
    socket.socket.ping('are you there');
    assert.equal((await pong).toString(), 'are you there');
    socket.socket.close(1000);
    assert.equal((await socket.ending()).code, 1000);
  });

  test('an unmasked frame is refused with 1002', async () => {
    const session = await s.createSession();
    const socket = await listen(s, session.id);
    await socket.next();
    socket.socket._socket.write(Buffer.from([0x81, 0x02, 0x68, 0x69]));
    assert.equal((await socket.ending()).code, 1002);
  });
});
