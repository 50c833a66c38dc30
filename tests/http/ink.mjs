// Signatures as a phone draws them, and what is visible of the files that the server makes of them.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from './launch.mjs';
import { completed } from './phone.mjs';
import { readPng } from './pictures.mjs';

/// Strokes of [x, y, t, pressure] (CSS px, ms, 0…1) as they travel: integers, differences to the point before.
export function packed(strokes) {
  return strokes.map((points) => {
    const whole = points.map(([x, y, t, pressure]) => [Math.round(x * 10), Math.round(y * 10), Math.round(t), Math.round(pressure * 1000)]);
    return whole.flatMap((point, i) => (i === 0 ? point : point.map((value, part) => value - whole[i - 1][part])));
  });
}

/// A name of `count` points in four strokes with loops and cusps, and a dot; 300 px wide.
export function handwriting(count = 400) {
  const each = Math.floor((count - 1) / 4);
  let time = 0;
  const strokes = [0, 1, 2, 3].map((part) =>
    Array.from({ length: each }, (_, i) => {
      const at = part / 4 + (0.23 * i) / (each - 1);
      time += 8;
      return [
        300 * at + 14 * Math.sin(55 * at),
        60 + (30 - 12 * at) * Math.cos(47 * at) + 9 * Math.sin(131 * at) - 25 * at,
        time,
        0.35 + 0.3 * Math.abs(Math.sin(23 * at)),
      ];
    }),
  );
  return [...strokes, [[150, 10, time + 100, 0.5]]];
}

export const drawn = (strokes, canvas = { width: 358, height: 220 }) => ({ method: 'draw', canvas, strokes: packed(strokes) });

/// The subset of SVG that the action writes, as a PDF of the same size: an independent renderer can then show it.
function svgToPdf(svg) {
  const [, width, height] = /viewBox="0 0 (\S+) (\S+)"/.exec(svg);
  let content = `1 0 0 -1 0 ${height} cm\n`;
  for (const [, fill, d] of svg.matchAll(/<path fill="#(\w{6})" d="([^"]*)"\/>/g)) {
    content += `${[0, 2, 4].map((i) => parseInt(fill.slice(i, i + 2), 16) / 255).join(' ')} rg\n`;
    let [x, y] = [0, 0];
    for (const [, command, rest] of d.matchAll(/([Mlcz])([^Mlcz]*)/g)) {
      const numbers = (rest.match(/-?\d*\.?\d+/g) ?? []).map(Number);
      const size = { M: 2, l: 2, c: 6, z: 0 }[command];
      if (command === 'z') content += 'h\n';
      for (let i = 0; size && i < numbers.length; i += size) {
        const [dx, dy] = command === 'M' ? [0, 0] : [x, y];
        const to = numbers.slice(i, i + size).map((value, part) => value + (part % 2 ? dy : dx));
        content += `${to.join(' ')} ${command.toLowerCase()}\n`;
        [x, y] = to.slice(-2);
      }
    }
    content += 'f\n';
  }
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${width} ${height}]/Contents 4 0 R/Resources<<>>>>`,
    `<</Length ${content.length}>>stream\n${content}endstream`,
  ];
  return `%PDF-1.4\n${objects.map((object, i) => `${i + 1} 0 obj${object}endobj\n`).join('')}trailer<</Root 1 0 R>>`;
}

export function run(program, ...args) {
  const ended = spawnSync(program, args, { encoding: 'utf8' });
  assert.equal(ended.error, undefined, `${program} is needed`);
  return ended;
}

/// Writes bytes to a file of their own and says where.
export function saved(bytes, name) {
  const path = join(temporaryDirectory('ink'), name);
  writeFileSync(path, bytes);
  return path;
}

function pdfToPng(bytes, width) {
  const path = saved(bytes, 'page.pdf');
  run('pdftoppm', '-png', '-singlefile', '-scale-to-x', String(width), '-scale-to-y', '-1', path, path);
  return readPng(readFileSync(`${path}.png`));
}

/// Where ink is: one byte for each pixel of the picture as if it were `width` wide. `s` is a server: its photo action reads JPEGs.
export async function mask(s, format, bytes, width = 1200) {
  let picture;
  if (format === 'png') picture = readPng(bytes);
  else if (format === 'jpg') picture = readPng(await asPng(s, bytes));
  else picture = pdfToPng(format === 'svg' ? svgToPdf(bytes.toString()) : bytes, width);
  const scale = picture.width / width;
  const height = Math.round(picture.height / scale);
  const ink = Buffer.alloc(width * height);
  for (let i = 0; i < ink.length; ++i) {
    const [x, y] = [i % width, Math.floor(i / width)].map((at) => Math.floor((at + 0.5) * scale));
    const at = 4 * (Math.min(y, picture.height - 1) * picture.width + x);
    ink[i] = picture.data[at + 3] > 127 && picture.data[at] < 128 ? 1 : 0;
  }
  return { width, height, ink };
}

async function asPng(s, bytes) {
  const { items } = await completed(s, { output_format: 'png' }, bytes);
  return download(s, items[0]);
}

export async function download(s, item) {
  const answer = await s.api(`/api/v1/downloads/${item.download_id}`);
  assert.equal(answer.headers.get('content-type'), item.content_type);
  return Buffer.from(await answer.arrayBuffer());
}

/// The box of a mask's ink, as shares of the picture's width.
export function inkBox({ width, height, ink }) {
  const box = { left: width, right: 0, top: height, bottom: 0 };
  for (let y = 0; y < height; ++y) {
    for (let x = 0; x < width; ++x) {
      if (!ink[y * width + x]) continue;
      Object.assign(box, { left: Math.min(box.left, x), right: Math.max(box.right, x + 1), top: Math.min(box.top, y), bottom: y + 1 });
    }
  }
  return Object.fromEntries(Object.entries(box).map(([side, at]) => [side, at / width]));
}

/// How much of what is ink in one of two masks is ink in both.
export function overlap(a, b) {
  let [both, either] = [0, 0];
  for (let y = 0; y < Math.max(a.height, b.height); ++y) {
    for (let x = 0; x < a.width; ++x) {
      const [inA, inB] = [a, b].map((one) => (y < one.height ? one.ink[y * one.width + x] : 0));
      both += inA & inB;
      either += inA | inB;
    }
  }
  return both / either;
}
