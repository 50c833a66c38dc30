import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { PNG } from 'pngjs';
import { download, drawn, handwriting, inkBox, mask, overlap, run, saved } from './ink.mjs';
import { startServer } from './launch.mjs';
import { device, item, opened, post } from './phone.mjs';
import { jpeg, png, readJpeg, readPng } from './pictures.mjs';
import { assertProblem } from './problem.mjs';

const types = { svg: 'image/svg+xml', png: 'image/png', jpg: 'image/jpeg', pdf: 'application/pdf' };
const magic = { svg: /^<svg /, png: /^\x89PNG\r\n\x1a\n/, jpg: /^\xff\xd8\xff/, pdf: /^%PDF-1\.\d/ };

describe('signature', () => {
  let s;
  before(async () => (s = await startServer()));
  after(() => s?.stop());

  /// Submits `data` as the page does; the answer, and how to reach the session.
  async function sign(data, { output_format = 'svg', ...more } = {}) {
    const session = await opened(s, { action_type: 'signature', output_format, ...more });
    const phone = device(s, session.id);
    return { session, phone, answer: await phone('POST', '/submit', { body: { data } }) };
  }

  async function items(session) {
    const answer = await s.api(`/api/v1/sessions/${session.id}/result`);
    assert.equal(answer.status, 200);
    return (await answer.json()).items;
  }

  /// The one file that a signature becomes.
  async function signed(data, more) {
    const { session, answer } = await sign(data, more);
    assert.equal(answer.status, 200, await answer.clone().text());
    const [first] = await items(session);
    return { item: first, bytes: await download(s, first) };
  }

  async function refused(data, status, pointer, more) {
    const { session, answer } = await sign(data, more);
    const problem = await assertProblem(answer, status, { pointer });
    assert.notEqual((await (await s.api(`/api/v1/sessions/${session.id}`)).json()).status, 'completed');
    return problem;
  }

  for (const [format, type] of Object.entries(types)) {
    test(`what was drawn becomes ${format}: type, extension and magic bytes agree`, async () => {
      const made = await signed(drawn(handwriting()), { output_format: format });
      assert.equal(made.item.content_type, type);
      assert.equal(made.item.filename, `signature.${format}`);
      assert.match(made.bytes.subarray(0, 8).toString('latin1'), magic[format]);
    });
  }

  test('the four formats overlay within 1 % of the width', async () => {
    const masks = [];
    for (const format of Object.keys(types))
      masks.push(await mask(s, format, (await signed(drawn(handwriting()), { output_format: format })).bytes));
    const [first, ...others] = masks;
    for (const other of others) {
      assert.ok(Math.abs(first.height - other.height) <= 2, 'the same shape');
      const [a, b] = [inkBox(first), inkBox(other)];
      for (const side of Object.keys(a)) assert.ok(Math.abs(a[side] - b[side]) < 0.01, side);
      assert.ok(overlap(first, other) > 0.97, `overlap ${overlap(first, other)}`);
    }
  });

  test('trimmed to the ink plus 5 %', async () => {
    for (const format of Object.keys(types)) {
      const made = await mask(s, format, (await signed(drawn(handwriting()), { output_format: format })).bytes);
      const box = inkBox(made);
      const height = made.height / made.width;
      for (const margin of [box.left, 1 - box.right, box.top, height - box.bottom])
        assert.ok(margin > 0.035 && margin < 0.055, `${format}: ${margin}`);
    }
  });

  test('an svg has svg, g and path elements, numbers and colours', async () => {
    const svg = (await signed(drawn(handwriting()))).bytes.toString();
    assert.deepEqual(
      [...new Set([...svg.matchAll(/<([^\s/>]+)/g)].map(([, name]) => name))].filter((name) => !['svg', 'g', 'path'].includes(name)),
      [],
    );
    assert.match(
      svg,
      /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="[\d.]+" height="[\d.]+" viewBox="0 0 [\d.]+ [\d.]+">\n(<path fill="#14285a" d="[Mlcz\d. -]+"\/>\n)+<\/svg>\n$/,
    );
  });

  test('a pdf is paths: no text, no pictures, and qpdf finds nothing wrong', async () => {
    const path = saved((await signed(drawn(handwriting()), { output_format: 'pdf' })).bytes, 'signature.pdf');
    assert.equal(run('pdftotext', path, '-').stdout.trim(), '');
    assert.equal(run('pdfimages', '-list', path).stdout.trim().split('\n').length, 2, 'only the heading');
    const check = run('qpdf', '--check', path);
    assert.equal(check.status, 0, check.stdout + check.stderr);
  });

  test('a png is transparent, a jpg lies on the background, both at least 600 px wide', async () => {
    const png = readPng((await signed(drawn(handwriting()), { output_format: 'png' })).bytes);
    assert.ok(png.width >= 600);
    assert.equal(png.data[3], 0);
    const partly = png.data.filter((value, i) => i % 4 === 3 && value > 0 && value < 255).length;
    assert.ok(partly > 1000, 'edges are smooth');
    const flat = await signed(
      drawn([
        [
          [10, 10, 0, 0.5],
          [250, 10, 400, 0.5],
        ],
      ]),
      { output_format: 'jpg', options: { background: '#ffff00' } },
    );
    assert.ok(readJpeg(flat.bytes).width >= 600);
    const tall = await signed(
      drawn([
        [
          [10, 10, 0, 0.5],
          [10, 250, 400, 0.5],
        ],
      ]),
      { output_format: 'png' },
    );
    assert.ok(readPng(tall.bytes).width >= 600);
  });

  test('a typed name is outlines, in every format', async () => {
    for (const format of Object.keys(types)) {
      const { item: made, bytes } = await signed({ method: 'type', text: 'Anna Müller', face: 'dancing' }, { output_format: format });
      assert.equal(made.content_type, types[format]);
      const box = inkBox(await mask(s, format, bytes));
      assert.ok(box.right - box.left > 0.85, format);
    }
    const path = saved((await signed({ method: 'type', text: 'Anna', face: 'caveat' }, { output_format: 'pdf' })).bytes, 'typed.pdf');
    assert.equal(run('pdftotext', path, '-').stdout.trim(), '');
    await refused({ method: 'type', text: 'Anna', face: 'gothic' }, 400, '/data/face');
  });

  test('options.ink and options.background are the colours', async () => {
    const svg = (await signed(drawn(handwriting()), { options: { ink: '#a01020' } })).bytes.toString();
    assert.match(svg, /fill="#a01020"/);
    const plain = await signed(drawn(handwriting()), { output_format: 'jpg' });
    const yellow = await signed(drawn(handwriting()), { output_format: 'jpg', options: { background: '#ffff00' } });
    assert.ok(!plain.bytes.equals(yellow.bytes));
    for (const options of [{ ink: 'red' }, { background: '#fff' }]) {
      const answer = await s.api('/api/v1/sessions', { json: { action_type: 'signature', output_format: 'svg', options } });
      const { errors } = await assertProblem(answer, 400, { pointer: `/options/${Object.keys(options)[0]}` });
      assert.equal(errors[0].code, 'format');
    }
  });

  test('options.strokes adds the raw strokes as JSON', async () => {
    const strokes = [
      [
        [10, 20.5, 0, 0.5],
        [150, 31, 40, 0.625],
      ],
      [[5, 5, 90, 1]],
    ];
    const { session, answer } = await sign(drawn(strokes), { options: { strokes: true } });
    assert.equal(answer.status, 200);
    const [, second] = await items(session);
    assert.equal(second.content_type, 'application/json');
    assert.equal(second.filename, 'strokes.json');
    assert.deepEqual(JSON.parse((await download(s, second)).toString()), {
      version: 1,
      canvas: { width: 358, height: 220 },
      strokes: strokes.map((points) => ({ points })),
    });
    const without = await sign(drawn(strokes));
    assert.equal((await items(without.session)).length, 1);
  });

  test('a dot or a tap is refused unless options.min_ink allows it', async () => {
    const tap = drawn([
      [
        [100, 100, 0, 0.5],
        [101, 100, 30, 0.5],
      ],
    ]);
    const problem = await refused(tap, 400, '/data/strokes');
    assert.match(problem.detail, /too little/);
    await refused(drawn(handwriting()), 400, '/data/strokes', { options: { min_ink: 2000 } });
    await signed(tap, { options: { min_ink: 0 } });
    await refused(drawn([]), 400, '/data/strokes', { options: { min_ink: 0 } });
  });

  test('what the page may not say is 400 with a pointer, and the session stays open', async () => {
    const canvas = { width: 358, height: 220 };
    const cases = [
      [{ method: 'sing' }, '/data/method'],
      [{ method: 'draw', canvas, strokes: [[1, 2, 3]] }, '/data/strokes/0'],
      [{ method: 'draw', canvas, strokes: [[0, 0, 0, 1001]] }, '/data/strokes/0/0'],
      [{ method: 'draw', canvas, strokes: [[0, 0, 0, 0.5]] }, '/data/strokes/0/3'],
      [{ method: 'draw', canvas: { width: 0, height: 1 }, strokes: [] }, '/data/canvas/width'],
      [{ method: 'draw', canvas, strokes: [], extra: 1 }, '/data'],
      [{ method: 'type', text: '', face: 'dancing' }, '/data/text'],
      [{ method: 'upload' }, '/data/method'],
      [7, '/data'],
    ];
    for (const [data, pointer] of cases) await refused(data, 400, pointer);
  });

  test('50,000 points are taken and 50,001 are not', async () => {
    const many = (count) =>
      drawn([Array.from({ length: count }, (_, i) => [180 + 150 * Math.sin(i / 91), 100 + 90 * Math.cos(i / 77), i, 0.5])]);
    await signed(many(50_000));
    await refused(many(50_001), 400, '/data/strokes/0');
  });

  test('options.methods is obeyed by submit and by upload', async () => {
    const line = drawn(handwriting());
    await refused(line, 403, undefined, { options: { methods: ['type', 'upload'] } });
    await refused({ method: 'type', text: 'Anna', face: 'dancing' }, 403, undefined, { options: { methods: ['draw'] } });
    const session = await opened(s, { action_type: 'signature', output_format: 'svg', options: { methods: ['draw'] } });
    await assertProblem(await device(s, session.id)('PUT', '/files/signature', { body: jpeg }), 403);
  });

  /// What another front end's picture becomes.
  async function submitted(bytes, output_format, options) {
    const session = await opened(s, { action_type: 'signature', output_format, ...(options ? { options } : {}) });
    const answer = await post(s, session.id, { items: [item(bytes, { filename: 'mine.bin' })] });
    assert.equal(answer.status, 200, await answer.clone().text());
    const {
      items: [first],
    } = await answer.json();
    assert.equal(first.content_type, types[output_format]);
    assert.equal(first.filename, `mine.${output_format}`);
    return download(s, first);
  }

  test('POST /result with PNG, JPEG or SVG works for every format, and shows the same ink', async () => {
    const paths = (await signed(drawn(handwriting()))).bytes;
    const original = await mask(s, 'svg', paths);
    const sources = { svg: paths };
    for (const format of ['png', 'jpg']) sources[format] = (await signed(drawn(handwriting()), { output_format: format })).bytes;
    for (const [source, bytes] of Object.entries(sources)) {
      for (const format of Object.keys(types)) {
        const made = await mask(s, format, await submitted(bytes, format));
        const [a, b] = [inkBox(original), inkBox(made)];
        for (const side of Object.keys(a))
          assert.ok(Math.abs(a[side] - b[side]) < 0.01, `${source} to ${format}: ${side} ${a[side]} ${b[side]}`);
        assert.ok(overlap(original, made) > 0.85, `${source} to ${format}: ${overlap(original, made)}`);
      }
    }
  });

  test('a picture becomes vectors in svg and pdf', async () => {
    const png = (await signed(drawn(handwriting()), { output_format: 'png' })).bytes;
    assert.match((await submitted(png, 'svg')).toString(), /^<svg [^>]*>\n(<path fill="#\w{6}" d="[Mlcz\d. -]+"\/>\n)+<\/svg>\n$/);
    const path = saved(await submitted(png, 'pdf'), 'traced.pdf');
    assert.equal(run('pdfimages', '-list', path).stdout.trim().split('\n').length, 2);
  });

  const curve = (stroke, d = 'M60,150 C120,20 200,280 260,150 S400,20 480,150') =>
    `<path fill="none" stroke="${stroke}" stroke-width="6" d="${d}"/>`;
  const picture = (...content) => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 300">${content.join('')}</svg>`);

  test('white ink of a dark pad becomes the ink of the session, in every format', async () => {
    const whitened = readPng((await signed(drawn(handwriting()), { output_format: 'png' })).bytes);
    for (let at = 0; at < whitened.data.length; ++at) if (at % 4 < 3) whitened.data[at] = 255;
    const cases = [
      [picture(curve('white')), picture(curve('black'))],
      [picture(curve('#fffffe'), curve('black', 'M60,260 H520')), picture(curve('black'), curve('black', 'M60,260 H520'))],
      [PNG.sync.write(whitened), (await signed(drawn(handwriting()), { output_format: 'png' })).bytes],
    ];
    for (const [unseen, seen] of cases) {
      for (const format of Object.keys(types)) {
        const [made, expected] = [
          await mask(s, format, await submitted(unseen, format)),
          await mask(s, format, await submitted(seen, format)),
        ];
        assert.ok(overlap(made, expected) > 0.97, `${format}: ${overlap(made, expected)}`);
      }
    }
    assert.match((await submitted(picture(curve('white')), 'svg', { ink: '#a01020' })).toString(), /fill="#a01020"/);
    assert.match((await submitted(picture(curve('white')), 'svg', { ink: '#ffffff' })).toString(), /fill="#000000"/);
    assert.match((await submitted(picture(curve('white')), 'svg', { background: '#000000' })).toString(), /fill="#ffffff"/);
    assert.match((await submitted(picture(curve('#00a0a0')), 'svg', { ink: '#a01020' })).toString(), /fill="#00a0a0"/);
  });

  test('ink is kept wherever it shows, and nothing that was drawn becomes an empty picture', async () => {
    const options = (ink, background) => ({ options: { ink, background } });
    const svg = async (more) => (await signed(drawn(handwriting()), more)).bytes.toString();
    assert.match(await svg(options('#ffffff', '#000000')), /fill="#ffffff"/);
    assert.match(await svg(options('#ffffff', '#ffffff')), /fill="#000000"/);
    assert.match(await svg(options('#000000', '#101010')), /fill="#ffffff"/);
  });

  test('an SVG that would come out differently, or has nothing to be seen, is refused', async () => {
    const refusal = async (bytes, status) => {
      const session = await opened(s, { action_type: 'signature', output_format: 'jpg', options: { min_ink: 0 } });
      return assertProblem(await post(s, session.id, { items: [item(bytes)] }), status);
    };
    assert.match((await refusal(picture(curve('black'), '<text x="9" y="90">name</text>'), 415)).detail, /it has text/);
    assert.match((await refusal(picture('<g filter="url(#f)">', curve('black'), '</g>'), 415)).detail, /filters/);
    await refusal(picture(curve('black'), '<path fill="white" d="M50 0H500V290H50Z"/>'), 400);
    await refusal(picture('<path d="M0 0H1e-305V1e-305Z"/>'), 400);
    await refusal(
      picture(...Array.from({ length: 250 }, (_, i) => `<path fill="#0000${(16 + (i % 200)).toString(16)}" d="M0 1H500V290Z"/>`)),
      413,
    );
  });

  test('POST /result obeys options.methods: an SVG or a PNG counts as drawn, a JPEG as a picture', async () => {
    const [svg, png, jpg] = await Promise.all(
      ['svg', 'png', 'jpg'].map(async (format) => (await signed(drawn(handwriting()), { output_format: format })).bytes),
    );
    const answers = async (bytes, methods) => {
      const session = await opened(s, { action_type: 'signature', output_format: 'png', options: { methods } });
      return post(s, session.id, { items: [item(bytes)] });
    };
    for (const bytes of [svg, png]) assert.equal((await answers(bytes, ['draw'])).status, 200);
    const problem = await assertProblem(await answers(jpg, ['draw']), 403);
    assert.match(problem.detail, /allows only draw/);
    assert.equal((await answers(jpg, ['upload'])).status, 200);
    for (const bytes of [svg, png, jpg]) await assertProblem(await answers(bytes, ['type']), 403);
  });

  test('POST /result: blank pictures, dots and broken ones are refused', async () => {
    const refusal = async (bytes, status, options) => {
      const session = await opened(s, { action_type: 'signature', output_format: 'svg', ...(options ? { options } : {}) });
      return assertProblem(await post(s, session.id, { items: [item(bytes)] }), status);
    };
    const blank = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    assert.equal((await refusal(blank, 400, { min_ink: 0 })).errors[0].pointer, '/items/0/data');
    const dot = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"><circle cx="40" cy="40" r="5"/></svg>');
    assert.match((await refusal(dot, 400)).detail, /too little/);
    await refusal(png(60, 40, { alpha: 0 }).subarray(0, 60), 415);
    await refusal(Buffer.from('<svg><path'), 415);
    await refusal(Buffer.from('%PDF-1.7'), 415);
  });

  test('an uploaded picture is a signature, under its key', async () => {
    const picture = (await signed(drawn(handwriting()), { output_format: 'jpg' })).bytes;
    const session = await opened(s, { action_type: 'signature', output_format: 'pdf' });
    const phone = device(s, session.id);
    const put = await phone('PUT', '/files/signature', { body: picture });
    assert.equal(put.status, 200);
    const { width } = readJpeg(picture);
    const { info } = await put.json();
    assert.deepEqual([info.width, info.type], [width, 'image/jpeg']);
    assert.equal((await phone('POST', '/submit', { body: { data: { method: 'upload' } } })).status, 200);
    const [made] = await items(session);
    assert.equal(made.filename, 'signature.pdf');
    await assertProblem(
      await device(s, (await opened(s, { action_type: 'signature', output_format: 'pdf' })).id)('PUT', '/files/signature', {
        body: picture.subarray(0, 2000),
      }),
      415,
    );
  });

  test('unknown options and methods are 400 when the session is created', async () => {
    for (const [options, pointer] of [
      [{ methods: ['sing'] }, '/options/methods/0'],
      [{ methods: [] }, '/options/methods'],
      [{ min_ink: 2001 }, '/options/min_ink'],
      [{ colour: 1 }, '/options/colour'],
      [{ signer_name: 'x'.repeat(101) }, '/options/signer_name'],
    ]) {
      await assertProblem(await s.api('/api/v1/sessions', { json: { action_type: 'signature', output_format: 'png', options } }), 400, {
        pointer,
      });
    }
    await assertProblem(await s.api('/api/v1/sessions', { json: { action_type: 'signature' } }), 400, { pointer: '/output_format' });
  });
});
