// Submitted SVGs become what the browser shows of them: tests/data/signatures/svg.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { repo, startServer } from '../http/launch.mjs';
import { item, opened, post } from '../http/phone.mjs';
import { startBrowser } from './phone.mjs';

// What may differ, as a share of all ink: edges are smoothed in another way. A lost stroke or a filled shape is far more.
const tolerance = 0.2;

const folder = join(repo, 'tests', 'data', 'signatures', 'svg');
const files = readdirSync(folder).filter((name) => name.endsWith('.svg'));

let s;
let browser;
let page;
before(async () => {
  s = await startServer();
  browser = await startBrowser();
  page = await browser.newPage();
});
after(async () => {
  await browser?.close();
  s?.stop();
});

async function asPng(svg) {
  const session = await opened(s, { action_type: 'signature', output_format: 'png', options: { min_ink: 0 } });
  const answer = await post(s, session.id, { items: [item(svg)] });
  assert.equal(answer.status, 200, await answer.clone().text());
  const [made] = (await answer.json()).items;
  const file = await s.api(`/api/v1/downloads/${made.download_id}`);
  return Buffer.from(await file.arrayBuffer());
}

const asUrl = (bytes, type) => `data:${type};base64,${bytes.toString('base64')}`;

/// Both pictures on white, cut to their ink and laid on each other: how much differs, as a share of all ink.
const difference = (one, other) =>
  page.evaluate(
    async (urls) => {
      const wide = 400;
      const painted = (image, width, height, [x, y, w, h]) => {
        const canvas = new OffscreenCanvas(width, height);
        const context = canvas.getContext('2d', { willReadFrequently: true });
        context.fillStyle = '#fff';
        context.fillRect(0, 0, width, height);
        context.imageSmoothingQuality = 'high';
        context.drawImage(image, x, y, w, h, 0, 0, width, height);
        return { canvas, data: context.getImageData(0, 0, width, height).data };
      };
      const inkBox = ({ canvas: { width, height }, data }) => {
        let [left, top, right, bottom] = [width, height, 0, 0];
        for (let at = 0; at < data.length; at += 4) {
          if (data[at] + data[at + 1] + data[at + 2] > 700) continue;
          const [x, y] = [(at / 4) % width, Math.floor(at / 4 / width)];
          [left, top, right, bottom] = [Math.min(left, x), Math.min(top, y), Math.max(right, x + 1), Math.max(bottom, y + 1)];
        }
        return [left, top, right - left, bottom - top];
      };
      const cut = [];
      for (const url of urls) {
        const image = new Image();
        image.src = url;
        await image.decode();
        // In its own size: pens of a fixed width do not grow with the picture.
        const whole = painted(image, image.width, image.height, [0, 0, image.width, image.height]);
        cut.push([whole.canvas, inkBox(whole)]);
      }
      const high = Math.round((wide * cut[1][1][3]) / cut[1][1][2]);
      const [a, b] = cut.map(([canvas, box]) => painted(canvas, wide, high, box).data);
      let [differs, ink] = [0, 0];
      for (let at = 0; at < a.length; ++at) {
        if (at % 4 === 3) continue;
        differs += Math.abs(a[at] - b[at]);
        ink += 255 - Math.min(a[at], b[at]);
      }
      return differs / ink;
    },
    [one, other],
  );

test('there are enough of them', () => assert.ok(files.length >= 20));

for (const name of files) {
  test(`${name} comes out as the browser shows it`, async () => {
    const svg = readFileSync(join(folder, name));
    const differs = await difference(asUrl(await asPng(svg), 'image/png'), asUrl(svg, 'image/svg+xml'));
    assert.ok(differs < tolerance, `${(100 * differs).toFixed(1)} % differs`);
  });
}

test('a lost stroke and a filled shape are far beyond the tolerance', async () => {
  const svg = readFileSync(join(folder, 'hsl.svg'), 'utf8');
  const made = asUrl(await asPng(Buffer.from(svg)), 'image/png');
  const wrong = [svg.replace(/<path[^>]*stroke="black"[^>]*>/, ''), svg.replace('fill="none"', '')];
  for (const text of wrong) assert.ok((await difference(made, asUrl(Buffer.from(text), 'image/svg+xml'))) > 3 * tolerance);
});
