// A session belongs to one phone at a time: binding by cookie, refusal of others, take-over.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assertPage } from './html.mjs';
import { sleep, startServer } from './launch.mjs';
import { completed, device, openPage, opened, outlived, submit, visit } from './phone.mjs';
import { heavyPng, jpeg, png } from './pictures.mjs';
import { assertProblem } from './problem.mjs';
import { open, request } from './wire.mjs';

const inUse = 'urn:baton:error:in_use_elsewhere';
const cookieOf = (answer) => /^baton_device=([0-9a-f]{32});/.exec(answer.headers.get('set-cookie') ?? '')?.[1];
const state = async (call) => (await call('GET', '/state')).json();

async function assertInUse(answer) {
  await assertProblem(answer.clone(), 409);
  assert.equal((await answer.json()).type, inUse);
}

describe('device', () => {
  let s;
  before(async () => (s = await startServer({ env: { WORKERS: 2 } })));
  after(() => s?.stop());

  /// A session with its first phone, which has put a file, and a second phone.
  async function bound(body) {
    const { id } = await opened(s, body);
    const [first, second] = [device(s, id), device(s, id)];
    assert.ok((await first('PUT', '/files/a', { body: jpeg })).ok);
    return { id, first, second };
  }

  const changes = {
    start: (call) => call('POST', '/start'),
    'put a file': (call) => call('PUT', '/files/b', { body: jpeg }),
    'drop a file': (call) => call('DELETE', '/files/a'),
    draft: (call) => call('PUT', '/draft', { body: '{"n":1}' }),
    submit: (call) => call('POST', '/submit', { body: { data: {} } }),
  };

  for (const [name, change] of Object.entries(changes)) {
    if (name === 'drop a file' || name === 'submit') continue; // these need a file, which binds already
    test(`${name} binds, once`, async () => {
      const { id } = await opened(s);
      const call = device(s, id);
      const answer = await change(call);
      assert.ok(answer.ok, await answer.clone().text());
      assert.ok(cookieOf(answer), answer.headers.get('set-cookie'));
      assert.equal((await state(call)).device, 'this');
      const again = await change(call);
      assert.ok(again.ok);
      assert.equal(again.headers.get('set-cookie'), null);
      await assertInUse(await change(device(s, id)));
    });
  }

  test('the cookie has its attributes', async () => {
    const session = await opened(s, { session_ttl: '5m' });
    const answer = await device(s, session.id)('POST', '/start');
    const [pair, ...rest] = answer.headers.get('set-cookie').split('; ');
    const attributes = Object.fromEntries(rest.map((each) => each.split('=')));
    assert.match(pair, /^baton_device=[0-9a-f]{32}$/);
    assert.deepEqual(Object.keys(attributes).sort(), ['HttpOnly', 'Max-Age', 'Path', 'SameSite']);
    assert.equal(attributes.Path, `/s/${session.id}`);
    assert.equal(attributes.SameSite, 'Lax');
    assert.ok(Number(attributes['Max-Age']) > 200 && Number(attributes['Max-Age']) <= 300, attributes['Max-Age']);
    assert.match(answer.headers.get('cache-control'), /no-store/);
  });

  test('under an https BASE_URL with a path the cookie is Secure and has that path', async () => {
    const own = await startServer({ env: { BASE_URL: 'https://example.org/kiosk/' } });
    try {
      const { id } = await opened(own);
      for (const prefix of ['/kiosk', '']) {
        const cookie = (await device(own, id, { prefix })('POST', '/takeover')).headers.get('set-cookie');
        assert.match(cookie, /; Secure$/);
        assert.match(cookie, new RegExp(`; Path=/kiosk/s/${id};`));
      }
    } finally {
      await own.stop();
    }
  });

  test('a request that fails does not bind', async () => {
    const { id } = await opened(s);
    const call = device(s, id);
    const failing = [
      await call('PUT', '/draft', { body: '{' }),
      await call('PUT', '/files/a', { body: Buffer.from('text') }),
      await call('PUT', '/files/a.b', { body: jpeg }),
      await call('DELETE', '/files/none'),
      await call('POST', '/do/levitate', { body: {} }),
      await call('POST', '/submit', { body: { data: {} } }),
      await call('POST', '/submit', { body: '[]' }),
    ];
    for (const answer of failing) {
      assert.ok(answer.status >= 400 && answer.status < 500, `${answer.status}`);
      assert.equal(answer.headers.get('set-cookie'), null);
    }
    assert.equal((await state(call)).device, 'none');
    const fresh = await s.createSession();
    await assertProblem(await device(s, fresh.id)('PUT', '/draft', { body: '{}' }), 409);
    assert.equal((await state(device(s, fresh.id))).device, 'none');
  });

  test('every change and GET of a file is refused to another phone, and nothing happens', async () => {
    const { id, first, second } = await bound();
    const before = await state(first);
    for (const change of Object.values(changes)) await assertInUse(await change(second));
    await assertInUse(await second('GET', '/files/a'));
    assert.equal((await second('HEAD', '/files/a')).status, 409);
    await assertInUse(await second('POST', '/do/levitate', { body: {} }));
    const now = await state(first);
    assert.deepEqual([now.files, now.draft, now.status, now.device], [before.files, null, before.status, 'this']);
    assert.equal((await first('GET', '/files/a')).status, 200);
    assert.equal((await (await s.api(`/api/v1/sessions/${id}`)).json()).status, 'action_started');
  });

  test('a refused upload is not read', async () => {
    const { id } = await bound();
    const wire = await open(s);
    wire.send(request(`PUT /s/${id}/files/b`, { 'Content-Length': 20_000_000 })).send(Buffer.alloc(1_000));
    assert.equal((await wire.response()).status, 409);
    await wire.closed();
  });

  test('only the whole right cookie counts, also among others', async () => {
    const { id } = await opened(s);
    const value = cookieOf(await device(s, id)('POST', '/start'));
    const put = (cookie) => fetch(`${s.url}/s/${id}/draft`, { method: 'PUT', body: '{}', headers: { Cookie: cookie } });
    const flipped = (value[0] === '0' ? '1' : '0') + value.slice(1);
    for (const cookie of [`baton_device=${value}`, `a=b; baton_device=${value}; c="d"`, `baton_device=${flipped}; baton_device=${value}`]) {
      assert.equal((await put(cookie)).status, 204, cookie);
    }
    for (const wrong of [
      '',
      value.slice(1),
      `${value}0`,
      value.toUpperCase() === value ? flipped : value.toUpperCase(),
      flipped,
      '0'.repeat(32),
      `"${value}"`,
    ]) {
      await assertInUse(await put(`baton_device=${wrong}`));
    }
    await assertInUse(await put(`other=${value}`));
    const split = await open(s);
    split.send(
      Buffer.from(`PUT /s/${id}/draft HTTP/1.1\r\nHost: x\r\nCookie: a=b\r\nCookie: baton_device=${value}\r\nContent-Length: 2\r\n\r\n{}`),
    );
    assert.equal((await split.response()).status, 204);
    split.close();
  });

  test('the cookie of another session, or of a made-up phone, is not taken on', async () => {
    const [one, two] = [await opened(s), await opened(s)];
    const value = cookieOf(await device(s, one.id)('POST', '/start'));
    const answer = await fetch(`${s.url}/s/${two.id}/start`, { method: 'POST', headers: { Cookie: `baton_device=${value}` } });
    assert.equal(answer.status, 200);
    assert.ok(cookieOf(answer));
    assert.notEqual(cookieOf(answer), value);
  });

  test('state of another phone leaves out what the person did, and binds nobody', async () => {
    const { id, first, second } = await bound();
    await first('PUT', '/draft', { body: '{"secret":1}' });
    const theirs = await second('GET', '/state');
    assert.equal(theirs.headers.get('set-cookie'), null);
    const now = await theirs.json();
    assert.deepEqual([now.device, now.files, now.draft], ['other', [], null]);
    assert.doesNotMatch(JSON.stringify(now), /secret|sha256|[0-9a-f]{32}/);
    const mine = await state(first);
    assert.deepEqual([mine.device, mine.files.length, mine.draft], ['this', 1, { secret: 1 }]);
    const { id: unbound } = await opened(s);
    assert.equal((await state(device(s, unbound))).device, 'none');
    assert.notEqual(id, unbound);
  });

  test('pages answer as before, neither bind nor look', async () => {
    const { id } = await bound();
    const before = await assertPage(await visit(s, id), 200);
    for (const path of ['', '/action']) {
      const answer = await visit(s, id, { path, headers: { Cookie: 'baton_device=00' } });
      assert.equal(answer.headers.get('set-cookie'), null);
      assert.equal(await assertPage(answer, 200), before);
    }
    const { id: fresh } = await s.createSession();
    assert.equal((await visit(s, fresh, { path: '/action' })).headers.get('set-cookie'), null);
    assert.equal((await state(device(s, fresh))).device, 'none');
  });

  test('POST result of a bound session needs no cookie and sets none', async () => {
    const { id } = await bound();
    const answer = await submit(s, id);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('set-cookie'), null);
  });

  test('take-over: files and draft go along, the former phone is refused', async () => {
    const { first, second } = await bound();
    await first('PUT', '/draft', { body: '{"step":2}' });
    const answer = await second('POST', '/takeover');
    assert.equal(answer.status, 200);
    assert.ok(cookieOf(answer));
    assert.match(answer.headers.get('cache-control'), /no-store/);
    assert.deepEqual(await answer.json(), { status: 'action_started', device: 'this' });
    const now = await state(second);
    assert.deepEqual([now.device, now.files.length, now.draft], ['this', 1, { step: 2 }]);
    for (const change of Object.values(changes)) await assertInUse(await change(first));
    assert.equal((await state(first)).device, 'other');
    assert.equal((await second('POST', '/submit', { body: { data: {} } })).status, 200);
    assert.equal((await state(second)).device, 'this');
  });

  test('and back again: to and fro as often as a person likes', async () => {
    const { first, second } = await bound();
    for (const [taker, loser] of [
      [second, first],
      [first, second],
      [second, first],
    ]) {
      assert.equal((await taker('POST', '/takeover')).status, 200);
      assert.equal((await state(taker)).files.length, 1);
      await assertInUse(await loser('PUT', '/draft', { body: '{}' }));
    }
  });

  test('take-over of an unbound session binds, of my own keeps it mine, of an ended one is refused', async () => {
    const { id } = await s.createSession();
    const call = device(s, id);
    const early = await call('POST', '/takeover');
    await assertProblem(early, 409, { error: 'session not opened yet' });
    assert.equal(early.headers.get('set-cookie'), null, 'nobody has opened the page');
    await openPage(s, id);
    const answer = await call('POST', '/takeover');
    assert.deepEqual(await answer.json(), { status: 'opened', device: 'this' });
    const again = await call('POST', '/takeover');
    assert.equal(cookieOf(again), cookieOf(answer), 'its other tabs go on');
    assert.equal((await state(call)).device, 'this');
    const { session: done } = await completed(s);
    const refused = await device(s, done.id)('POST', '/takeover');
    await assertProblem(refused, 409);
    assert.equal(refused.headers.get('set-cookie'), null);
    await assertProblem(await device(s, '3b241101-e2bb-4255-8caf-4136c566a962')('POST', '/takeover'), 404);
    const short = await opened(s, { session_ttl: '3s' });
    await outlived(short);
    await assertProblem(await device(s, short.id)('POST', '/takeover'), 410);
  });

  test('of many phones at once one is bound, and of many take-overs the last one holds', async () => {
    const { id } = await opened(s);
    const calls = Array.from({ length: 12 }, () => device(s, id));
    const starts = await Promise.all(calls.map((call) => call('POST', '/start')));
    assert.deepEqual(starts.map(({ status }) => status).sort(), [200, ...Array(11).fill(409)]);
    assert.ok((await Promise.all(calls.map((call) => call('POST', '/takeover')))).every(({ status }) => status === 200));
    const standings = await Promise.all(calls.map(async (call) => (await state(call)).device));
    assert.equal(standings.filter((each) => each === 'this').length, 1, standings.join());
  });

  test('take-over while an upload is in flight: it is refused and leaves nothing', async () => {
    const { id } = await opened(s);
    const [first, second] = [device(s, id), device(s, id)];
    const value = cookieOf(await first('POST', '/start'));
    const wire = await open(s);
    wire
      .send(request(`PUT /s/${id}/files/late`, { Cookie: `baton_device=${value}`, 'Content-Length': jpeg.length }))
      .send(jpeg.subarray(0, 500));
    await sleep(100);
    assert.equal((await second('POST', '/takeover')).status, 200);
    wire.send(jpeg.subarray(500));
    const answer = await wire.response();
    assert.equal(answer.status, 409);
    assert.equal(JSON.parse(answer.body).type, inUse);
    wire.close();
    assert.deepEqual((await state(second)).files, []);
    assert.ok((await second('PUT', '/files/late', { body: png() })).ok);
  });

  test('take-over while a submission is processed: what was sent counts, and the new phone learns it', async () => {
    // Where the take-over came first, it is the submission that is refused, and more of a start is what it needs.
    for (const start of [100, 500, 2_500]) {
      const { id } = await opened(s, { output_format: 'png' });
      const [first, second] = [device(s, id), device(s, id)];
      assert.ok((await first('PUT', '/files/photo', { body: heavyPng(6_000, 6_000) })).ok);
      const sent = first('POST', '/submit', { body: { data: {} } });
      await sleep(start);
      const taken = await second('POST', '/takeover');
      const answer = await sent;
      const now = await state(second);
      if (answer.status === 409) {
        assert.deepEqual([taken.status, now.status, now.device], [200, 'action_started', 'this']);
        continue;
      }
      assert.equal(answer.status, 200);
      assert.ok([200, 409].includes(taken.status), 'in time, or just too late');
      assert.equal(now.status, 'completed');
      return await assertProblem(await second('PUT', '/draft', { body: '{}' }), 409);
    }
    assert.fail('no submission came before its take-over');
  });
});
