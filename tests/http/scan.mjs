// What the scan tests share: pages to send, the form routes, and a look into the results.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PNG } from 'pngjs';
import { binary, temporaryDirectory } from './launch.mjs';

export const installed = existsSync(join(dirname(binary), 'plugins', 'scan.so'));

const data = (name) => readFileSync(fileURLToPath(new URL(`../data/photos/${name}`, import.meta.url)));
const pages = { usual: data('odd_1.jpg'), small: data('gray.jpg') };

/// A picture that stands for a page.
export const page = (name = 'usual') => pages[name];

/// What a lens with a finger on it sees.
const black = new PNG({ width: 400, height: 300 });
black.data.forEach((_, i) => (black.data[i] = i % 4 === 3 ? 255 : 12));
export const dark = PNG.sync.write(black);

export async function json(answer, status = 200) {
  const text = await answer.text();
  assert.equal(answer.status, status, text.slice(0, 500));
  return JSON.parse(text);
}

/// POST /s/:id/scan/upload with these parts, in their order.
export function uploadForm(server, id, parts) {
  const form = new FormData();
  for (const [name, value] of parts) {
    if (typeof value === 'string') form.append(name, value);
    else form.append(name, new Blob([value]), 'page.jpg');
  }
  return fetch(`${server.url}/s/${id}/scan/upload`, { method: 'POST', body: form });
}

/// The same as the original's front end does it.
export const upload = (server, id, document, number, bytes = page()) =>
  uploadForm(server, id, [
    ['file', bytes],
    ['document_index', String(document)],
    ['page_index', String(number)],
  ]);

export const finalize = (server, id) => fetch(`${server.url}/s/${id}/scan/finalize`, { method: 'POST' });

/// The lines that a PDF tool prints; null if it complains.
function run(tool, ...args) {
  const { status, stdout, stderr, error } = spawnSync(tool, args, { encoding: 'utf8' });
  if (error) throw error;
  return status === 0 ? stdout : (console.error(stderr), null);
}

/// What a file is: `{type, bytes, pages?, sound?, images?}`; of a PDF the pages, whether qpdf finds nothing wrong, and
/// how each picture in it is coded.
export function look(bytes, type) {
  if (type !== 'application/pdf') return { type, bytes };
  const path = join(temporaryDirectory('scan'), 'scan.pdf');
  writeFileSync(path, bytes);
  const info = run('pdfinfo', path) ?? '';
  const images = (run('pdfimages', '-list', path) ?? '')
    .trim()
    .split('\n')
    .slice(2)
    .map((line) => line.trim().split(/\s+/));
  return {
    type,
    bytes,
    pages: Number(/^Pages:\s+(\d+)/m.exec(info)?.[1]),
    size: /^Page size:\s+([\d.]+) x ([\d.]+)/m.exec(info)?.slice(1).map(Number),
    sound: run('qpdf', '--check', path) !== null,
    images: images.map((columns) => ({ width: Number(columns[3]), height: Number(columns[4]), coding: columns[8] })),
  };
}

/// All files of a completed session, in the order of its items.
export async function files(server, session) {
  const made = [];
  for (const item of session.result) {
    const answer = await server.api(`/api/v1/downloads/${item.download_id}`);
    assert.equal(answer.status, 200);
    made.push(look(Buffer.from(await answer.arrayBuffer()), answer.headers.get('content-type')));
  }
  return made;
}
