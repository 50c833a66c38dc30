// The signature page on every display, in both themes, in every language, with large letters; and what it costs to load.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startServer } from '../http/launch.mjs';
import { checkPage, closeClean, displays, newPhone, startBrowser } from './phone.mjs';
import { hand, handwriting, method, openPage, padBox, send, signature, signatureStrings } from './signature_page.mjs';

describe('signature pages', () => {
  let server, browser;
  before(async () => {
    server = await startServer();
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  async function opened(locale, more = {}, options = {}) {
    const { url } = await server.createSession(
      signature({ signer_name: locale === 'ar' ? 'ليلى حسن' : 'Anna Müller', ...options }, { locale }),
    );
    const phone = await newPhone(browser, more);
    const t = signatureStrings(locale);
    await openPage(phone.page, url, t);
    return { phone, page: phone.page, t };
  }

  /// Every state of the page, as far as the person gets without sending.
  async function walk({ phone, page, t }, name) {
    await checkPage(phone, `signature-empty-${name}`);
    await send(page, t.send);
    await page.getByRole('alert').waitFor();
    await checkPage(phone, `signature-missing-${name}`);
    const [wave, line] = handwriting(await padBox(page), 24);
    await (await hand(phone)).draw(wave, line);
    await checkPage(phone, `signature-drawn-${name}`);
    await method(page, 'type').click();
    await page.evaluate(() => document.fonts.ready);
    await page.waitForFunction(() => document.fonts.status === 'loaded');
    await checkPage(phone, `signature-type-${name}`);
    await method(page, 'upload').click();
    await checkPage(phone, `signature-upload-${name}`);
  }

  const languages = { phone: 'en', landscape: 'de', small: 'de', tablet: 'fr', desktop: 'es' };
  for (const display of Object.keys(displays)) {
    for (const dark of [false, true]) {
      test(`fits a ${display} display, ${dark ? 'dark' : 'light'}`, async () => {
        const all = await opened(languages[display], { display, dark });
        await walk(all, `${display}-${dark ? 'dark' : 'light'}`);
        await method(all.page, 'draw').click();
        const bottom = await all.page
          .getByRole('button', { name: all.t.send })
          .evaluate((button) => button.getBoundingClientRect().bottom - innerHeight);
        assert.ok(bottom <= 0, `the send button is ${bottom} px below the display`);
        await closeClean(all.phone);
      });
    }
  }

  for (const [display, dark] of [
    ['phone', false],
    ['landscape', true],
    ['desktop', false],
  ]) {
    test(`reads from right to left on a ${display} display`, async () => {
      const all = await opened('ar', { display, dark });
      await walk(all, `ar-${display}`);
      await closeClean(all.phone);
    });
  }

  for (const locale of ['de', 'fr', 'es']) {
    test(`speaks ${locale}, also on the narrowest phone on its side`, async () => {
      const all = await opened(locale, { viewport: { width: 667, height: 375 }, isMobile: true });
      const boxes = await all.page
        .locator('.sign button:visible, .brand')
        .evaluateAll((controls) => controls.map((control) => control.getBoundingClientRect().toJSON()));
      for (const [index, one] of boxes.entries()) {
        for (const other of boxes.slice(index + 1)) {
          const apart = one.right <= other.left || other.right <= one.left || one.bottom <= other.top || other.bottom <= one.top;
          assert.ok(apart, `${JSON.stringify(one)} lies over ${JSON.stringify(other)}`);
        }
      }
      await walk(all, `narrow-${locale}`);
      await closeClean(all.phone);
    });
  }

  for (const display of ['phone', 'small', 'desktop']) {
    test(`text of twice the size still fits a ${display} display`, async () => {
      const all = await opened('fr', { display });
      await all.page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
      await all.page.waitForTimeout(100);
      const { height } = await padBox(all.page);
      assert.ok(height >= 150, `the pad is ${height} px high`);
      await walk(all, `large-${display}`);
      await closeClean(all.phone);
    });
  }

  test('who wants less motion gets none', async () => {
    const { phone, page } = await opened('en', { reducedMotion: 'reduce' });
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

  test('the first load is at most 50 KB over the wire', async () => {
    const { url } = await server.createSession(signature({}, { locale: 'ar' }));
    const phone = await newPhone(browser);
    const devtools = await phone.context.newCDPSession(phone.page);
    await devtools.send('Network.enable');
    let bytes = 0;
    devtools.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
    await openPage(phone.page, url, signatureStrings('ar'));
    assert.ok(bytes > 5_000 && bytes <= 51_200, `${bytes} bytes`);
    await closeClean(phone);
  });
});
