// The whole way of a drawn signature: pad, send, done page, result in every format.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startServer } from '../http/launch.mjs';
import { pdfToPng } from './corners.mjs';
import { assertSameInk, dataUrl } from './overlay.mjs';
import { checkPage, closeClean, newPhone, startBrowser } from './phone.mjs';
import { expectDone, onlyResult, open as openPhoto } from './photo_page.mjs';
import {
  expectInk,
  hand,
  handwriting,
  inkOn,
  openPage,
  padBox,
  send,
  signature,
  signatureStrings,
  submission,
  unpacked,
} from './signature_page.mjs';

const words = signatureStrings();
const formats = {
  svg: ['image/svg+xml', /^<svg|^<\?xml/],
  png: ['image/png', /^\x89PNG\r\n/],
  jpg: ['image/jpeg', /^\xff\xd8\xff/],
  pdf: ['application/pdf', /^%PDF-/],
};

describe('signature', () => {
  let server, browser;
  before(async () => {
    server = await startServer();
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  async function opened(options = {}, more = {}, phoneOptions = {}) {
    const { id, url } = await server.createSession(signature(options, more));
    const phone = await newPhone(browser, phoneOptions);
    await openPage(phone.page, url);
    return { id, url, phone, page: phone.page, ...(await hand(phone)) };
  }

  for (const [format, [type, magic]] of Object.entries(formats)) {
    test(`what was drawn with a finger arrives as ${format}, as it was seen`, async () => {
      const { id, phone, page, draw } = await opened({}, { output_format: format });
      await draw(...handwriting(await padBox(page)));
      const seen = await inkOn(page);
      await send(page);
      await expectDone(page);
      await closeClean(phone);
      const { item, bytes } = await onlyResult(server, id);
      assert.equal(item.content_type, type);
      assert.match(item.filename, new RegExp(`\\.${format}$`));
      assert.match(bytes.subarray(0, 8).toString('latin1'), magic);
      const picture = format === 'pdf' ? dataUrl('image/png', pdfToPng(bytes)) : dataUrl(type, bytes);
      await assertSameInk(browser, seen.picture, picture);
    });
  }

  test('a pen sends its pressure, a mouse draws too, and the ink is as thick as it was pressed', async () => {
    const { id, phone, page, write } = await opened({}, {}, { display: 'desktop', deviceScaleFactor: 2 });
    const [wave, line] = handwriting(await padBox(page));
    await write((u) => 0.2 + 0.6 * u, wave);
    await page.mouse.move(line[0].x, line[0].y);
    await page.mouse.down();
    for (const { x, y } of line) await page.mouse.move(x, y);
    await page.mouse.up();
    const seen = await inkOn(page);
    const sent = submission(page);
    await send(page);
    const { method, canvas, strokes } = await sent;
    await expectDone(page);
    await closeClean(phone);
    const [pen, mouse] = strokes.map(unpacked);
    assert.equal(method, 'draw');
    assert.ok(canvas.width > 500 && canvas.height > 200);
    assert.equal(strokes.length, 2);
    assert.deepEqual(
      [pen[0].p, pen.at(-1).p].map((p) => Math.round(p * 10)),
      [2, 8],
    );
    assert.deepEqual([...new Set(mouse.map(({ p }) => p))], [0.5]);
    assert.equal(pen[0].t, 0);
    for (const [index, { t }] of [...pen, ...mouse].slice(1).entries()) assert.ok(t >= [...pen, ...mouse][index].t, 'times ascend');
    await assertSameInk(browser, seen.picture, dataUrl('image/svg+xml', (await onlyResult(server, id)).bytes));
  });

  test('the colour of the ink is the one that the session asks for, on paper that shows it', async () => {
    for (const [ink, paper] of [
      ['#c00000', 'rgb(255, 255, 255)'],
      ['#ffffff', 'rgb(27, 33, 42)'],
    ]) {
      const { phone, page, draw } = await opened({ ink });
      const [wave] = handwriting(await padBox(page));
      await draw(wave);
      const colour = await page.locator('.pad').evaluate((pad, { x, y }) => {
        const [canvas] = pad.querySelectorAll('canvas');
        const { left, top, width } = pad.getBoundingClientRect();
        const scale = canvas.width / width;
        // The one that the sample lies in: how wide the line is beside it is a question of how fast it was drawn.
        return [...canvas.getContext('2d').getImageData(Math.floor((x - left) * scale), Math.floor((y - top) * scale), 1, 1).data];
      }, wave[40]);
      // Canvases keep colours multiplied by their alpha, and round.
      const wanted = [1, 3, 5].map((at) => parseInt(ink.slice(at, at + 2), 16));
      assert.ok(wanted.every((part, at) => Math.abs(part - colour[at]) <= 2) && colour[3] > 200, `${colour} for ${wanted}`);
      assert.equal(await page.locator('.pad').evaluate((pad) => getComputedStyle(pad).backgroundColor), paper);
      await checkPage(phone, `signature-ink-${ink.slice(1)}`);
      await closeClean(phone);
    }
  });

  test('a dot is no signature, and the page says so; a session may take one', async () => {
    const { phone, page, draw } = await opened();
    await send(page);
    const missing = page.getByRole('alert');
    await missing.waitFor();
    assert.ok((await missing.innerText()).includes(words['problem.nothing.title']));
    await checkPage(phone, 'signature-nothing');
    const { x, y, width, height } = await padBox(page);
    await draw([{ x: x + width / 2, y: y + height / 2 }]);
    await missing.waitFor({ state: 'detached' });
    assert.equal(await page.getByRole('button', { name: words.send }).getAttribute('aria-disabled'), 'true');
    await send(page);
    await missing.waitFor();
    assert.ok((await missing.innerText()).includes(words['problem.too_little.text']));
    await checkPage(phone, 'signature-too-little');
    await draw(...handwriting({ x, y, width, height }));
    assert.equal(await page.getByRole('button', { name: words.send }).getAttribute('aria-disabled'), null);
    await send(page);
    await expectDone(page);
    await closeClean(phone);

    const lenient = await opened({ min_ink: 0 }, { output_format: 'png' });
    await lenient.draw([{ x: x + width / 2, y: y + height / 2 }]);
    await send(lenient.page);
    await expectDone(lenient.page);
    await closeClean(lenient.phone);
    assert.ok((await onlyResult(server, lenient.id)).bytes.length > 100);
  });

  test('ink that the server finds too little is explained in the same words, and stays', async () => {
    const { phone, page, draw } = await opened();
    await draw(...handwriting(await padBox(page)));
    const body = JSON.stringify({ type: 'urn:baton:error:invalid_field', status: 400 });
    await page.route('**/submit', (route) => route.fulfill({ status: 400, contentType: 'application/problem+json', body }));
    await send(page);
    const alert = page.getByRole('alert');
    await alert.waitFor();
    assert.ok((await alert.innerText()).includes(words['problem.too_little.text']));
    await expectInk(page);
    await closeClean(phone);
  });

  test('the raw strokes come along when the session wants them', async () => {
    const { id, phone, page, draw } = await opened({ strokes: true });
    await draw(...handwriting(await padBox(page)));
    const sent = submission(page);
    await send(page);
    const { strokes } = await sent;
    await expectDone(page);
    await closeClean(phone);
    const { items } = await (await server.api(`/api/v1/sessions/${id}/result`)).json();
    assert.equal(items.length, 2);
    const raw = await (await server.api(`/api/v1/downloads/${items[1].download_id}`)).json();
    assert.equal(raw.strokes.length, strokes.length);
  });

  test('the photo action of the same server is still there', async () => {
    const { url } = await server.createSession();
    const phone = await newPhone(browser);
    await openPhoto(phone.page, url);
    await closeClean(phone);
  });
});
