// The scan page where it may show no camera of its own: over plain HTTP, and in the browsers of other apps. There the
// phone's camera app takes the pictures.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startServer } from '../http/launch.mjs';
import { allDisplays, checkPage, closeClean, newPhone, startBrowser } from './phone.mjs';
import { expectTitle } from './photo_page.mjs';
import {
  back,
  button,
  cards,
  expectSent,
  keysOn,
  makePages,
  openCard,
  openScan,
  pickPages,
  said,
  scan,
  scanStrings,
  tool,
} from './scan_page.mjs';

const words = scanStrings();
const withoutCamera = (phone) =>
  phone.page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'mediaDevices', { get: () => undefined }));

describe('scan without a live camera', () => {
  let server, browser, pages;
  before(async () => {
    server = await startServer();
    browser = await startBrowser();
    pages = await makePages(browser, 6);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  async function opened({ locale = 'en', ...more } = {}) {
    const { url } = await server.createSession(scan({ locale }));
    const phone = await newPhone(browser, more);
    await withoutCamera(phone);
    await openScan(phone.page, url, scanStrings(locale));
    return { phone, page: phone.page };
  }

  /// The dialog that a button opens: of the camera app, or of files.
  async function chooserOf(page, name) {
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button(page, name).click()]);
    const asks = await chooser.element().evaluate((input) => [input.getAttribute('capture'), input.multiple]);
    return { chooser, asks };
  }

  async function take(page, file, name = words['capture.take_one']) {
    const { chooser, asks } = await chooserOf(page, name);
    assert.deepEqual(asks, ['environment', false], 'the camera app is asked for one picture');
    await chooser.setFiles(file);
  }

  async function pick(page, files, { name = words['capture.pick'], several = true } = {}) {
    const { chooser, asks } = await chooserOf(page, name);
    assert.deepEqual(asks, [null, several], 'files are asked for');
    await chooser.setFiles(files);
  }

  test('pages can be photographed and chosen, at first and later', async () => {
    const { phone, page } = await opened();
    await checkPage(phone, 'scan-plain-empty');
    await take(page, pages[0]);
    await expectSent(page, 1);
    await take(page, pages[1], words['take.more']);
    await pick(page, pages.slice(2, 4), { name: words['pick.more'] });
    await expectSent(page, 4);
    assert.deepEqual(await keysOn(page), ['p1', 'p2', 'p3', 'p4']);
    await checkPage(phone, 'scan-plain-pages');
    await closeClean(phone);
  });

  test('a page can be retaken by the camera app and from a file; who thinks better of it gets back', async () => {
    const { phone, page } = await opened();
    await pick(page, pages.slice(0, 3));
    await expectSent(page, 3);
    await openCard(page, 2);
    await tool(page, 'retake');
    await expectTitle(page, words['page.retake']);
    await checkPage(phone, 'scan-plain-retake');
    await button(page, words['capture.cancel']).click();
    await page.locator('.page-screen').waitFor();
    await tool(page, 'retake');
    await page.keyboard.press('Escape');
    await tool(page, 'retake');
    await take(page, pages[3]);
    await page.locator('.page-screen').waitFor();
    await tool(page, 'retake');
    await pick(page, [pages[4]], { several: false });
    await page.locator('.page-screen').waitFor();
    await back(page);
    await expectSent(page, 3);
    assert.deepEqual(await keysOn(page), ['p1', 'p5', 'p3']);
    await closeClean(phone);
  });

  test('pages can be inserted by the camera app and from files, one after another', async () => {
    const { phone, page } = await opened();
    await pick(page, pages.slice(0, 2));
    await expectSent(page, 2);
    await openCard(page, 1);
    await tool(page, 'insert');
    await expectTitle(page, words['capture.title']);
    await checkPage(phone, 'scan-plain-insert');
    await take(page, pages[2]);
    await button(page, said(words, 'capture.review', { n: 3, limit: 50 })).waitFor();
    await checkPage(phone, 'scan-plain-inserted');
    await pick(page, pages.slice(3, 5));
    await button(page, said(words, 'capture.review', { n: 5, limit: 50 })).click();
    await expectSent(page, 5);
    assert.deepEqual(await keysOn(page), ['p1', 'p3', 'p4', 'p5', 'p2']);
    await closeClean(phone);
  });

  test('a display without a camera app is only offered files', async () => {
    const { phone, page } = await opened({ display: 'desktop' });
    assert.equal(await button(page, words['capture.take_one']).count(), 0);
    await pick(page, pages.slice(0, 2), { name: words.pick });
    await expectSent(page, 2);
    assert.equal(await page.locator('input[capture]').count(), 0);
    await openCard(page, 1);
    await tool(page, 'retake');
    assert.equal(await page.locator('input[capture]').count(), 0);
    await pick(page, [pages[2]], { several: false });
    await back(page);
    assert.equal((await cards(page).count()) === 2 && (await keysOn(page))[0], 'p3');
    await closeClean(phone);
  });

  const languages = { phone: 'ar', landscape: 'fr', compact: 'fr', small: 'de', tablet: 'es', desktop: 'en' };
  for (const display of Object.keys(allDisplays)) {
    test(`fits a ${display} display`, async () => {
      const locale = languages[display];
      const t = scanStrings(locale);
      const { phone, page } = await opened({ display, locale, dark: display === 'small' });
      await checkPage(phone, `scan-plain-empty-${display}`);
      await pickPages(page, pages.slice(0, 3), t);
      await expectSent(page, 3);
      await checkPage(phone, `scan-plain-pages-${display}`);
      await openCard(page, 2);
      await tool(page, 'retake', t);
      await expectTitle(page, t['page.retake']);
      await checkPage(phone, `scan-plain-retake-${display}`);
      const last = await button(page, t['capture.cancel']).evaluate((cancel) => cancel.getBoundingClientRect().bottom - innerHeight);
      assert.ok(last <= 0, `the way back is ${last} px below the display`);
      await closeClean(phone);
    });
  }

  test('can be read in large letters', async () => {
    const { phone, page } = await opened({ display: 'small', locale: 'de' });
    const t = scanStrings('de');
    await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
    await checkPage(phone, 'scan-plain-empty-large');
    await pickPages(page, pages.slice(0, 2), t);
    await expectSent(page, 2);
    await checkPage(phone, 'scan-plain-pages-large');
    await openCard(page, 2);
    await tool(page, 'insert', t);
    await checkPage(phone, 'scan-plain-insert-large');
    await closeClean(phone);
  });
});
