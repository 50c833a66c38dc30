// The other ways to sign: the name in a handwriting, a picture of a signature; and what a session allows.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startServer } from '../http/launch.mjs';
import { assertSameInk, dataUrl } from './overlay.mjs';
import { checkPage, closeClean, newPhone, startBrowser } from './phone.mjs';
import { choose, expectDone, expectTitle, onlyResult, shellStrings } from './photo_page.mjs';
import {
  expectRefusal,
  hand,
  handwriting,
  inkOn,
  method,
  openPage,
  padBox,
  send,
  signature,
  signatureStrings,
  submission,
} from './signature_page.mjs';

const words = signatureStrings();
const button = (page, name) => page.getByRole('button', { name, exact: true });

describe('signature methods', () => {
  let server, browser;
  before(async () => {
    server = await startServer();
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  async function opened({ options = {}, session = {}, first = 'draw', ...more } = {}) {
    const { id, url } = await server.createSession(signature(options, session));
    const phone = await newPhone(browser, more);
    const t = signatureStrings(session.locale);
    await openPage(phone.page, url, t, first);
    return { id, url, phone, page: phone.page, t };
  }

  /// The name as the page shows it in the chosen handwriting, once its fonts are there.
  async function written(page) {
    await page.evaluate(() => document.fonts.ready);
    await page.waitForFunction(() => document.fonts.status === 'loaded');
    const line = page.locator('.face:has(:checked) .written');
    const { x, y, width, height } = await line.boundingBox();
    return dataUrl('image/png', await page.screenshot({ clip: { x, y: y - 6, width, height: height + 12 } }));
  }

  test('somebody with a keyboard and a screen reader completes by typing', async () => {
    const { id, phone, page } = await opened({ display: 'desktop' });
    const focused = () => page.evaluate(() => document.activeElement.getAttribute('role') ?? document.activeElement.type);
    assert.match(await page.locator('.pad').getAttribute('aria-label'), new RegExp(words['pad.type_instead']));
    await page.keyboard.press('Tab');
    assert.equal(await focused(), 'tab');
    await page.keyboard.press('ArrowRight');
    await expectTitle(page, words['title.type']);
    assert.equal(await page.getByRole('tab', { selected: true }).textContent(), words['methods.type']);
    assert.equal(await page.getByRole('tabpanel', { name: words['methods.type'] }).count(), 1);
    await page.keyboard.press('Tab');
    assert.equal(await focused(), 'text');
    assert.equal(await page.getByRole('textbox', { name: words['type.name'] }).count(), 1);
    await page.keyboard.type('Grace Hopper');
    await page.keyboard.press('Tab');
    assert.equal(await focused(), 'radio');
    await page.keyboard.press('ArrowDown');
    assert.deepEqual(await page.getByRole('radio').evaluateAll((radios) => radios.map(({ checked }) => checked)), [false, true, false]);
    await page.keyboard.press('Tab');
    assert.equal(await focused(), 'button');
    assert.notEqual(await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle), 'none', 'the focus is visible');
    const sent = submission(page);
    await page.keyboard.press('Enter');
    assert.deepEqual(await sent, { method: 'type', text: 'Grace Hopper', face: 'caveat' });
    await expectDone(page);
    await closeClean(phone);
    assert.match((await onlyResult(server, id)).bytes.toString(), /<path /);
  });

  for (const index of [0, 1, 2]) {
    test(`handwriting ${index + 1} arrives as it was shown`, async () => {
      const { id, phone, page } = await opened({
        options: { signer_name: 'Jörg Weißmüller' },
        session: { output_format: 'png' },
        deviceScaleFactor: 2,
      });
      await method(page, 'type').click();
      assert.equal(await page.getByRole('textbox').inputValue(), 'Jörg Weißmüller');
      await page.getByRole('radio').nth(index).check();
      const seen = await written(page);
      await send(page);
      await expectDone(page);
      await closeClean(phone);
      await assertSameInk(browser, seen, dataUrl('image/png', (await onlyResult(server, id)).bytes), { aspect: 0.03, stray: 0.01 });
    });
  }

  test('an Arabic name is written in an Arabic hand, joined and from right to left', async () => {
    const session = { locale: 'ar', output_format: 'png' };
    const { id, phone, page, t } = await opened({ options: { signer_name: 'ليلى حسن' }, session, deviceScaleFactor: 2 });
    await method(page, 'type').click();
    assert.equal(await page.getByRole('radio').count(), 1);
    const seen = await written(page);
    await checkPage(phone, 'signature-type-arabic');
    const sent = submission(page);
    await send(page, t.send);
    assert.deepEqual(await sent, { method: 'type', text: 'ليلى حسن', face: 'ruqaa' });
    await expectDone(page, shellStrings('ar'));
    await closeClean(phone);
    await assertSameInk(browser, seen, dataUrl('image/png', (await onlyResult(server, id)).bytes), { aspect: 0.03, stray: 0.01 });
  });

  test('handwritings follow the script of the name, and are only loaded once somebody types', async () => {
    const { phone, page } = await opened();
    const fonts = [];
    page.on('request', (request) => request.url().endsWith('.woff2') && fonts.push(request.url()));
    await page.waitForTimeout(300);
    assert.deepEqual(fonts, []);
    await method(page, 'type').click();
    await page.getByRole('textbox').fill('Иван Петров');
    await page.waitForFunction(() => document.querySelectorAll('.face').length === 2);
    await page.getByRole('textbox').fill('Ada');
    await page.waitForFunction(() => document.querySelectorAll('.face').length === 3);
    await page.waitForFunction(() => document.fonts.status === 'loaded');
    assert.ok(fonts.length >= 3 && fonts.length <= 8, `${fonts.length} fonts`);
    await closeClean(phone);
  });

  test('a text that cannot be written is explained, and so is none', async () => {
    const { phone, page } = await opened({ options: { methods: ['type'] }, first: 'type' });
    await send(page);
    await expectRefusal(page, 'no_text');
    await checkPage(phone, 'signature-no-text');
    await page.getByRole('textbox').fill('王小明');
    assert.equal(await page.getByRole('alert').count(), 0);
    await page.keyboard.press('Enter');
    await expectRefusal(page, 'letters');
    assert.equal(await page.getByRole('textbox').inputValue(), '王小明');
    await checkPage(phone, 'signature-letters');
    await page.getByRole('textbox').fill('Wang');
    await page.keyboard.press('Enter');
    await expectDone(page);
    await closeClean(phone);
  });

  test('a long name stays on its line, and no more than 60 characters go in', async () => {
    const signer_name = 'Maximiliane Theresia von und zu Hohenstein-Schillingsfürst-Waldenburg am See';
    const { phone, page } = await opened({ options: { signer_name }, display: 'small' });
    await checkPage(phone, 'signature-long-name');
    await method(page, 'type').click();
    await page.waitForFunction(() => document.fonts.status === 'loaded');
    await page.getByRole('textbox').focus();
    await page.keyboard.press('End');
    await page.keyboard.type('xyz');
    assert.equal((await page.getByRole('textbox').inputValue()).length, 60);
    const cut = await page
      .locator('.written')
      .evaluateAll((lines) => lines.filter((line) => line.firstElementChild.offsetWidth > line.clientWidth + 1).length);
    assert.equal(cut, 0);
    await checkPage(phone, 'signature-type-long');
    await closeClean(phone);
  });

  test('with one way to sign there is nothing to choose', async () => {
    const { phone, page } = await opened({ options: { methods: ['draw'] } });
    assert.equal(await page.getByRole('tab').count(), 0);
    assert.ok(!(await page.locator('.pad').getAttribute('aria-label')).includes(words['pad.type_instead']));
    await checkPage(phone, 'signature-draw-only');
    await closeClean(phone);
    const upload = await opened({ options: { methods: ['upload'] }, first: 'upload' });
    assert.equal(await upload.page.getByRole('tab').count(), 0);
    await checkPage(upload.phone, 'signature-upload-only');
    await closeClean(upload.phone);
  });

  /// A sheet of paper with a signature on it, as a camera sees it: uneven light, noise, a shadow.
  async function photographed(ink) {
    const page = await browser.newPage();
    const data = await page.evaluate(async (ink) => {
      const image = new Image();
      image.src = ink;
      await image.decode();
      const [width, height] = [1600, 1200];
      const canvas = Object.assign(document.createElement('canvas'), { width, height });
      const context = canvas.getContext('2d');
      const light = context.createLinearGradient(0, 0, width, height);
      light.addColorStop(0, '#f4f1e8');
      light.addColorStop(1, '#b9b4a6');
      context.fillStyle = light;
      context.fillRect(0, 0, width, height);
      const scale = Math.min((width * 0.8) / image.width, (height * 0.8) / image.height);
      context.drawImage(
        image,
        (width - image.width * scale) / 2,
        (height - image.height * scale) / 2,
        image.width * scale,
        image.height * scale,
      );
      const pixels = context.getImageData(0, 0, width, height);
      let seed = 1;
      for (let at = 0; at < pixels.data.length; at += 4) {
        seed = (seed * 16807) % 2147483647;
        const noise = (seed % 13) - 6;
        for (let part = 0; part < 3; part += 1) pixels.data[at + part] += noise;
      }
      context.putImageData(pixels, 0, 0);
      return canvas.toDataURL('image/jpeg', 0.9);
    }, ink);
    await page.close();
    return Buffer.from(data.split(',')[1], 'base64');
  }

  test('a photographed signature arrives without its paper', async () => {
    const { id, phone, page } = await opened({ session: { output_format: 'png' } });
    await (await hand(phone)).draw(...handwriting(await padBox(page)));
    const { picture } = await inkOn(page);
    const buffer = await photographed(picture);
    await method(page, 'upload').click();
    await expectTitle(page, words['title.upload']);
    await checkPage(phone, 'signature-upload');
    await choose(page, { name: 'signature.jpg', mimeType: 'image/jpeg', buffer }, { button: words['upload.pick'] });
    await page.waitForFunction(() => document.querySelector('img.preview')?.naturalWidth === 1600);
    await checkPage(phone, 'signature-upload-preview');
    await page.reload();
    await expectTitle(page, words['title.upload']);
    await page.waitForFunction(() => document.querySelector('img.preview')?.naturalWidth === 1600);
    const sent = submission(page);
    await send(page);
    assert.deepEqual(await sent, { method: 'upload' });
    await expectDone(page);
    await closeClean(phone);
    const { bytes } = await onlyResult(server, id);
    await assertSameInk(browser, picture, dataUrl('image/png', bytes), { stray: 0.01 });
  });

  test('an upload that was under way goes on when the page is opened again', async () => {
    const { phone, page } = await opened({ options: { methods: ['upload', 'draw'] } });
    await method(page, 'upload').click();
    const buffer = await photographed((await inked()).picture);
    await choose(page, { name: 'signature.jpg', mimeType: 'image/jpeg', buffer }, { button: words['upload.pick'] });
    await page.route('**/files/signature', () => undefined);
    await send(page);
    await expectTitle(page, words['sending.title']);
    await checkPage(phone, 'signature-sending');
    // Left before the route ends: the upload that it holds would go through then.
    const address = page.url();
    await page.goto('about:blank');
    await page.unroute('**/files/signature');
    await page.goto(address);
    await expectDone(page);
    await closeClean(phone);
  });

  /// Ink that somebody has drawn elsewhere.
  async function inked() {
    const { phone, page } = await opened();
    await (await hand(phone)).draw(...handwriting(await padBox(page)));
    const ink = await inkOn(page);
    await closeClean(phone);
    return ink;
  }

  test('a file that is no picture is refused, and another way is open', async () => {
    const { phone, page } = await opened();
    await method(page, 'upload').click();
    await choose(
      page,
      { name: 'a.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('Hello, this is no picture.') },
      { button: words['upload.pick'] },
    );
    await page.getByText(words['preview.unavailable']).waitFor();
    await send(page);
    await expectRefusal(page, 'unsupported');
    assert.equal(await button(page, words['send.again']).count(), 0, 'the same file again is not offered');
    await checkPage(phone, 'signature-upload-refused');
    await method(page, 'draw').click();
    await (await hand(phone)).draw(...handwriting(await padBox(page)));
    await send(page);
    await expectDone(page);
    await closeClean(phone);
  });

  test('an empty sheet is explained', async () => {
    const { phone, page } = await opened({ options: { methods: ['upload'] }, first: 'upload' });
    const empty = 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>';
    const buffer = await photographed(empty);
    await choose(page, { name: 'empty.jpg', mimeType: 'image/jpeg', buffer }, { button: words['upload.pick'] });
    await send(page);
    await expectRefusal(page, 'no_ink');
    await checkPage(phone, 'signature-no-ink');
    await closeClean(phone);
  });
});
