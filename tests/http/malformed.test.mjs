import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startServer } from './launch.mjs';
import { exchange, open, request } from './wire.mjs';

describe('malformed', () => {
  let s;
  before(async () => (s = await startServer()));
  after(() => s?.stop());

  /// Asserts a refusal with one of the statuses, then that the connection is closed and the server well.
  async function refused(bytes, statuses, what) {
    const wire = await open(s);
    const answer = await wire.send(bytes).response();
    assert.ok(statuses.includes(answer.status), `${what}: ${answer.status} ${answer.body}`);
    await wire.closed();
    assert.equal((await exchange(s, request('GET /api/v1/health'))).status, 200);
  }

  test('a garbage request line is 400', async () => {
    for (const text of [
      'garbage\r\n\r\n',
      'GET\r\n\r\n',
      'GET /\r\n\r\n',
      ' GET / HTTP/1.1\r\nHost: x\r\n\r\n',
      'GET / HTTP/9.9x\r\nHost: x\r\n\r\n',
      'GET / a HTTP/1.1\r\nHost: x\r\n\r\n',
      '\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03\r\n\r\n',
    ]) {
      await refused(Buffer.from(text, 'latin1'), [400, 505], JSON.stringify(text));
    }
  });

  test('an unknown HTTP version is refused', () => refused('GET / HTTP/2.0\r\nHost: x\r\n\r\n', [400, 505], 'HTTP/2.0'));

  test('broken headers are 400', async () => {
    for (const line of ['No colon here', 'Bad Name: x', ': empty', 'X-Space : y', 'X-Ctl: a\x01b', 'X-Nul: a\0b']) {
      await refused(Buffer.from(`GET /api/v1/health HTTP/1.1\r\nHost: x\r\n${line}\r\n\r\n`, 'latin1'), [400], JSON.stringify(line));
    }
  });

  test('oversize headers are 431', async () => {
    await refused(request('GET /api/v1/health', { 'X-Long': 'a'.repeat(200_000) }), [431], 'one long header');
    const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`X-${n}`, 'y'.repeat(20)]));
    await refused(request('GET /api/v1/health', many), [431], 'many headers');
    const parts = Object.fromEntries(['A', 'B', 'C'].map((name) => [`X-${name}`, 'a'.repeat(5600)]));
    await refused(request('GET /api/v1/health', parts), [431], 'just over the limit, in one piece');
  });

  test('a target that is too long is 414 or 431', () => refused(request(`GET /${'a'.repeat(200_000)}`), [414, 431], 'long target'));

  test('both Content-Length and Transfer-Encoding are 400', async () => {
    const body = '0\r\n\r\nGET /api/v1/version HTTP/1.1\r\nHost: x\r\n\r\n';
    await refused(
      request('POST /api/v1/sessions', { 'X-API-Key': s.key, 'Content-Length': body.length, 'Transfer-Encoding': 'chunked' }, body),
      [400],
      'CL.TE',
    );
    await refused(
      request('POST /api/v1/sessions', { 'X-API-Key': s.key, 'Transfer-Encoding': 'chunked', 'Content-Length': 4 }, body),
      [400],
      'TE.CL',
    );
  });

  test('two different lengths, or a broken one, are 400', async () => {
    const lengths = [['5', '6'], ['-1'], ['+5'], ['5x'], ['0x5'], ['5, 6'], ['99999999999999999999999'], [' '], ['1 2']];
    for (const values of lengths) {
      const head = `POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nX-API-Key: ${s.key}\r\n${values.map((value) => `Content-Length: ${value}\r\n`).join('')}\r\n`;
      await refused(`${head}hello`, values[0].startsWith('9') ? [400, 413] : [400], `Content-Length ${values}`);
    }
  });

  test('unknown and doubled transfer codings are refused', async () => {
    for (const coding of ['gzip', 'chunked, gzip', 'xchunked', 'chunked, chunked']) {
      await refused(request('POST /api/v1/sessions', { 'X-API-Key': s.key, 'Transfer-Encoding': coding }, '0\r\n\r\n'), [400, 501], coding);
    }
    // A session would begin if they were taken.
    const json = '{"action_type":"photo","output_format":"jpg"}';
    const body = `${json.length.toString(16)}\r\n${json}\r\n0\r\n\r\n`;
    for (const codings of [
      ['chunked', 'gzip'],
      ['gzip', 'chunked'],
      ['chunked', 'chunked'],
    ]) {
      const lines = codings.map((coding) => `Transfer-Encoding: ${coding}\r\n`).join('');
      await refused(`POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nX-API-Key: ${s.key}\r\n${lines}\r\n${body}`, [400], lines);
    }
  });

  test('broken chunks are 400', async () => {
    for (const body of ['zz\r\n\r\n', '-1\r\n\r\n', '5\r\nhelloXX0\r\n\r\n', 'fffffffffffffffff\r\n']) {
      await refused(
        request('POST /api/v1/sessions', { 'X-API-Key': s.key, 'Transfer-Encoding': 'chunked' }, body),
        [400, 413],
        JSON.stringify(body),
      );
    }
  });

  test('HTTP/1.1 needs one Host', async () => {
    await refused('GET /api/v1/health HTTP/1.1\r\n\r\n', [400], 'no Host');
    await refused('GET /api/v1/health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n', [400], 'two Hosts');
  });

  test('a connection that ends in the middle harms nothing', async () => {
    for (const text of ['G', 'GET /api', 'POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf']) {
      const wire = await open(s);
      wire.send(text);
      wire.close();
    }
    assert.equal((await exchange(s, request('GET /api/v1/health'))).status, 200);
  });
});
