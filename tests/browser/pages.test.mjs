// The pages around the action, in the languages of the product, and what every page must be.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sleep, startServer } from '../http/launch.mjs';
import { checkPage, closeClean, displays, newPhone, startBrowser } from './phone.mjs';
import { choose, expectDone, expectTitle, open, photoStrings, picture, send, shellStrings } from './photo_page.mjs';

const tags = ['en', 'de', 'fr', 'es', 'ar'];
const nobody = '3b241101-e2bb-4255-8caf-4136c566a962';
const photo = (more = {}) => ({ action_type: 'photo', output_format: 'jpg', ...more });

describe('pages', () => {
  let server, browser;
  before(async () => {
    server = await startServer();
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  test('the intro is shown first, without any script, and its button leads to the action', async () => {
    const intro_text = '# Proof of address\n\nPlease photograph a **recent bill**.\n\n- all corners visible\n- no reflections';
    const { id, url } = await server.createSession(photo({ intro_text }));
    const phone = await newPhone(browser, { javaScriptEnabled: false });
    await phone.page.goto(url);
    await expectTitle(phone.page, 'Proof of address');
    assert.equal(await phone.page.locator('.prose li').count(), 2);
    assert.equal(await phone.page.getByText('recent bill').evaluate((node) => node.tagName), 'STRONG');
    await phone.page.getByRole('link', { name: shellStrings()['intro.continue'] }).click();
    assert.equal(await phone.page.locator('noscript').innerText(), shellStrings().noscript);
    await closeClean(phone);
    const again = await newPhone(browser);
    await again.page.goto(url);
    await checkPage(again, 'intro');
    await again.page.getByRole('link', { name: shellStrings()['intro.continue'] }).click();
    await expectTitle(again.page, photoStrings().title);
    await closeClean(again);
    assert.equal((await (await server.api(`/api/v1/sessions/${id}`)).json()).status, 'action_started');
  });

  for (const tag of tags) {
    test(`unknown, expired and done pages speak ${tag}`, async () => {
      const t = shellStrings(tag);
      const phone = await newPhone(browser, { locale: tag, extraHTTPHeaders: { 'Accept-Language': tag } });
      const { page } = phone;
      assert.equal((await page.goto(`${server.url}/s/${nobody}`)).status(), 404);
      await expectTitle(page, t['unknown.title']);
      assert.equal(await page.locator('html').getAttribute('dir'), tag === 'ar' ? 'rtl' : 'ltr');
      await checkPage(phone, `unknown-${tag}`);

      const expired = await server.createSession(photo({ session_ttl: '1s', locale: tag }));
      await sleep(2_500);
      assert.equal((await page.goto(expired.url)).status(), 410);
      await expectTitle(page, t['expired.title']);
      await checkPage(phone, `expired-${tag}`);

      const done = await server.createSession(photo({ locale: tag, return_url: 'https://bank.example/back?a=1&b=2' }));
      await open(page, done.url, photoStrings(tag));
      await checkPage(phone, `choose-${tag}`);
      await choose(page, picture('upright_1.jpg'), { button: photoStrings(tag)['choose.pick'] });
      await send(page, photoStrings(tag)['preview.send']);
      await expectDone(page, t);
      await checkPage(phone, `done-${tag}`);
      await page.reload();
      await expectDone(page, t);
      const back = page.getByRole('link');
      assert.equal(await back.getAttribute('href'), 'https://bank.example/back?a=1&b=2');
      assert.equal(await back.textContent(), t.return.replace('{site}', 'bank.example'));
      await checkPage(phone, `done-again-${tag}`);
      await closeClean(phone);
    });
  }

  test('words and names longer than the smallest display is wide are broken', async () => {
    const intro_text = '# Identitätsnachweis für die Kontoeröffnung\n\n> Donaudampfschifffahrtsgesellschaftskapitän';
    const { url } = await server.createSession(
      photo({ intro_text, locale: 'de', return_url: 'https://services.identification.bank.example/' }),
    );
    const phone = await newPhone(browser, { display: 'small', dark: true });
    const { page } = phone;
    const t = photoStrings('de');
    await page.goto(url);
    await checkPage(phone, 'long-intro');
    await page.getByRole('link', { name: shellStrings('de')['intro.continue'] }).click();
    await choose(page, picture('upright_1.jpg'), { button: t['choose.pick'] });
    await send(page, t['preview.send']);
    await expectDone(page, shellStrings('de'));
    await checkPage(phone, 'long-done');
    await closeClean(phone);
  });

  for (const display of Object.keys(displays)) {
    for (const dark of [false, true]) {
      test(`the action fits a ${display} display, ${dark ? 'dark' : 'light'}`, async () => {
        const { url } = await server.createSession(photo({ locale: 'de' }));
        const phone = await newPhone(browser, { display, dark });
        const t = photoStrings('de');
        const name = `${display}-${dark ? 'dark' : 'light'}`;
        await phone.page.goto(url);
        await phone.page.getByRole('button', { name: t['choose.pick'] }).waitFor();
        await checkPage(phone, `choose-${name}`);
        await choose(phone.page, picture('upright_6.jpg'), { button: t['choose.pick'] });
        await expectTitle(phone.page, t['preview.title']);
        await checkPage(phone, `preview-${name}`);
        const bottom = await phone.page
          .getByRole('button', { name: t['preview.send'] })
          .evaluate((button) => button.getBoundingClientRect().bottom - innerHeight);
        assert.ok(bottom <= 0, `the send button is ${bottom} px below the display`);
        await closeClean(phone);
      });
    }
  }

  for (const display of ['phone', 'small', 'desktop']) {
    test(`text of twice the size still fits a ${display} display`, async () => {
      const { url } = await server.createSession(photo({ locale: 'fr' }));
      const phone = await newPhone(browser, { display });
      const t = photoStrings('fr');
      await phone.page.goto(url);
      await phone.page.getByRole('button', { name: t['choose.pick'] }).waitFor();
      await phone.page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
      await checkPage(phone, `choose-large-${display}`);
      await choose(phone.page, picture('upright_6.jpg'), { button: t['choose.pick'] });
      await expectTitle(phone.page, t['preview.title']);
      await checkPage(phone, `preview-large-${display}`);
      await closeClean(phone);
    });
  }

  test('the page works below a path, as behind a proxy', async () => {
    const prefixed = await startServer({ env: { BASE_URL: 'http://127.0.0.1:{port}/some/path/' } });
    const phone = await newPhone(browser);
    try {
      const { url } = await prefixed.createSession(photo({ intro_text: 'Hello' }));
      assert.match(url, /\/some\/path\/s\//);
      await phone.page.goto(url);
      await phone.page.getByRole('link', { name: shellStrings()['intro.continue'] }).click();
      await expectTitle(phone.page, photoStrings().title);
      await choose(phone.page, picture('upright_1.jpg'));
      await send(phone.page);
      await expectDone(phone.page);
      await closeClean(phone);
    } finally {
      await prefixed.stop();
    }
  });

  test('the first load is at most 40 KB over the wire', async () => {
    const { url } = await server.createSession(photo({ locale: 'ar' }));
    const phone = await newPhone(browser);
    const devtools = await phone.context.newCDPSession(phone.page);
    await devtools.send('Network.enable');
    let bytes = 0;
    devtools.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
    await open(phone.page, url, photoStrings('ar'));
    assert.ok(bytes > 5_000 && bytes <= 40_960, `${bytes} bytes`);
    await closeClean(phone);
  });

  test('the photo page works with the keyboard alone', async () => {
    const { url } = await server.createSession(photo());
    const phone = await newPhone(browser, { display: 'desktop' });
    const { page } = phone;
    await page.goto(url);
    await page.getByRole('button').first().waitFor();
    await page.keyboard.press('Tab');
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Enter')]);
    await chooser.setFiles(picture('upright_1.jpg'));
    await expectTitle(page, photoStrings()['preview.title']);
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'H1', 'the focus is on the new title');
    await page.keyboard.press('Tab');
    assert.notEqual(await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle), 'none', 'the focus is visible');
    await page.keyboard.press('Enter');
    await expectDone(page);
    await closeClean(phone);
  });
});
