// The scan page on every display, in both themes, in every language, with large letters; and what it costs to load.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startServer } from '../http/launch.mjs';
import { allDisplays, checkPage, closeClean, newPhone, startBrowser } from './phone.mjs';
import { back, button, expectSent, makePages, openCard, openScan, pickPages, scan, scanStrings, tool } from './scan_page.mjs';

const broken = { name: 'broken.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('this is no picture') };

describe('scan pages', () => {
  let server, browser, pages;
  before(async () => {
    server = await startServer();
    browser = await startBrowser();
    pages = [...(await makePages(browser, 4)), ...(await makePages(browser, 1, { glaring: true }))];
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  async function opened(locale, more = {}, session = {}) {
    const { url } = await server.createSession(scan({ locale, ...session }));
    const phone = await newPhone(browser, more);
    const t = scanStrings(locale);
    await openScan(phone.page, url, t);
    return { phone, page: phone.page, t };
  }

  /// Every state of the page, as far as the person gets without sending.
  async function walk({ phone, page, t }, name) {
    await checkPage(phone, `scan-empty-${name}`);
    await pickPages(page, [...pages, broken], t);
    await expectSent(page, 6);
    await checkPage(phone, `scan-pages-${name}`);
    await openCard(page, 5);
    await page.locator('.page-stage .region').waitFor();
    await checkPage(phone, `scan-glare-${name}`);
    await back(page, t);
    await openCard(page, 2);
    await page.locator('.page-stage img').waitFor();
    await checkPage(phone, `scan-page-${name}`);
    await tool(page, 'filter', t);
    await checkPage(phone, `scan-filter-${name}`);
    await button(page, t['panel.done']).click();
    await tool(page, 'move', t);
    await checkPage(phone, `scan-move-${name}`);
    await button(page, t['panel.done']).click();
    await tool(page, 'crop', t);
    await page.getByRole('slider').first().waitFor();
    await checkPage(phone, `scan-crop-${name}`);
    await button(page, t['crop.cancel']).click();
    await tool(page, 'delete', t);
    await checkPage(phone, `scan-deleted-${name}`);
    await openCard(page, 5);
    await checkPage(phone, `scan-refused-${name}`);
    await back(page, t);
    await button(page, t.send).click();
    await page.getByRole('alert').waitFor();
    await checkPage(phone, `scan-problem-${name}`);
  }

  const languages = { phone: 'en', landscape: 'fr', compact: 'fr', small: 'de', tablet: 'es', desktop: 'en' };
  for (const display of Object.keys(allDisplays)) {
    for (const dark of [false, true]) {
      test(`fits a ${display} display, ${dark ? 'dark' : 'light'}`, async () => {
        const all = await opened(languages[display], { display, dark });
        await walk(all, `${display}-${dark ? 'dark' : 'light'}`);
        await closeClean(all.phone);
      });
    }
  }

  for (const [display, dark] of [
    ['phone', false],
    ['landscape', true],
  ]) {
    test(`reads from right to left on a ${display} display`, async () => {
      const all = await opened('ar', { display, dark }, { document_mode: 'multi' });
      await walk(all, `ar-${display}`);
      await closeClean(all.phone);
    });
  }

  test('can be read in large letters', async () => {
    const all = await opened('de', { display: 'small' });
    await all.page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
    await walk(all, 'large');
    await closeClean(all.phone);
  });

  test('does not move for people who do not want it', async () => {
    const { phone, page } = await opened('en', { reducedMotion: 'reduce' });
    await pickPages(page, pages.slice(0, 1));
    await expectSent(page, 1);
    const moving = await page.evaluate(
      () =>
        [...document.querySelectorAll('*')].filter((element) => {
          const { transitionDuration, animationDuration } = getComputedStyle(element);
          return [transitionDuration, animationDuration].some((time) => parseFloat(time) > 0.001);
        }).length,
    );
    assert.equal(moving, 0);
    await closeClean(phone);
  });

  test('the first load is at most 60 KB over the wire', async () => {
    const { url } = await server.createSession(scan({ locale: 'ar' }));
    const phone = await newPhone(browser);
    const devtools = await phone.context.newCDPSession(phone.page);
    await devtools.send('Network.enable');
    let bytes = 0;
    devtools.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
    await openScan(phone.page, url, scanStrings('ar'));
    assert.ok(bytes > 5_000 && bytes <= 61_440, `${bytes} bytes`);
    await closeClean(phone);
  });
});
