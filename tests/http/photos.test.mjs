// Real pictures of every kind: see tests/data/photos. Their corners are red, green, blue, yellow (clockwise from top left).
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { binary, repo, startServer } from './launch.mjs';
import { completed, item, opened, submit } from './phone.mjs';
import { quadrants, readJpeg, readPng } from './pictures.mjs';
import { assertProblem } from './problem.mjs';

const folder = join(repo, 'tests', 'data', 'photos');
const names = existsSync(folder)
  ? readdirSync(folder)
      .filter((name) => /\.(jpe?g|png|webp|heic|avif)$/.test(name))
      .sort()
  : [];
const bad = /^(corrupt|truncated|bomb)/;
const colourless = /^(gray|cmyk|alpha|palette_alpha|animated)/;
const picture = (name) => readFileSync(join(folder, name));
const damaged = readFileSync(join(repo, 'tests', 'fuzz', 'corpus', 'convert', 'finding-unwritten-pixels'));

/// Names of the corners' colours, clockwise from the top left.
function corners({ width, height, data }) {
  const inset = Math.round(Math.min(width, height) / 20);
  return [
    [inset, inset],
    [width - inset, inset],
    [width - inset, height - inset],
    [inset, height - inset],
  ].map(([x, y]) => {
    const pixel = data.subarray((y * width + x) * 4, (y * width + x) * 4 + 3);
    const near = ([, colour]) => colour.every((value, channel) => Math.abs(value - pixel[channel]) < 70);
    return Object.entries(quadrants).find(near)?.[0] ?? `(${pixel.join()})`;
  });
}

describe('photos', { skip: names.length ? false : 'tests/data/photos is not here' }, () => {
  let s;
  before(async () => (s = await startServer()));
  after(() => s?.stop());

  async function result(name, output_format, options) {
    const { items } = await completed(s, { output_format, ...(options ? { options } : {}) }, picture(name));
    const answer = await s.api(`/api/v1/downloads/${items[0].download_id}`);
    return Buffer.from(await answer.arrayBuffer());
  }

  for (const name of names.filter((each) => !bad.test(each) && !colourless.test(each))) {
    test(`every good picture is taken and upright: ${name}`, async () => {
      const made = readPng(await result(name, 'png'));
      assert.deepEqual(corners(made), ['red', 'green', 'blue', 'yellow']);
      assert.ok(made.width > made.height, `${made.width} × ${made.height}`);
      const coded = readJpeg(await result(name, 'jpg'));
      assert.deepEqual([coded.width, coded.height], [made.width, made.height]);
    });
  }

  test('pictures without colour are taken', async () => {
    for (const name of names.filter((each) => colourless.test(each))) {
      for (const format of ['jpg', 'png', 'pdf']) assert.ok((await result(name, format)).length > 100, `${name} as ${format}`);
    }
  });

  // ThreadSanitizer brings an allocator of its own, which fills nothing.
  const unfilled = binary.includes('/tsan/') && 'memory is not filled in a build with ThreadSanitizer';
  test('a damaged picture shows nothing of the pictures before it', { skip: unfilled }, async () => {
    const single = await startServer({ env: { WORKERS: '1' } });
    try {
      const made = [];
      // Its decoder leaves parts of the picture as they were in memory; other pictures have been there in between.
      for (const name of ['rgb.jpg', 'upright_6.jpg', 'alpha.png', 'rgb16.png']) {
        await completed(single, { output_format: 'png' }, picture(name));
        const { items } = await completed(single, { output_format: 'png' }, damaged);
        made.push(Buffer.from(await (await single.api(`/api/v1/downloads/${items[0].download_id}`)).arrayBuffer()));
      }
      for (const each of made) assert.ok(each.equals(made[0]));
    } finally {
      await single.stop();
    }
  });

  test('nothing private is left, in any format', async () => {
    for (const name of names.filter((each) => /^(upright|odd|progressive|fullchroma|private|exif)/.test(each))) {
      for (const format of ['jpg', 'png', 'pdf']) {
        const bytes = await result(name, format);
        for (const trace of ['Test camera', 'Private', 'Exif\0\0', 'ns.adobe.com/xap', 'Photoshop 3.0', '2024:05:06'])
          assert.ok(!bytes.includes(trace), `${trace} in ${name} as ${format}`);
      }
    }
  });

  test('options.keep_metadata keeps the camera but not the orientation twice', async () => {
    const bytes = await result('upright_6.jpg', 'jpg', { keep_metadata: true });
    assert.ok(bytes.includes('Test camera'));
    const { width, height } = readJpeg(bytes);
    assert.ok(width > height, 'upright in pixels');
    const again = await completed(s, { output_format: 'png' }, bytes);
    const answer = await s.api(`/api/v1/downloads/${again.items[0].download_id}`);
    assert.deepEqual(corners(readPng(Buffer.from(await answer.arrayBuffer()))), ['red', 'green', 'blue', 'yellow']);
  });

  test('an ICC profile stays', async () => {
    assert.ok((await result('icc.jpg', 'jpg')).includes('ICC_PROFILE'));
    assert.ok((await result('icc.jpg', 'png')).includes('iCCP'));
  });

  test('every bad picture is refused and the session stays open', async () => {
    const { id } = await opened(s);
    for (const name of names.filter((each) => bad.test(each))) {
      await assertProblem(await submit(s, id, item(picture(name))), /^bomb/.test(name) ? 413 : 415);
    }
    assert.equal((await submit(s, id, item(picture('upright_1.jpg')))).status, 200);
  });

  test('options.page centres the picture on paper', async () => {
    for (const [page, long, short] of [
      ['a4', 842, 595],
      ['letter', 792, 612],
    ]) {
      const text = (await result('upright_1.jpg', 'pdf', { page })).toString('latin1');
      const box = /\/MediaBox\s*\[\s*([\d.\s]+)\]/.exec(text)[1].trim().split(/\s+/).map(Number);
      const sides = [box[2] - box[0], box[3] - box[1]].sort((a, b) => b - a);
      assert.ok(Math.abs(sides[0] - long) < 1.5 && Math.abs(sides[1] - short) < 1.5, `${page}: ${sides}`);
    }
  });

  test('options.max_px bounds the longest side, and bad values are 400', async () => {
    const made = readJpeg(await result('upright_6.jpg', 'jpg', { max_px: 100 }));
    assert.equal(Math.max(made.width, made.height), 100);
    for (const [name, value] of [
      ['max_px', 0],
      ['max_px', 'big'],
      ['max_px', 1.5],
      ['quality', 0],
      ['quality', 101],
      ['page', 'a3'],
      ['keep_metadata', 'yes'],
    ]) {
      const answer = await s.api('/api/v1/sessions', { json: { action_type: 'photo', output_format: 'jpg', options: { [name]: value } } });
      await assertProblem(answer, 400, { pointer: `/options/${name}` });
    }
  });
});
