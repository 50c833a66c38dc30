import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import jsqr from 'jsqr';
import { startServer } from './launch.mjs';
import { readPng } from './pictures.mjs';
import { assertProblem } from './problem.mjs';

describe('qr', () => {
  let s, session;
  before(async () => {
    s = await startServer();
    session = await s.createSession();
  });
  after(() => s?.stop());

  const qr = (end) => s.api(`/api/v1/sessions/${session.id}/${end}`);

  async function picture(size) {
    const answer = await qr(`qr.png${size === undefined ? '' : `?size=${size}`}`);
    assert.equal(answer.status, 200, `size ${size}`);
    assert.equal(answer.headers.get('content-type'), 'image/png');
    return readPng(Buffer.from(await answer.arrayBuffer()));
  }

  /// Dark modules and the geometry of a picture, from the decoder's version.
  function grid(image, version) {
    const dark = (x, y) => image.data[(y * image.width + x) * 4] < 128;
    let first = 0;
    while (!Array.from({ length: image.width }, (_, x) => dark(x, first)).some(Boolean)) ++first;
    const modules = 17 + 4 * version;
    let left = 0;
    while (!dark(left, first)) ++left;
    let right = image.width - 1;
    while (!dark(right, first)) --right;
    const scale = (right - left + 1) / modules;
    return {
      margin: { top: first, left, right: image.width - 1 - right },
      scale,
      dark: (column, row) => dark(Math.floor(left + (column + 0.5) * scale), Math.floor(first + (row + 0.5) * scale)),
    };
  }

  test('the picture is exactly the asked square and holds the session URL', async () => {
    for (const size of [128, 200, 255, 256, 300, 512, 777, 1024, 2048]) {
      const image = await picture(size);
      assert.equal(image.width, size);
      assert.equal(image.height, size);
      const found = jsqr(new Uint8ClampedArray(image.data), size, size);
      assert.equal(found?.data, session.url, `size ${size}`);
    }
  });

  test('the smallest size is a square of 64', async () => {
    const image = await picture(64);
    assert.deepEqual([image.width, image.height], [64, 64]);
  });

  test('the default size is 256', async () => {
    const image = await picture();
    assert.deepEqual([image.width, image.height], [256, 256]);
    assert.equal(jsqr(new Uint8ClampedArray(image.data), 256, 256)?.data, session.url);
  });

  test('error correction is M and the quiet zone 4 modules', async () => {
    const image = await picture(1024);
    const { version } = jsqr(new Uint8ClampedArray(image.data), 1024, 1024);
    const { margin, scale, dark } = grid(image, version);
    for (const side of Object.values(margin)) assert.ok(side >= 4 * scale - 1, JSON.stringify({ margin, scale }));
    assert.deepEqual([dark(0, 8), dark(1, 8)], [true, false], 'the level bits of the format information (M, masked)');
  });

  test('a size that is no integer or outside 64…2048 is 400', async () => {
    for (const size of ['63', '2049', '0', '-256', 'abc', '', '256.5', '256px', '1e3', '99999999999999999999', '0x100', '%20256', '+256']) {
      await assertProblem(await qr(`qr.png?size=${size}`), 400);
    }
  });

  test('the SVG is a square drawing with a quiet zone and no script', async () => {
    const answer = await qr('qr.svg');
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('content-type'), /^image\/svg\+xml/);
    const svg = await answer.text();
    assert.match(svg, /<svg[^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg);
    assert.equal(width, height);
    assert.equal((Number(width) - 8 - 17) % 4, 0, `${width} modules with a quiet zone of 4`);
    assert.doesNotMatch(svg, /<script|\son\w+=/i);
  });

  test('an unknown session has no QR code', async () => {
    for (const end of ['qr.svg', 'qr.png'])
      await assertProblem(await s.api(`/api/v1/sessions/3b241101-e2bb-4255-8caf-4136c566a962/${end}`), 404);
  });
});
