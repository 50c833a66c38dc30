// One link, several phones, and what the server tells them by itself.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { startServer } from '../http/launch.mjs';
import { assertUpright } from './corners.mjs';
import { checkPage, closeClean, newPhone, startBrowser } from './phone.mjs';
import { choose, expectDone, expectTitle, onlyResult, open, photoStrings, picture, send, shellStrings } from './photo_page.mjs';

const words = photoStrings();
const shell = shellStrings();
const png = { action_type: 'photo', output_format: 'png' };
const button = (page, name) => page.getByRole('button', { name, exact: true });

describe('devices', () => {
  let server, browser;
  before(async () => {
    server = await startServer();
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  /// A phone on which the session is bound to it.
  async function bound(url, { heading = words.title, ...options } = {}) {
    const phone = await newPhone(browser, options);
    const started = phone.page.waitForResponse((answer) => answer.url().endsWith('/start'));
    const listening = phone.page.waitForResponse((answer) => answer.url().endsWith('/events'));
    await open(phone.page, url, { title: heading });
    await started;
    await listening;
    return phone;
  }

  async function second(url, options) {
    const phone = await newPhone(browser, options);
    await phone.page.goto(url);
    await expectTitle(phone.page, shell['elsewhere.open.title']);
    return phone;
  }

  test('a second phone asks before it takes over, and the first one sees it', async () => {
    const { id, url } = await server.createSession(png);
    const one = await bound(url);
    const two = await second(url);
    await checkPage(two, 'elsewhere-open');
    await expectTitle(one.page, words.title);
    await button(two.page, shell['elsewhere.open.here']).click();
    await expectTitle(two.page, words.title);
    await expectTitle(one.page, shell['elsewhere.continued.title']);
    await checkPage(one, 'elsewhere-continued');
    await choose(two.page, picture('upright_2.jpg'));
    await send(two.page);
    await expectDone(two.page);
    await closeClean(two);
    await expectDone(one.page);
    await closeClean(one);
    await assertUpright(browser, 'image/png', (await onlyResult(server, id)).bytes);
  });

  test('changing phones in mid-task loses nothing, there and back', async () => {
    const { id, url } = await server.createSession(png);
    const one = await bound(url);
    await choose(one.page, picture('upright_6.jpg'));
    await one.page.route('**/submit', (route) => route.abort('internetdisconnected'));
    await send(one.page);
    await one.page.getByText(words['waiting.network.title']).first().waitFor();
    const two = await second(url);
    await button(two.page, shell['elsewhere.open.here']).click();
    await expectTitle(two.page, words['preview.title']);
    await two.page.waitForFunction(() => document.querySelector('img.preview')?.naturalWidth === 640);
    await expectTitle(one.page, shell['elsewhere.continued.title']);
    await one.page.unroute('**/submit');
    await button(one.page, shell['elsewhere.continued.here']).click();
    await expectTitle(one.page, words['preview.title']);
    await expectTitle(two.page, shell['elsewhere.continued.title']);
    await send(one.page);
    await expectDone(one.page);
    await closeClean(one);
    await closeClean(two);
    await assertUpright(browser, 'image/png', (await onlyResult(server, id)).bytes);
  });

  test('a photo that was not sent is still there when the person comes back', async () => {
    const { url } = await server.createSession(png);
    const one = await bound(url);
    await choose(one.page, picture('upright_6.jpg'));
    await expectTitle(one.page, words['preview.title']);
    const two = await second(url);
    await button(two.page, shell['elsewhere.open.here']).click();
    await expectTitle(two.page, words.title);
    await expectTitle(one.page, shell['elsewhere.continued.title']);
    await button(one.page, shell['elsewhere.continued.here']).click();
    await expectTitle(one.page, words['preview.title']);
    await one.page.waitForFunction(() => document.querySelector('img.preview')?.naturalWidth === 640);
    await closeClean(one);
    await closeClean(two);
  });

  test('without an event stream the first phone learns it from its next request', async () => {
    const { url } = await server.createSession(png);
    const one = await newPhone(browser);
    await one.page.addInitScript(() => delete window.EventSource);
    const started = one.page.waitForResponse((answer) => answer.url().endsWith('/start'));
    await open(one.page, url);
    await started;
    await choose(one.page, picture('upright_1.jpg'));
    const two = await second(url);
    await button(two.page, shell['elsewhere.open.here']).click();
    await expectTitle(two.page, words.title);
    await send(one.page);
    await expectTitle(one.page, shell['elsewhere.continued.title']);
    await closeClean(one);
    await closeClean(two);
  });

  test('taking over without a network is asked again', async () => {
    const { url } = await server.createSession(png);
    const one = await bound(url);
    const two = await second(url);
    await two.page.route('**/takeover', (route) => route.fulfill({ status: 500, body: '' }));
    await button(two.page, shell['elsewhere.open.here']).click();
    await expectTitle(two.page, shell['offline.title']);
    await two.page.unroute('**/takeover');
    await Promise.any([button(two.page, shell.retry).click(), expectTitle(two.page, words.title)]);
    await expectTitle(two.page, words.title);
    await closeClean(one);
    await closeClean(two);
  });

  test('a browser that keeps no cookies is told so', async () => {
    const { url } = await server.createSession(png);
    const phone = await newPhone(browser);
    await phone.page.route('**/start', async (route) => {
      const response = await route.fetch();
      const { 'set-cookie': _cookie, ...headers } = response.headers();
      await phone.context.clearCookies();
      await route.fulfill({ response, headers });
      await phone.context.clearCookies();
    });
    await phone.page.goto(url);
    await expectTitle(phone.page, shell['cookies.title']);
    await checkPage(phone, 'cookies');
    await closeClean(phone);
  });

  test('a task that is finished elsewhere ends at once', async () => {
    const { url } = await server.createSession(png);
    const phone = await bound(url);
    const data = readFileSync(picture('upright_1.jpg')).toString('base64');
    const body = JSON.stringify({ items: [{ content_type: 'image/jpeg', filename: 'a.jpg', data }] });
    const other = await fetch(`${url}/result`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
    assert.equal(other.status, 200);
    await expectDone(phone.page);
    await closeClean(phone);
  });

  test('the end of a link is announced before it comes', async () => {
    const { url } = await server.createSession({ ...png, session_ttl: '32s' });
    const phone = await bound(url);
    await phone.page.getByText(shell['expiring.last']).waitFor({ timeout: 40_000 });
    await checkPage(phone, 'expiring-last');
    await expectTitle(phone.page, shell['expired.title']);
    assert.equal(await phone.page.getByText(shell['expiring.last']).count(), 0);
    await checkPage(phone, 'expired-by-event');
    await closeClean(phone);
  });

  for (const [tag, minutes] of Object.entries({ en: '2 minutes', de: '2 Minuten', ar: 'دقيقتان' })) {
    test(`the minutes that are left are told in ${tag}`, async () => {
      const { url } = await server.createSession({ ...png, session_ttl: '122s', locale: tag });
      const phone = await newPhone(browser, { dark: tag === 'de' });
      await open(phone.page, url, photoStrings(tag));
      const text = shellStrings(tag)['expiring.text'].replace('{time}', minutes);
      await phone.page.waitForFunction(
        (text) =>
          document
            .querySelector('.bulletin')
            ?.textContent.replace(/\u00a0/g, ' ')
            .includes(text),
        text,
      );
      await checkPage(phone, `expiring-${tag}`);
      await closeClean(phone);
    });
  }

  for (const [display, locale, dark] of [
    ['phone', 'ar', true],
    ['small', 'de', true],
    ['landscape', 'fr', false],
    ['tablet', 'ar', false],
    ['desktop', 'es', true],
  ]) {
    test(`the pages between phones fit a ${display} display in ${locale}`, async () => {
      const t = shellStrings(locale);
      const { url } = await server.createSession({ ...png, locale });
      const heading = photoStrings(locale)[display === 'desktop' ? 'choose.pick' : 'title'];
      const one = await bound(url, { display, dark, heading });
      const two = await newPhone(browser, { display, dark });
      await two.page.goto(url);
      await expectTitle(two.page, t['elsewhere.open.title']);
      await checkPage(two, `elsewhere-open-${display}-${locale}`);
      await button(two.page, t['elsewhere.open.here']).click();
      await expectTitle(one.page, t['elsewhere.continued.title']);
      await checkPage(one, `elsewhere-continued-${display}-${locale}`);
      await closeClean(one);
      await closeClean(two);
    });
  }
});
