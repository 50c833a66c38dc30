import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sleep, startServer } from './launch.mjs';
import { completed, item, opened, outlived, post, submit } from './phone.mjs';
import { jpeg, png, webp } from './pictures.mjs';
import { assertProblem } from './problem.mjs';
import { open, request } from './wire.mjs';

describe('submit', () => {
  let s;
  before(async () => (s = await startServer()));
  after(() => s?.stop());

  /// Asserts that `body` is accepted and returns its items.
  async function accepted(body, session) {
    const target = session ?? (await opened(s));
    const answer = await post(s, target.id, body);
    const text = await answer.text();
    assert.equal(answer.status, 200, text);
    return JSON.parse(text).items;
  }

  test('200 with the items, and nothing else', async () => {
    const session = await opened(s);
    const answer = await submit(s, session.id);
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('content-type'), /^application\/json/);
    assert.deepEqual(Object.keys(await answer.json()), ['items']);
  });

  test('a bad body is 400', async () => {
    const { id } = await opened(s);
    for (const body of [
      '',
      '{',
      'null',
      '[]',
      '{}',
      '{"items":null}',
      '{"items":{}}',
      '{"items":[]}',
      '{"items":[1]}',
      '{"items":[{}]}',
      '{"items":[{"data":5}]}',
      '{"items":["x"]}',
    ]) {
      await assertProblem(await post(s, id, body), 400);
    }
    assert.ok([400, 415].includes((await post(s, id, '{"items":[{"data":""}]}')).status));
  });

  test('fields of the wrong type and unknown fields are 400', async () => {
    const { id } = await opened(s);
    await assertProblem(await post(s, id, { items: [item()], extra: 1 }), 400, { pointer: '/extra' });
    await assertProblem(await post(s, id, { items: [item(jpeg, { extra: 1 })] }), 400, { pointer: '/items/0/extra' });
    await assertProblem(await post(s, id, { items: [item(jpeg, { filename: 5 })] }), 400);
    await assertProblem(await post(s, id, { items: [item(jpeg, { content_type: {} })] }), 400);
  });

  test('bad base64 is 400', async () => {
    const { id } = await opened(s);
    const good = jpeg.toString('base64');
    for (const data of [
      '!!!',
      `${good.slice(0, 40)}*${good.slice(41)}`,
      'A',
      `data:image/jpeg;base64,${good}`,
      `${good}=====`,
      `=${good}`,
      `${good.slice(0, 8)}=${good.slice(9)}`,
      'Ünicode+',
    ]) {
      await assertProblem(await post(s, id, { items: [{ data }] }), 400);
    }
  });

  test('base64 may be standard or url-safe, padded or not', async () => {
    // A file whose base64 needs both special letters and padding.
    const bytes = Array.from({ length: 64 }, (_, seed) => png(8, 8, { seed })).find(
      (each) => each.length % 3 && /\+/.test(each.toString('base64')) && /\//.test(each.toString('base64')),
    );
    const standard = bytes.toString('base64');
    const safe = standard.replaceAll('+', '-').replaceAll('/', '_');
    for (const data of [standard, safe, standard.replace(/=+$/, ''), safe.replace(/=+$/, '')]) {
      assert.equal((await accepted({ items: [{ data }] })).length, 1);
    }
  });

  test('base64 in lines is read, as by the original (Go skips CR and LF)', async () => {
    for (const end of ['\n', '\r\n']) await accepted({ items: [{ data: jpeg.toString('base64').replace(/.{76}/g, `$&${end}`) + end }] });
  });

  test('content_type and filename are optional', async () => {
    const [made] = await accepted({ items: [{ data: jpeg.toString('base64') }] });
    assert.equal(made.content_type, 'image/jpeg');
    assert.match(made.filename, /^[^/\\]+\.jpg$/);
  });

  test('the declared type is never trusted: bytes are sniffed', async () => {
    for (const content_type of ['text/html', 'image/png', 'application/pdf', '', 'x'.repeat(1000)]) {
      const [made] = await accepted({ items: [item(jpeg, { content_type })] });
      assert.equal(made.content_type, 'image/jpeg');
    }
    const { id } = await opened(s);
    for (const bytes of [
      Buffer.from('<script>alert(1)</script>'),
      Buffer.from('GIF89a\x01\0\x01\0\0\0\0;', 'latin1'),
      Buffer.from('%PDF-1.4\n%%EOF'),
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      Buffer.alloc(100),
    ]) {
      await assertProblem(await post(s, id, { items: [item(bytes, { content_type: 'image/jpeg' })] }), 415);
    }
  });

  test('a picture that does not decode cleanly is 415', async () => {
    const { id } = await opened(s);
    const broken = png();
    broken[broken.length - 20] ^= 0xff;
    for (const bytes of [
      jpeg.subarray(0, 300),
      jpeg.subarray(0, 4),
      png().subarray(0, 60),
      broken,
      webp.subarray(0, 30),
      Buffer.concat([jpeg.subarray(0, 3), Buffer.alloc(2000, 0x5a)]),
    ]) {
      await assertProblem(await post(s, id, { items: [item(bytes)] }), 415);
    }
    assert.equal((await submit(s, id)).status, 200);
  });

  test('data behind the picture is accepted', async () => {
    await accepted({ items: [item(Buffer.concat([jpeg, Buffer.from('motion photo'), Buffer.alloc(5_000, 7)]))] });
  });

  test('file names are sanitised and get the right extension', async () => {
    const names = [
      '../../etc/passwd',
      '..\\..\\boot.ini',
      '/abs/olute.png',
      'a\u0000b\u0007c\r\nSet-Cookie: x.jpg',
      '.',
      '..',
      '',
      '.htaccess',
      'CON',
      'x'.repeat(3_000),
      'ok name.jpg',
      'shell.jpg.exe',
      'Grüße.jpeg',
      '\u202Egpj.exe',
      '   ',
    ];
    for (const filename of names) {
      const [{ filename: made }] = await accepted({ items: [item(jpeg, { filename })] });
      assert.match(made, /\.jpg$/, filename);
      assert.doesNotMatch(made, /[/\\\x00-\x1f\x7f]|^\.|\.\.\//, filename);
      assert.ok(Buffer.byteLength(made) <= 255, filename.slice(0, 20));
      assert.notEqual(made, '.jpg');
    }
    assert.equal((await accepted({ items: [item(jpeg, { filename: 'ok name.jpg' })] }))[0].filename, 'ok name.jpg');
    assert.equal((await accepted({ items: [item(jpeg, { filename: 'ok name.png' })] }))[0].filename, 'ok name.jpg');
    assert.match((await accepted({ items: [item(jpeg, { filename: '../../etc/passwd' })] }))[0].filename, /passwd\.jpg$/);
  });

  test('an unknown session is 404', async () => {
    await assertProblem(await submit(s, '3b241101-e2bb-4255-8caf-4136c566a962'), 404);
    await assertProblem(await submit(s, 'nope'), 404);
  });

  test('a session not yet opened, or completed, is 409', async () => {
    const fresh = await s.createSession();
    await assertProblem(await submit(s, fresh.id), 409);
    const { session } = await completed(s);
    await assertProblem(await submit(s, session.id), 409);
  });

  test('it needs no key, no cookie and no Content-Type', async () => {
    const { id } = await opened(s);
    const answer = await fetch(`${s.url}/s/${id}/result`, { method: 'POST', body: Buffer.from(JSON.stringify({ items: [item()] })) });
    assert.equal(answer.status, 200);
  });

  test('two slow submissions that overlap: one 200, one 409', async () => {
    const { id } = await opened(s);
    const bytes = request(`POST /s/${id}/result`, { 'Content-Type': 'application/json' }, JSON.stringify({ items: [item()] }));
    const [first, second] = [await open(s), await open(s)];
    const half = Math.floor(bytes.length / 2);
    first.send(bytes.subarray(0, half));
    second.send(bytes.subarray(0, half));
    await sleep(200);
    first.send(bytes.subarray(half));
    second.send(bytes.subarray(half));
    const answers = await Promise.all([first.response(), second.response()]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409]);
    first.close();
    second.close();
  });

  test('a body still arriving when the session ends gets 410 and changes nothing', async () => {
    const session = await opened(s, { session_ttl: '4s' });
    const { id } = session;
    const bytes = request(`POST /s/${id}/result`, {}, JSON.stringify({ items: [item()] }));
    const wire = await open(s);
    for (let at = 0; at < 5; ++at) {
      wire.send(bytes.subarray(Math.floor((bytes.length * at) / 6), Math.floor((bytes.length * (at + 1)) / 6)));
      await sleep(500);
    }
    await outlived(session);
    const answer = await wire.send(bytes.subarray(Math.floor((bytes.length * 5) / 6))).response();
    await assertProblem(answer, 410);
    wire.close();
    assert.deepEqual(await (await s.api(`/api/v1/sessions/${id}`)).json(), { id, status: 'expired' });
  });

  test('several items become as many results, or a clear refusal', async () => {
    const { id } = await opened(s);
    const answer = await submit(s, id, item(jpeg), item(png()));
    assert.ok([200, 400].includes(answer.status));
    if (answer.status === 200) assert.equal((await answer.json()).items.length, 2);
  });
});
