// Scan by our own phone protocol: inspection, previews, pages that are rendered before they are submitted, what a
// submission may say, and re-rendering for the backend.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startServer } from './launch.mjs';
import { device, openPage } from './phone.mjs';
import { assertProblem } from './problem.mjs';
import { dark, files, finalize, installed, json, look, page } from './scan.mjs';

const skip = installed ? false : 'the plugin scan is not built';

describe('scan pages', { skip }, () => {
  let s;
  before(async () => (s = await startServer({ env: { SCAN_MAX_PAGES: 5 } })));
  after(() => s?.stop());

  /// An open session with uploads p1, p2, …, `count` of them.
  const open = async (more = {}, count = 1) => {
    const session = await s.createSession({ action_type: 'scan', ...more });
    await openPage(s, session.id);
    const call = device(s, session.id);
    const infos = [];
    for (let n = 1; n <= count; ++n) infos.push((await json(await call('PUT', `/files/p${n}`, { body: page() }))).info);
    return { id: session.id, call, infos };
  };
  const submit = (call, documents) => call('POST', '/submit', { body: { data: { documents: documents.map((pages) => ({ pages })) } } });
  const get = async (id) => json(await s.api(`/api/v1/sessions/${id}`));
  const quadOf = ({ width, height }) => [
    [width * 0.1, height * 0.1],
    [width * 0.8, height * 0.12],
    [width * 0.82, height * 0.8],
    [width * 0.1, height * 0.78],
  ];

  test('the answer to an upload says where the page is and how good', async () => {
    const { infos } = await open();
    const [info] = infos;
    assert.deepEqual(Object.keys(info).sort(), ['aspect', 'confidence', 'height', 'quad', 'quality', 'rotation', 'type', 'width']);
    assert.equal(info.type, 'image/jpeg');
    assert.ok(info.confidence >= 0 && info.confidence <= 1);
    if (info.quad !== null) assert.ok(info.quad.length === 4 && info.quad.flat().every(Number.isFinite));
    assert.equal(info.rotation, 0);
    assert.ok(['ok', 'warn', 'bad', 'unknown'].includes(info.quality.verdict));
  });

  test('a preview is a JPEG of at most max_px, with the mode that auto chose', async () => {
    const { call, infos } = await open();
    const answer = await call('POST', '/do/preview', {
      body: { key: 'p1', quad: quadOf(infos[0]), mode: 'auto', rotation: 90, max_px: 100 },
    });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('content-type'), 'image/jpeg');
    const reply = JSON.parse(answer.headers.get('baton-reply'));
    assert.ok(['color', 'gray', 'bw', 'photo'].includes(reply.mode));
    assert.ok(Math.max(reply.width, reply.height) <= 100);
    assert.ok(Math.abs(reply.skew) <= 3);
    assert.equal(
      Buffer.from(await answer.arrayBuffer())
        .subarray(0, 2)
        .toString('hex'),
      'ffd8',
    );
  });

  test('arguments are read strictly', async () => {
    const { call } = await open();
    const wrong = [
      [{ key: 'p9' }, '/key'],
      [{}, '/key'],
      [{ key: '.p1' }, '/key'],
      [{ key: 'p1', quad: [[0, 0]] }, '/quad'],
      [
        {
          key: 'p1',
          quad: [
            [0, 0],
            [1, 0],
            [1, 1],
            [0, 'x'],
          ],
        },
        '/quad/3',
      ],
      [{ key: 'p1', mode: 'sepia' }, '/mode'],
      [{ key: 'p1', rotation: 45 }, '/rotation'],
    ];
    for (const [body, pointer] of wrong) {
      for (const operation of ['preview', 'render'])
        await assertProblem(await call('POST', `/do/${operation}`, { body }), 400, { pointer });
    }
    await assertProblem(await call('POST', '/do/preview', { body: { key: 'p1', max_px: 1201 } }), 400, { pointer: '/max_px' });
    await assertProblem(await call('POST', '/do/render', { body: { key: 'p1', colour: 1 } }), 400);
  });

  test('a page that was rendered before is what is submitted, byte for byte', async () => {
    const bytes = [];
    for (const early of [true, false]) {
      const { id, call, infos } = await open();
      const wanted = { key: 'p1', quad: quadOf(infos[0]), mode: 'gray', rotation: 180 };
      if (early) {
        const reply = await json(await call('POST', '/do/render', { body: wanted }));
        assert.equal(reply.mode, 'gray');
        assert.ok(reply.width > 0 && reply.height > 0 && (reply.dpi === null || reply.dpi > 0));
      }
      assert.deepEqual(
        (await json(await call('GET', '/state'))).files.map((file) => file.key),
        ['p1'],
      );
      await json(await submit(call, [[wanted]]));
      const [file] = await files(s, await get(id));
      assert.ok(file.sound);
      bytes.push(file.bytes);
    }
    assert.ok(bytes[0].equals(bytes[1]));
  });

  test('a page rendered from a shot that was replaced, or with other parameters, is not used', async () => {
    const { id, call } = await open();
    await json(await call('POST', '/do/render', { body: { key: 'p1', quad: null, mode: 'gray', rotation: 0 } }));
    await json(await call('PUT', '/files/p1', { body: page('small') }));
    await json(await submit(call, [[{ key: 'p1', quad: null, mode: 'gray', rotation: 90 }]]));
    const [file] = await files(s, await get(id));

    const other = await open({}, 0);
    await json(await other.call('PUT', '/files/p1', { body: page('small') }));
    await json(await submit(other.call, [[{ key: 'p1', quad: null, mode: 'gray', rotation: 90 }]]));
    const [expected] = await files(s, await get(other.id));
    assert.ok(file.bytes.equals(expected.bytes));
  });

  test('documents and pages come in the order of the submission', async () => {
    const { id, call } = await open({ document_mode: 'multi', output_format: 'images' }, 3);
    const part = (key, rotation) => ({ key, quad: null, mode: 'gray', rotation });
    await json(await submit(call, [[part('p3', 0), part('p1', 90)], [part('p2', 0)]]));
    const { scan_result, result } = await get(id);
    assert.deepEqual(
      scan_result.documents.map((document) => document.pages.length),
      [2, 1],
    );
    assert.equal(new Set(result.map((item) => item.filename)).size, 3);
  });

  test('what a submission may not say is 400 with a pointer, and the session stays open', async () => {
    const { call } = await open({}, 2);
    const wrong = [
      [[], '/data/documents'],
      [[[]], '/data/documents/0/pages'],
      [[[{ key: 'p9' }]], '/data/documents/0/pages/0/key'],
      [[[{ key: 'p1' }, { key: 'p1' }]], '/data/documents/0/pages/1/key'],
      [[[{ key: 'p1', mode: 'sepia' }]], '/data/documents/0/pages/0/mode'],
      [[[{ key: 'p1', more: 1 }]], '/data/documents/0/pages/0'],
      [
        [
          [
            {
              key: 'p1',
              quad: [
                [0, 0],
                [1, 1],
                [2, 2],
                [3, 3],
              ],
            },
          ],
        ],
        '/data/documents/0/pages/0',
      ],
      [[[{ key: 'p1' }], [{ key: 'p2' }]], '/data/documents/1'],
    ];
    for (const [documents, pointer] of wrong) await assertProblem(await submit(call, documents), 400, { pointer });
    await json(await submit(call, [[{ key: 'p2', quad: null }]]));
  });

  test('black and white pages are G4 in a PDF and PNG as an image; image_type png makes all PNG', async () => {
    const bw = async (more) => {
      const { id, call } = await open(more);
      await json(await submit(call, [[{ key: 'p1', quad: null, mode: more.mode ?? 'bw', rotation: 0 }]]));
      return (await files(s, await get(id)))[0];
    };
    const pdf = await bw({});
    assert.deepEqual(
      pdf.images.map((image) => image.coding),
      ['ccitt'],
    );
    assert.equal((await bw({ output_format: 'images' })).type, 'image/png');
    const png = await open({ output_format: 'images', options: { image_type: 'png' } });
    await json(await submit(png.call, [[{ key: 'p1', quad: null, mode: 'color' }]]));
    assert.equal((await files(s, await get(png.id)))[0].type, 'image/png');
  });

  test('page a4 and letter are those sheets', async () => {
    for (const [paper, sizes] of [
      ['a4', [595, 842]],
      ['letter', [612, 792]],
    ]) {
      const { id, call } = await open({ options: { page: paper } });
      await json(await submit(call, [[{ key: 'p1', quad: null }]]));
      const [file] = await files(s, await get(id));
      assert.deepEqual([...file.size].sort((a, b) => a - b).map(Math.round), sizes);
    }
  });

  test('an option that is not there is 400: OCR in a language that nobody has', async () => {
    const answer = await s.api('/api/v1/sessions', { json: { action_type: 'scan', options: { ocr: 'tlh' } } });
    await assertProblem(answer, 400, { pointer: '/options/ocr' });
  });

  test('quality block refuses a page that can hardly be read, however it came; warn does not', async () => {
    for (const quality of ['block', 'warn']) {
      const { id, call } = await open({ options: { quality } }, 0);
      const { info } = await json(await call('PUT', '/files/d0-p0', { body: dark }));
      assert.equal(info.quality.verdict, 'bad');
      if (quality === 'block') {
        await assertProblem(await submit(call, [[{ key: 'd0-p0' }]]), 400, { pointer: '/data/documents/0/pages/0' });
        await assertProblem(await finalize(s, id), 400, { pointer: '/files/d0-p0' });
        await json(await call('PUT', '/files/d0-p0', { body: page() }));
      }
      await json(await submit(call, [[{ key: 'd0-p0' }]]));
    }
  });

  test('the backend renders a page of the result anew, which changes nothing stored', async () => {
    for (const output_format of ['pdf', 'images']) {
      const { id, call, infos } = await open({ output_format, document_mode: 'multi' }, 2);
      const render = (args) => s.api(`/api/v1/sessions/${id}/do/render`, { json: args });
      await assertProblem(await render({ document: 0, page: 0 }), 409);
      await json(await submit(call, [[{ key: 'p2', quad: null, mode: 'gray' }], [{ key: 'p1', quad: null, mode: 'gray', rotation: 90 }]]));
      const before = await get(id);

      const same = await render({ document: 1, page: 0 });
      const stored = await files(s, before);
      const { bytes, type } = stored[1];
      assert.equal(same.headers.get('content-type'), type);
      assert.ok(Buffer.from(await same.arrayBuffer()).equals(bytes), 'the same parameters give the same file');

      const cropped = await render({ document: 1, page: 0, quad: quadOf(infos[0]), mode: 'bw', rotation: 0 });
      assert.equal(JSON.parse(cropped.headers.get('baton-reply')).mode, 'bw');
      const made = look(Buffer.from(await cropped.arrayBuffer()), cropped.headers.get('content-type'));
      assert.equal(made.type, output_format === 'pdf' ? 'application/pdf' : 'image/png');
      if (output_format === 'pdf') assert.deepEqual([made.pages, made.sound], [1, true]);
      assert.deepEqual(await get(id), before);

      await assertProblem(await render({ document: 2, page: 0 }), 400, { pointer: '/document' });
      await assertProblem(await render({ page: 0 }), 400, { pointer: '/document' });
      await assertProblem(await render({ document: 0 }), 400, { pointer: '/page' });
      await assertProblem(await render({ document: 0, page: 1 }), 400, { pointer: '/page' });
      await assertProblem(await s.api(`/api/v1/sessions/${id}/do/preview`, { json: { key: 'p1' } }), 404);
      await assertProblem(await s.api(`/api/v1/sessions/${id}/do/render`, { json: {}, key: s.otherKey }), 404);
    }
  });

  test('pages that came through the form are rendered anew too', async () => {
    const { id, call } = await open({}, 0);
    await json(await call('PUT', '/files/d0-p4', { body: page() }));
    await json(await call('POST', '/submit'));
    const answer = await s.api(`/api/v1/sessions/${id}/do/render`, { json: { document: 0, page: 0, mode: 'photo' } });
    assert.equal(JSON.parse(answer.headers.get('baton-reply')).mode, 'photo');
  });
});
