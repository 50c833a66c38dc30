// The scan sentences of the wire contract: fields, the original's form routes, results of both formats and modes.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { PNG } from 'pngjs';
import { WebSocket } from 'ws';
import { sleep, startServer } from './launch.mjs';
import { openPage, post } from './phone.mjs';
import { png } from './pictures.mjs';
import { assertProblem } from './problem.mjs';
import { files, finalize, installed, json, page, upload, uploadForm } from './scan.mjs';

const skip = installed ? false : 'the plugin scan is not built';

describe('scan', { skip }, () => {
  let s;
  before(async () => (s = await startServer({ env: { SCAN_MAX_PAGES: 4, SCAN_UPLOAD_MAX_BYTES: 300_000 } })));
  after(() => s?.stop());

  const create = (more = {}) => s.createSession({ action_type: 'scan', ...more });
  const open = async (more) => {
    const session = await create(more);
    await openPage(s, session.id);
    return session;
  };
  const get = async (id) => json(await s.api(`/api/v1/sessions/${id}`));
  const state = async (id) => json(await fetch(`${s.url}/s/${id}/state`));

  test('output_format defaults to pdf and document_mode to single; output_format is shown as ""', async () => {
    const session = await create();
    assert.deepEqual([session.output_format, session.scan_output_format, session.document_mode], ['', 'pdf', 'single']);
    assert.ok(!('scan_result' in session) && !('options' in session));
    const images = await create({ output_format: 'images', document_mode: 'multi' });
    assert.deepEqual([images.output_format, images.scan_output_format, images.document_mode], ['', 'images', 'multi']);
    assert.deepEqual((await get(images.id)).document_mode, 'multi');
    await assertProblem(await s.api('/api/v1/sessions', { json: { action_type: 'scan', document_mode: 'both' } }), 400, {
      pointer: '/document_mode',
    });
    await assertProblem(await s.api('/api/v1/sessions', { json: { action_type: 'scan', output_format: 'jpg' } }), 400, {
      pointer: '/output_format',
      mentions: ['pdf', 'images'],
    });
  });

  test('an upload is accepted by its numbers, the same again replaces', async () => {
    const { id } = await open({ document_mode: 'multi' });
    assert.deepEqual(await json(await upload(s, id, 1, 2)), { status: 'page accepted', document_index: 1, page_index: 2 });
    const before = (await state(id)).files;
    assert.deepEqual(await json(await upload(s, id, 1, 2, page('small'))), { status: 'page accepted', document_index: 1, page_index: 2 });
    const now = (await state(id)).files;
    assert.equal(now.length, 1);
    assert.notEqual(now[0].sha256, before[0].sha256);
  });

  test('a single-document session forces document 0', async () => {
    const { id } = await open();
    assert.equal((await json(await upload(s, id, 3, 0))).document_index, 0);
    await json(await upload(s, id, 7, 1));
    await json(await finalize(s, id));
    assert.equal((await get(id)).scan_result.documents.length, 1);
  });

  test('a negative or non-numeric index is 400', async () => {
    const { id } = await open();
    for (const wrong of ['-1', 'one', '', '1.0']) {
      await assertProblem(await upload(s, id, 0, wrong), 400, { pointer: '/page_index' });
      await assertProblem(await upload(s, id, wrong, 0), 400, { pointer: '/document_index' });
    }
    assert.deepEqual((await state(id)).files, []);
  });

  test('a missing index is 0, before and after the file, and replaces what is there', async () => {
    const { id } = await open({ document_mode: 'multi' });
    const accepted = (document, number) => ({ status: 'page accepted', document_index: document, page_index: number });
    assert.deepEqual(await json(await uploadForm(s, id, [['file', page()]])), accepted(0, 0));
    const send = (bytes, ...fields) => uploadForm(s, id, [['file', bytes], ...fields]);
    assert.deepEqual(await json(await send(page(), ['page_index', '1'])), accepted(0, 1));
    assert.deepEqual(await json(await send(page(), ['document_index', '2'])), accepted(2, 0));
    const before = (await state(id)).files;
    const index = ['document_index', '2'];
    assert.deepEqual(await json(await uploadForm(s, id, [index, ['file', page('small')]])), accepted(2, 0));
    const now = (await state(id)).files;
    assert.deepEqual(now.map(({ key }) => key).sort(), ['d0-p0', 'd0-p1', 'd2-p0']);
    assert.notDeepEqual(now.map(({ sha256 }) => sha256).sort(), before.map(({ sha256 }) => sha256).sort());
  });

  test('fields that nobody knows are ignored, files among them; only so many, and none in place of the file', async () => {
    const { id } = await open();
    const others = [
      ['csrf', 'x'.repeat(5_000)],
      ['quality', '0.8'],
      ['thumbnail', page('small')],
      ['page_index2', '-1'],
    ];
    assert.equal((await json(await uploadForm(s, id, [...others, ['file', page()], ...others]))).page_index, 0);
    assert.equal((await state(id)).files.length, 1);
    await assertProblem(await uploadForm(s, id, others), 400, { pointer: '/file' });
    const crowd = Array.from({ length: 120 }, (_, i) => [`f${i}`, '']);
    await assertProblem(await uploadForm(s, id, [...crowd, ['file', page()]]), 400);
    const twice = [
      ['page_index', '0'],
      ['page_index', '1'],
      ['file', page()],
    ];
    await assertProblem(await uploadForm(s, id, twice), 400, { pointer: '/page_index' });
  });

  test('over SCAN_UPLOAD_MAX_BYTES is 413 "request body too large"', async () => {
    const { id } = await open();
    for (const size of [300_001, 500_000]) {
      await assertProblem(await upload(s, id, 0, 0, Buffer.concat([page(), Buffer.alloc(size - page().length)])), 413, {
        error: 'request body too large',
      });
    }
  });

  test('page SCAN_MAX_PAGES + 1 is 400 with limit and current, over all documents and by PUT too; replacing is allowed', async () => {
    const { id } = await open({ document_mode: 'multi' });
    for (const [document, number] of [
      [0, 0],
      [0, 1],
      [1, 0],
      [5, 9],
    ])
      await json(await upload(s, id, document, number));
    for (const answer of [await upload(s, id, 0, 2), await fetch(`${s.url}/s/${id}/files/p1`, { method: 'PUT', body: page() })]) {
      const problem = await assertProblem(answer, 400, { error: 'page limit exceeded' });
      assert.deepEqual([problem.limit, problem.current], [4, 4]);
    }
    await json(await upload(s, id, 5, 9));
    assert.equal((await state(id)).limits.max_files, 4);
  });

  test('what is no picture, or does not decode, is 415; the rest goes on', async () => {
    const { id } = await open();
    await json(await upload(s, id, 0, 0));
    for (const broken of [Buffer.from('no picture'), page().subarray(0, 2_000), Buffer.alloc(0)])
      await assertProblem(await upload(s, id, 0, 1, broken), 415);
    await json(await upload(s, id, 0, 1, png(300, 400)));
    await json(await finalize(s, id));
    const [file] = await files(s, await get(id));
    assert.equal(file.pages, 2);
  });

  test('not a scan session is 400, no multipart 415, before it was opened 409, unknown 404', async () => {
    const photo = await s.createSession();
    await openPage(s, photo.id);
    await assertProblem(await upload(s, photo.id, 0, 0), 400);
    await assertProblem(await finalize(s, photo.id), 400);
    const { id } = await create();
    await assertProblem(await upload(s, id, 0, 0), 409);
    await assertProblem(await finalize(s, id), 409);
    await openPage(s, id);
    await assertProblem(
      await fetch(`${s.url}/s/${id}/scan/upload`, { method: 'POST', body: page(), headers: { 'Content-Type': 'image/jpeg' } }),
      415,
    );
    await assertProblem(await upload(s, '3b241101-e2bb-4255-8caf-4136c566a962', 0, 0), 404);
  });

  test('finalize: 200 completed, without pages 400, again 409', async () => {
    const { id } = await open();
    await assertProblem(await finalize(s, id), 400, { error: 'no pages uploaded' });
    await json(await upload(s, id, 0, 0));
    assert.deepEqual(await json(await finalize(s, id)), { status: 'completed' });
    await assertProblem(await finalize(s, id), 409);
    await assertProblem(await upload(s, id, 0, 1), 409);
  });

  test('of four finalizes in parallel one gets 200, the others 409', async () => {
    const { id } = await open();
    await json(await upload(s, id, 0, 0));
    const answers = await Promise.all([0, 1, 2, 3].map(() => finalize(s, id)));
    assert.deepEqual(answers.map((answer) => answer.status).sort(), [200, 409, 409, 409]);
    assert.equal((await get(id)).result.length, 1);
  });

  test('a page longer than Legal keeps its pixels, and a PDF may be cut into pages of A4', async () => {
    const long = png(800, 4000);
    const made = async (more) => {
      const { id } = await open(more);
      await json(await upload(s, id, 0, 0, long));
      await json(await finalize(s, id));
      return files(s, await get(id));
    };
    const [image] = await made({ output_format: 'images', options: { image_type: 'png', long_pages: 'cut' } });
    const { width, height } = PNG.sync.read(image.bytes);
    assert.deepEqual([width, height], [800, 4000]);
    const [whole] = await made({});
    assert.equal(whole.pages, 1);
    assert.deepEqual(whole.size, [384, 1920]);
    const [cut] = await made({ options: { long_pages: 'cut' } });
    assert.ok(cut.pages >= 4 && cut.sound);
    assert.deepEqual(cut.size.map(Math.round), [595, 842]);
    assert.equal(
      cut.images.reduce((sum, { height: rows }) => sum + rows, 0),
      4000,
    );
    const [letter] = await made({ options: { long_pages: 'cut', page: 'letter' } });
    assert.deepEqual([letter.pages, letter.size], [1, [612, 792]]);
    await assertProblem(await s.api('/api/v1/sessions', { json: { action_type: 'scan', options: { long_pages: 'A4' } } }), 400, {
      pointer: '/options/long_pages',
    });
  });

  test('POST /s/:id/result of a scan session is 409', async () => {
    const { id } = await open();
    await assertProblem(await post(s, id, { items: [{ data: page().toString('base64') }] }), 409);
  });

  test('an expired session is 410, also for a page that is still arriving', async () => {
    const { id } = await open({ session_ttl: '3s' });
    const body = new FormData();
    body.append('document_index', '0');
    body.append('page_index', '0');
    body.append('file', new Blob([page()]), 'page.jpg');
    const whole = new Request(`${s.url}/s/${id}/scan/upload`, { method: 'POST', body });
    const type = whole.headers.get('content-type');
    const bytes = Buffer.from(await whole.arrayBuffer());
    const slow = new ReadableStream({
      async start(controller) {
        controller.enqueue(bytes.subarray(0, 500));
        await sleep(3_400);
        controller.enqueue(bytes.subarray(500));
        controller.close();
      },
    });
    const late = await fetch(`${s.url}/s/${id}/scan/upload`, {
      method: 'POST',
      body: slow,
      duplex: 'half',
      headers: { 'Content-Type': type },
    });
    await assertProblem(late, 410);
    await assertProblem(await upload(s, id, 0, 0), 410);
    await assertProblem(await finalize(s, id), 410);
  });

  for (const [mode, counts] of [
    ['single', [3]],
    ['multi', [1, 2]],
  ]) {
    const fill = async (more) => {
      const session = await open({ document_mode: mode, ...more });
      // Out of order, and with gaps between the numbers.
      for (const [document, number] of [
        [4, 7],
        [2, 0],
        [4, 3],
      ])
        await json(await upload(s, session.id, document, number));
      await json(await finalize(s, session.id));
      return get(session.id);
    };

    test(`${mode}, pdf: one file per document, named in scan_result`, async () => {
      const session = await fill({ output_format: 'pdf' });
      assert.equal(session.status, 'completed');
      assert.deepEqual(session.scan_result, {
        documents: session.result.map((item) => ({ pdf_url: `/api/v1/downloads/${item.download_id}` })),
      });
      const made = await files(s, session);
      assert.deepEqual(
        made.map((file) => [file.type, file.pages, file.sound]),
        counts.map((count) => ['application/pdf', count, true]),
      );
      const result = await json(await s.api(`/api/v1/sessions/${session.id}/result`));
      assert.deepEqual(Object.keys(result).sort(), ['completed_at', 'items', 'scan_result', 'status']);
      assert.deepEqual([result.scan_result, result.items], [session.scan_result, session.result]);
    });

    test(`${mode}, images: one file per page, named in scan_result`, async () => {
      const session = await fill({ output_format: 'images' });
      const { documents } = session.scan_result;
      assert.deepEqual(
        documents.map((document) => document.pages.length),
        counts,
      );
      const named = documents.flatMap((document) => document.pages);
      assert.deepEqual(
        named,
        session.result.map((item) => ({ url: `/api/v1/downloads/${item.download_id}`, content_type: item.content_type })),
      );
      for (const [i, file] of (await files(s, session)).entries()) {
        assert.equal(file.type, named[i].content_type);
        assert.match(session.result[i].filename, file.type === 'image/png' ? /\.png$/ : /\.jpg$/);
      }
    });
  }

  test('the completed message carries the scan_result object as data', async () => {
    const { id } = await open();
    const socket = new WebSocket(`${s.url.replace('http', 'ws')}/api/v1/sessions/${id}/ws`, { headers: { 'X-API-Key': s.key } });
    const completed = new Promise((done, fail) => {
      socket.once('error', fail).on('message', (data) => {
        const message = JSON.parse(data);
        if (message.type === 'completed') done(message);
      });
    });
    await json(await upload(s, id, 0, 0));
    await json(await finalize(s, id));
    const { data } = await completed;
    socket.close();
    assert.deepEqual(data, (await get(id)).scan_result);
  });
});
