// What a person does on the scan page: chooses pictures of pages, puts them in order, crops, sends.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repo, temporaryDirectory } from '../http/launch.mjs';

export const scanStrings = (tag = 'en') => JSON.parse(readFileSync(join(repo, `actions/scan/ui/locales/${tag}.json`), 'utf8'));
const words = scanStrings();
/// The string of a key with its parameters.
export const said = (t, key, params = {}) => t[key].replace(/\{(\w+)\}/g, (_, name) => String(params[name]));
export const scan = (more = {}) => ({ action_type: 'scan', output_format: 'pdf', ...more });

/// Photos of pages on a dark table. Page n has n thick bars: of two pages the later one is darker. `glaring`: a lamp is
/// mirrored in them, to the left of their bottom.
export async function makePages(browser, count, { width = 900, height = 1200, glaring = false } = {}) {
  const page = await browser.newPage();
  try {
    const addresses = await page.evaluate(drawPages, { count, width, height, glaring });
    return addresses.map((address, index) => ({
      name: `page${index + 1}.jpg`,
      mimeType: 'image/jpeg',
      buffer: Buffer.from(address.split(',')[1], 'base64'),
    }));
  } finally {
    await page.close();
  }
}

function drawPages({ count, width, height, glaring }) {
  return Array.from({ length: count }, (_, index) => {
    const canvas = Object.assign(document.createElement('canvas'), { width, height });
    const context = canvas.getContext('2d');
    context.scale(width / 900, height / 1200);
    context.fillStyle = '#3c4148';
    context.fillRect(0, 0, 900, 1200);
    context.fillStyle = glaring ? '#c9c7c2' : '#fbfaf6';
    context.beginPath();
    for (const [x, y] of [
      [110, 90],
      [800, 110],
      [780, 1110],
      [100, 1090],
    ])
      context.lineTo(x, y);
    context.fill();
    context.fillStyle = '#1c1c1c';
    for (let line = 0; line < 7; line += 1) {
      context.font = '22px sans-serif';
      context.fillText(`Line ${line + 1} of page ${index + 1}, as printed on paper`, 190, 180 + line * 34);
    }
    const bars = Math.min(index + 1, 50);
    for (let bar = 0; bar < bars; bar += 1) context.fillRect(190, 440 + bar * 12, 500, 6);
    if (glaring) {
      context.fillStyle = '#fff';
      context.beginPath();
      context.ellipse(300, 900, 90, 60, 0, 0, 7);
      context.fill();
    }
    return canvas.toDataURL('image/jpeg', 0.9);
  });
}

export const button = (page, name) => page.getByRole('button', { name, exact: true });
export const cards = (page) => page.locator('.sheet');
/// Of the pages shown, in order.
export const keysOn = (page) => cards(page).evaluateAll((all) => all.map((card) => card.dataset.key));

/// Opens the session's page and waits until the person can act.
export async function openScan(page, url, t = words) {
  const answer = await page.goto(url);
  assert.equal(answer.status(), 200);
  await page.locator('.dock').waitFor();
  await button(page, t.pick).or(button(page, t['pick.more'])).waitFor();
}

/// Takes files through the file chooser.
export async function pickPages(page, files, t = words) {
  const name = (await cards(page).count()) ? t['pick.more'] : t.pick;
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button(page, name).click()]);
  await chooser.setFiles(files);
}

/// Until the server has every page that is shown, but for those that it has refused.
export async function expectSent(page, count, { timeout = 60_000 } = {}) {
  await page.waitForFunction(
    (count) => document.querySelectorAll('.sheet').length === count && !document.querySelector('.sheet-busy'),
    count,
    { timeout },
  );
}

export const openCard = (page, at) =>
  cards(page)
    .nth(at - 1)
    .getByRole('button')
    .click();
export const tool = (page, name, t = words) => button(page, t[`tools.${name}`]).click();
export const back = (page, t = words) => button(page, t['page.back']).click();
export const send = (page, t = words) => button(page, t.send).click();

/// What is handed in next.
export const submission = async (page) =>
  (await page.waitForRequest((request) => request.url().endsWith('/submit'), { timeout: 120_000 })).postDataJSON().data;
export const keysOf = ({ documents }) => documents.map(({ pages }) => pages.map(({ key }) => key));

/// The documents of a completed session as PDF files, one after another.
export async function documentsOf(server, id) {
  const answer = await server.api(`/api/v1/sessions/${id}/result`);
  assert.equal(answer.status, 200);
  const { items } = await answer.json();
  return Promise.all(
    items.map(async ({ download_id }) => {
      const download = await server.api(`/api/v1/downloads/${download_id}`);
      assert.equal(download.status, 200);
      return Buffer.from(await download.arrayBuffer());
    }),
  );
}

/// How dark each page of a PDF is: its share of dark pixels.
export function darkness(pdf) {
  const file = join(temporaryDirectory('scan'), 'document.pdf');
  writeFileSync(file, pdf);
  const pages = Number(/^Pages:\s+(\d+)$/m.exec(execFileSync('pdfinfo', [file], { encoding: 'utf8' }))[1]);
  return Array.from({ length: pages }, (_, index) => {
    const pgm = execFileSync('pdftoppm', ['-gray', '-scale-to', '400', '-f', index + 1, '-l', index + 1, file], { maxBuffer: 1 << 26 });
    const [head] = /^P5\s+\d+\s+\d+\s+\d+\s/.exec(pgm.toString('latin1'));
    const pixels = pgm.subarray(head.length);
    return pixels.filter((value) => value < 128).length / pixels.length;
  });
}

/// Asserts that a PDF has these of the pages of `makePages`, in this order.
export function assertPages(pdf, numbers) {
  const dark = darkness(pdf);
  assert.equal(dark.length, numbers.length);
  const order = (values) => values.map((_, index) => index).sort((a, b) => values[a] - values[b]);
  assert.deepEqual(order(dark), order(numbers), `pages as dark as ${dark.map((share) => share.toFixed(3))}`);
}
