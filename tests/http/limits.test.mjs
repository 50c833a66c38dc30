import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sleep, startServer } from './launch.mjs';
import { device, item, opened, post, submit } from './phone.mjs';
import { bomb, heavyPng, jpeg, png } from './pictures.mjs';
import { assertProblem } from './problem.mjs';
import { open, request } from './wire.mjs';

const photo = { action_type: 'photo', output_format: 'jpg' };
const resultLimit = 150_000;

/// A body of exactly `length` bytes that submits `jpeg`.
function bodyOf(length) {
  const body = JSON.stringify({ items: [item()] });
  return body + ' '.repeat(length - body.length);
}

describe('limits', () => {
  let s, usual;
  before(async () => {
    [s, usual] = await Promise.all([
      startServer({ env: { RESULT_UPLOAD_MAX_BYTES: resultLimit, FILE_QUOTA_SESSION_BYTES: 300_000 } }),
      startServer(),
    ]);
  });
  after(() => Promise.all([s?.stop(), usual?.stop()]));

  /// Sends a head that announces `length` and little of the body; expects 413 and the end, long before the body is whole.
  async function refusedEarly(server, line, length, headers = {}) {
    const wire = await open(server);
    wire.send(request(line, { 'Content-Length': length, ...headers })).send(Buffer.alloc(1_000, 0x20));
    const answer = await wire.response();
    await assertProblem(answer, 413);
    await wire.closed();
  }

  test('a create body over 1 MiB is 413 and closes, read no further', async () => {
    await refusedEarly(usual, 'POST /api/v1/sessions', 1_048_577, { 'X-API-Key': usual.key });
    const fits = JSON.stringify({ ...photo, session_ttl: '' });
    const answer = await usual.api('/api/v1/sessions', { method: 'POST', body: fits + ' '.repeat(1_048_576 - fits.length) });
    assert.equal(answer.status, 201);
  });

  test('a chunked create body over 1 MiB is 413 and closes', async () => {
    const wire = await open(usual);
    wire.send(request('POST /api/v1/sessions', { 'X-API-Key': usual.key, 'Transfer-Encoding': 'chunked' }));
    const chunk = Buffer.concat([Buffer.from('10000\r\n'), Buffer.alloc(65_536, 0x20), Buffer.from('\r\n')]);
    for (let n = 0; n < 18; ++n) wire.send(chunk);
    assert.equal((await wire.response()).status, 413);
    await wire.closed();
  });

  test('a submission has the limit RESULT_UPLOAD_MAX_BYTES, to the byte', async () => {
    const { id } = await opened(s);
    const over = await post(s, id, bodyOf(resultLimit + 1));
    await assertProblem(over, 413);
    assert.equal((await post(s, id, bodyOf(resultLimit))).status, 200);
  });

  test('a submission over its limit is refused from its head, and the session stays open', async () => {
    const { id } = await opened(s);
    await refusedEarly(s, `POST /s/${id}/result`, resultLimit + 1);
    await refusedEarly(s, `POST /s/${id}/result`, 10_000_000_000);
    assert.equal((await submit(s, id)).status, 200);
  });

  test('the default limit of a submission is 32 MiB', async () => {
    const { id } = await opened(usual);
    await refusedEarly(usual, `POST /s/${id}/result`, 33_554_433);
    assert.equal((await post(usual, id, bodyOf(4_000_000))).status, 200);
  });

  test('an endless chunked submission is cut off', async () => {
    const { id } = await opened(s);
    const wire = await open(s);
    wire.send(request(`POST /s/${id}/result`, { 'Transfer-Encoding': 'chunked' }));
    const chunk = Buffer.concat([Buffer.from('4000\r\n'), Buffer.alloc(16_384, 0x20), Buffer.from('\r\n')]);
    for (let n = 0; n < 12; ++n) wire.send(chunk);
    assert.equal((await wire.response()).status, 413);
    await wire.closed();
    assert.equal((await submit(s, id)).status, 200);
  });

  test('more than 100 megapixels are 413 by the header alone', async () => {
    const { id } = await opened(usual);
    await assertProblem(await submit(usual, id, item(bomb())), 413);
    await assertProblem(await submit(usual, id, item(heavyPng(10_001, 10_000))), 413);
    assert.equal((await submit(usual, id)).status, 200);
  });

  test('a session over its file quota is 413, and room returns when a file goes', async () => {
    const { id } = await opened(s);
    const call = device(s, id);
    const large = Buffer.concat([jpeg, Buffer.alloc(140_000, 7)]);
    for (const key of ['a', 'b']) assert.ok((await call('PUT', `/files/${key}`, { body: large })).ok);
    await assertProblem(await call('PUT', '/files/c', { body: large }), 413);
    assert.ok((await call('PUT', '/files/b', { body: large })).ok, 'a replacement fits');
    assert.ok((await call('DELETE', '/files/a')).ok);
    assert.ok((await call('PUT', '/files/c', { body: large })).ok);
    const other = await opened(s);
    assert.ok((await device(s, other.id)('PUT', '/files/a', { body: large })).ok, 'another session has its own');
  });

  test('a session holds 200 files; the next one is 413, a replacement and one after a DELETE are not', async () => {
    const { id } = await opened(usual);
    const call = device(usual, id);
    const put = (key) => call('PUT', `/files/${key}`, { body: png() });
    assert.ok((await put('n0')).ok);
    for (let n = 1; n < 200; n += 10) {
      const answers = await Promise.all(Array.from({ length: Math.min(10, 200 - n) }, (_, k) => put(`n${n + k}`)));
      assert.ok(
        answers.every(({ ok }) => ok),
        answers.map(({ status }) => status).join(),
      );
    }
    await assertProblem(await put('one-more'), 413);
    assert.ok((await put('n7')).ok);
    assert.ok((await call('DELETE', '/files/n7')).ok);
    const answers = await Promise.all([put('x'), put('y'), put('z')]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 413, 413], 'also of several at once');
    assert.equal((await (await call('GET', '/state')).json()).files.length, 200);
  });

  test('a draft counts as a file of its session and of the server', async () => {
    const { id } = await opened(s);
    const call = device(s, id);
    const draft = (size) => call('PUT', '/draft', { body: JSON.stringify('x'.repeat(size)) });
    assert.ok((await draft(250_000)).ok);
    assert.ok((await draft(280_000)).ok, 'a replacement fits');
    await assertProblem(await call('PUT', '/files/a', { body: Buffer.concat([jpeg, Buffer.alloc(50_000, 7)]) }), 413);
    assert.ok((await draft(10)).ok);
    assert.ok((await call('PUT', '/files/a', { body: Buffer.concat([jpeg, Buffer.alloc(50_000, 7)]) })).ok);
    await assertProblem(await draft(290_000), 413);
    assert.equal((await (await call('GET', '/state')).json()).draft, 'xxxxxxxxxx', 'the old one stays');
    const own = await startServer({ nodes: 1, env: { FILE_QUOTA_TOTAL_BYTES: 100_000 } });
    try {
      const [one, two] = await Promise.all([opened(own), opened(own)]);
      const put = (session) => device(own, session.id)('PUT', '/draft', { body: JSON.stringify('x'.repeat(60_000)) });
      assert.ok((await put(one)).ok);
      await assertProblem(await put(two), 503);
    } finally {
      await own.stop();
    }
  });

  test('the server over its quota is 503 with Retry-After, and room returns', async () => {
    const own = await startServer({ nodes: 1, env: { FILE_QUOTA_TOTAL_BYTES: 500_000 } });
    try {
      const large = Buffer.concat([png(), Buffer.alloc(140_000, 7)]);
      const sessions = await Promise.all(Array.from({ length: 4 }, () => opened(own)));
      const calls = sessions.map(({ id }) => device(own, id));
      for (const call of calls.slice(0, 3)) assert.ok((await call('PUT', '/files/a', { body: large })).ok);
      const answer = await calls[3]('PUT', '/files/a', { body: large });
      await assertProblem(answer, 503);
      assert.match(answer.headers.get('retry-after'), /^\d+$/);
      const result = await post(own, sessions[3].id, { items: [item(large)] });
      await assertProblem(result, 503);
      assert.ok((await calls[0]('DELETE', '/files/a')).ok);
      assert.ok((await calls[3]('PUT', '/files/a', { body: large })).ok);
    } finally {
      await own.stop();
    }
  });

  test('MAX_SESSIONS reached is 503 with Retry-After, until one is gone', async () => {
    const own = await startServer({ nodes: 1, env: { MAX_SESSIONS: 3 } });
    try {
      for (let n = 0; n < 3; ++n) await own.createSession({ ...photo, session_ttl: n ? '10m' : '5s' });
      const answer = await own.api('/api/v1/sessions', { json: photo });
      await assertProblem(answer, 503);
      assert.match(answer.headers.get('retry-after'), /^\d+$/);
      for (const deadline = Date.now() + 20_000; ; await sleep(100)) {
        const later = await own.api('/api/v1/sessions', { json: photo });
        if (later.status === 201) break;
        await assertProblem(later, 503);
        assert.ok(Date.now() < deadline, 'its place is not given back');
      }
    } finally {
      await own.stop();
    }
  });

  test('no bytes of losers, failures and broken uploads remain', async () => {
    const own = await startServer({ nodes: 1, env: { FILE_QUOTA_TOTAL_BYTES: 3_000_000 } });
    try {
      const large = item(Buffer.concat([jpeg, Buffer.alloc(200_000, 7)]));
      const broken = item(Buffer.concat([jpeg.subarray(0, 300), Buffer.alloc(200_000, 7)]));
      for (let round = 0; round < 4; ++round) {
        const { id } = await opened(own);
        assert.equal((await submit(own, id, broken)).status, 415);
        const wire = await open(own);
        wire.send(request(`PUT /s/${id}/files/half`, { 'Content-Length': 900_000 })).send(Buffer.alloc(700_000));
        await sleep(100);
        wire.close();
        const answers = await Promise.all(Array.from({ length: 6 }, () => submit(own, id, large)));
        assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409, 409, 409, 409, 409]);
      }
      const { id } = await opened(own);
      const almostAll = Buffer.concat([jpeg, Buffer.alloc(2_900_000, 7)]);
      assert.ok((await device(own, id)('PUT', '/files/a', { body: almostAll })).ok, 'the store is as good as empty');
    } finally {
      await own.stop();
    }
  });
});
