import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startServer } from './launch.mjs';
import { completed, item, opened, submit } from './phone.mjs';
import { exifJpeg, jpeg, png, quadrantNames, readJpeg, readPng, webp } from './pictures.mjs';

describe('photo', () => {
  let s;
  before(async () => (s = await startServer()));
  after(() => s?.stop());

  async function result(output_format, bytes, more = {}) {
    const { items } = await completed(s, { output_format, ...more }, bytes);
    const answer = await s.api(`/api/v1/downloads/${items[0].download_id}`);
    assert.equal(answer.headers.get('content-type'), items[0].content_type);
    return { item: items[0], bytes: Buffer.from(await answer.arrayBuffer()) };
  }

  const formats = {
    jpg: ['image/jpeg', /^\xff\xd8\xff/],
    png: ['image/png', /^\x89PNG\r\n\x1a\n/],
    pdf: ['application/pdf', /^%PDF-1\.\d/],
  };
  for (const [format, [type, magic]] of Object.entries(formats)) {
    test(`${format} is always ${format}: type, extension and magic bytes agree`, async () => {
      for (const input of [jpeg, png(), png(20, 30, { alpha: 0 }), webp, exifJpeg(6)]) {
        const made = await result(format, input);
        assert.equal(made.item.content_type, type);
        assert.match(made.item.filename, new RegExp(`\\.${format}$`));
        assert.match(made.bytes.subarray(0, 8).toString('latin1'), magic);
      }
    });
  }

  // The same stored pixels, upright for each orientation: names left to right, top to bottom.
  const upright = {
    1: ['red', 'green', 'blue', 'yellow'],
    2: ['green', 'red', 'yellow', 'blue'],
    3: ['yellow', 'blue', 'green', 'red'],
    4: ['blue', 'yellow', 'red', 'green'],
    5: ['red', 'blue', 'green', 'yellow'],
    6: ['blue', 'red', 'yellow', 'green'],
    7: ['yellow', 'green', 'blue', 'red'],
    8: ['green', 'yellow', 'red', 'blue'],
  };
  for (const [orientation, names] of Object.entries(upright)) {
    test(`EXIF orientation ${orientation} is upright in pixels`, async () => {
      const { bytes } = await result('png', exifJpeg(Number(orientation)));
      const made = readPng(bytes);
      assert.deepEqual([made.width, made.height], orientation > 4 ? [32, 48] : [48, 32]);
      assert.deepEqual(quadrantNames(made), names);
      const turned = readJpeg((await result('jpg', exifJpeg(Number(orientation)))).bytes);
      assert.deepEqual([turned.width, turned.height], [made.width, made.height]);
    });
  }

  test('no EXIF, GPS, XMP or IPTC is left, in any format', async () => {
    const xmp = Buffer.from('http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>SpyCam9000</x:xmpmeta>');
    const segment = (marker, data) => Buffer.concat([Buffer.from([0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 0xff]), data]);
    const source = exifJpeg(1);
    const full = Buffer.concat([
      source.subarray(0, 2),
      segment(0xe1, xmp),
      segment(0xed, Buffer.from('Photoshop 3.0\x008BIM SpyCam9000')),
      segment(0xfe, Buffer.from('SpyCam9000 comment')),
      source.subarray(2),
    ]);
    for (const format of ['jpg', 'png', 'pdf']) {
      const { bytes } = await result(format, full);
      for (const trace of ['SpyCam9000', 'Exif\0', 'xpacket', 'Photoshop 3.0']) assert.ok(!bytes.includes(trace), `${trace} in ${format}`);
    }
    const { segments } = readJpeg((await result('jpg', full)).bytes);
    assert.deepEqual(
      segments.filter(({ marker }) => [0xe1, 0xed, 0xfe].includes(marker)),
      [],
    );
    const { bytes } = await result('png', full);
    for (const chunk of ['eXIf', 'tEXt', 'iTXt', 'zTXt']) assert.ok(!bytes.includes(chunk), chunk);
  });

  test('options.keep_metadata keeps it', async () => {
    const { bytes } = await result('jpg', exifJpeg(1), { options: { keep_metadata: true } });
    assert.ok(bytes.includes('SpyCam9000'));
  });

  test('transparency becomes white in jpg', async () => {
    const { bytes } = await result('jpg', png(64, 64, { alpha: 0 }));
    const session = await opened(s, { output_format: 'png' });
    const { items } = await (await submit(s, session.id, item(bytes))).json();
    const back = readPng(Buffer.from(await (await s.api(`/api/v1/downloads/${items[0].download_id}`)).arrayBuffer()));
    const at = (32 * 64 + 10) * 4;
    for (const value of back.data.subarray(at, at + 3)) assert.ok(value > 245, back.data.subarray(at, at + 3).join());
  });

  test("a PDF page has the picture's shape, at most 842 pt on its long side", async () => {
    for (const bytes of [exifJpeg(1), exifJpeg(6), png(1_200, 400)]) {
      const made = (await result('pdf', bytes)).bytes;
      const box = /\/MediaBox\s*\[\s*([\d.\s]+)\]/.exec(made.toString('latin1'))?.[1].trim().split(/\s+/).map(Number);
      assert.ok(box, 'a readable MediaBox');
      const [width, height] = [box[2] - box[0], box[3] - box[1]];
      const expected = bytes.length === png(1_200, 400).length ? 3 : made.includes('/Width 32') ? 32 / 48 : 48 / 32;
      assert.ok(Math.abs(width / height - expected) < 0.02, `${width} × ${height}`);
      assert.ok(Math.max(width, height) <= 842.5);
    }
  });
});
