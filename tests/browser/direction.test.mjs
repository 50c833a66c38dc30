// What a backend writes is read in the direction of its own letters, whatever language the page is in.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startServer } from '../http/launch.mjs';
import { checkPage, closeClean, newPhone, startBrowser } from './phone.mjs';
import { choose, expectDone, open, photoStrings, picture, send, shellStrings } from './photo_page.mjs';
import { openPage, signature, signatureStrings } from './signature_page.mjs';

const photo = (more = {}) => ({ action_type: 'photo', output_format: 'jpg', ...more });
/// "Proof of address", "Please photograph a bill (not older than 3 months).", "all corners visible", "no reflections".
const arabic = '# إثبات العنوان\n\nصوّر فاتورة (لا يزيد عمرها عن 3 أشهر).\n\n- كل الزوايا ظاهرة\n- بلا انعكاسات\n\n> اقتباس';
const english =
  '# Proof of address\n\nPlease photograph a bill (not older than 3 months).\n\n1. all corners visible\n2. no reflections\n\n> quoted';

describe('direction', () => {
  let server, browser;
  before(async () => {
    server = await startServer();
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  const directions = (page, selector) =>
    page.locator(selector).evaluateAll((all) => [...new Set(all.map((each) => getComputedStyle(each).direction))]);

  for (const [name, intro_text, locale, direction] of [
    ['an Arabic intro on an English page', arabic, 'en', 'rtl'],
    ['an English intro on an Arabic page', english, 'ar', 'ltr'],
    ['an Arabic intro on an Arabic page', arabic, 'ar', 'rtl'],
  ]) {
    test(`${name} reads ${direction}`, async () => {
      const { url } = await server.createSession(photo({ intro_text, locale }));
      const phone = await newPhone(browser);
      const { page } = phone;
      await page.goto(url);
      assert.equal(await page.locator('html').getAttribute('dir'), locale === 'ar' ? 'rtl' : 'ltr');
      assert.deepEqual(await directions(page, '.prose > *, .prose li, .prose blockquote p'), [direction]);
      // The marks of a list stand before it, inside of the page.
      assert.deepEqual(
        await page.locator('.prose > :is(ul, ol)').evaluate((list) => {
          const { paddingLeft, paddingRight } = getComputedStyle(list);
          return [parseFloat(paddingLeft) > 0, parseFloat(paddingRight) > 0];
        }),
        [direction === 'ltr', direction === 'rtl'],
      );
      await checkPage(phone, `intro-${direction}-on-${locale}`);
      await closeClean(phone);
    });
  }

  test('blocks of an intro that is in two languages each have their own', async () => {
    const { url } = await server.createSession(photo({ intro_text: `${english}\n\n---\n\n${arabic}\n\n- first\n- ثانيا (2)` }));
    const phone = await newPhone(browser, { display: 'small' });
    const { page } = phone;
    await page.goto(url);
    assert.deepEqual(await page.locator('.prose > h1').evaluateAll((all) => all.map((each) => getComputedStyle(each).direction)), [
      'ltr',
      'rtl',
    ]);
    // A line of another direction than its list begins at its own side.
    const sides = await page.locator('.prose > ul:last-child > li').evaluateAll((all) =>
      all.map((item) => {
        const range = document.createRange();
        range.selectNodeContents(item);
        const [text, box] = [range.getBoundingClientRect(), item.getBoundingClientRect()];
        return text.left - box.left < box.right - text.right ? 'left' : 'right';
      }),
    );
    assert.deepEqual(sides, ['left', 'right']);
    await checkPage(phone, 'intro-two-languages');
    await closeClean(phone);
  });

  test('the language of an intro is the one that the backend said, or none', async () => {
    for (const [locale, lang, html] of [
      [undefined, null, 'fr'],
      ['de', 'de', 'de'],
      // Which no page speaks.
      ['ja', 'ja', 'fr'],
    ]) {
      const { url } = await server.createSession(photo({ intro_text: 'Text', ...(locale ? { locale } : {}) }));
      const phone = await newPhone(browser, { locale: 'fr', extraHTTPHeaders: { 'Accept-Language': 'fr' } });
      await phone.page.goto(url);
      assert.equal(await phone.page.locator('.prose').getAttribute('lang'), lang);
      assert.equal(await phone.page.locator('html').getAttribute('lang'), html);
      await checkPage(phone, `intro-lang-${locale}`);
      await closeClean(phone);
    }
  });

  test('the name of the site to go back to stands apart from the words around it', async () => {
    const { url } = await server.createSession(photo({ locale: 'ar', return_url: 'https://1.bank.example/' }));
    const phone = await newPhone(browser);
    const { page } = phone;
    const t = photoStrings('ar');
    await open(page, url, t);
    await choose(page, picture('upright_1.jpg'), { button: t['choose.pick'] });
    await send(page, t['preview.send']);
    const shell = shellStrings('ar');
    await expectDone(page, shell);
    for (const name of ['by the page', 'by the server']) {
      const link = page.getByRole('link');
      assert.equal(await link.textContent(), shell.return.replace('{site}', '1.bank.example'), name);
      assert.equal(await link.locator('bdi').textContent(), '1.bank.example', name);
      assert.deepEqual(await directions(page, 'a bdi'), ['ltr'], name);
      await page.reload();
      await expectDone(page, shell);
    }
    await closeClean(phone);
  });

  for (const [signer_name, locale, direction] of [
    ['ليلى الهاشمي (مديرة)', 'en', 'rtl'],
    ['Leila Haschimi (director)', 'ar', 'ltr'],
  ]) {
    test(`the name of the signer reads ${direction} on a page in ${locale}`, async () => {
      const { url } = await server.createSession(signature({ signer_name }, { locale }));
      const phone = await newPhone(browser);
      await openPage(phone.page, url, signatureStrings(locale));
      assert.deepEqual(await directions(phone.page, '.pad-name'), [direction]);
      await checkPage(phone, `signature-name-${direction}-on-${locale}`);
      await closeClean(phone);
    });
  }
});
