// A reload, a crash and a lost connection lose no page, and double none.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startServer } from '../http/launch.mjs';
import { checkPage, closeClean, newPhone, startBrowser } from './phone.mjs';
import { expectDone } from './photo_page.mjs';
import {
  assertPages,
  back,
  button,
  cards,
  documentsOf,
  expectSent,
  keysOf,
  keysOn,
  makePages,
  openCard,
  openScan,
  pickPages,
  scan,
  scanStrings,
  send,
  submission,
  tool,
} from './scan_page.mjs';

const words = scanStrings();
const keys = (from, to) => Array.from({ length: to - from + 1 }, (_, index) => `p${from + index}`);

describe('scan draft', () => {
  let server, browser, pages;
  before(async () => {
    server = await startServer();
    browser = await startBrowser();
    pages = await makePages(browser, 20);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  async function opened({ session = {}, ...more } = {}) {
    const { id, url } = await server.createSession(scan(session));
    const phone = await newPhone(browser, more);
    await openScan(phone.page, url);
    return { id, url, phone, page: phone.page };
  }

  /// Holds uploads back until told to go on.
  async function hold(page, matches) {
    let open;
    const gate = new Promise((resolve) => (open = resolve));
    await page.route(/\/files\/p\d+$/, async (route) => {
      if (route.request().method() === 'PUT' && matches(/p\d+$/.exec(route.request().url())[0])) await gate;
      await route.continue().catch(() => undefined);
    });
    return open;
  }

  test('a reload at page 20 brings all pages back, with their crops, filters and order', async () => {
    const { phone, page } = await opened();
    await pickPages(page, pages);
    await expectSent(page, 20, { timeout: 180_000 });
    await openCard(page, 20);
    await tool(page, 'turn');
    await tool(page, 'filter');
    await page.getByRole('radio', { name: words['filter.bw'] }).check({ force: true });
    await button(page, words['panel.done']).click();
    await tool(page, 'move');
    await page.getByLabel(words['move.position']).selectOption({ value: '0' });
    await page.reload();
    await cards(page).first().waitFor();
    assert.deepEqual(await keysOn(page), ['p20', ...keys(1, 19)]);
    const data = submission(page);
    await send(page);
    const { documents } = await data;
    assert.deepEqual(
      documents[0].pages.map(({ key }) => key),
      ['p20', ...keys(1, 19)],
    );
    assert.deepEqual([documents[0].pages[0].mode, documents[0].pages[0].rotation], ['bw', 90]);
    await expectDone(page);
    await closeClean(phone);
  });

  test('a reload during the uploads goes on with them under their keys', async () => {
    const { id, phone, page } = await opened();
    const release = await hold(page, (key) => key !== 'p1');
    await pickPages(page, pages.slice(0, 5));
    await page.waitForFunction(
      () => document.querySelectorAll('.sheet').length === 5 && !document.querySelector('[data-key=p1].sheet-busy'),
    );
    await page.reload();
    release();
    await expectSent(page, 5);
    assert.deepEqual(await keysOn(page), keys(1, 5));
    const data = submission(page);
    await send(page);
    assert.deepEqual(keysOf(await data), [keys(1, 5)]);
    await expectDone(page);
    assertPages((await documentsOf(server, id))[0], [1, 2, 3, 4, 5]);
    await closeClean(phone);
  });

  test('a crash loses nothing', async () => {
    const { url, phone, page } = await opened();
    const release = await hold(page, (key) => key === 'p3');
    await pickPages(page, pages.slice(0, 3));
    await page.waitForFunction(
      () => document.querySelectorAll('.sheet').length === 3 && document.querySelectorAll('.sheet-busy').length === 1,
    );
    const crashed = page.waitForEvent('crash');
    page.goto('chrome://crash').catch(() => undefined);
    await crashed;
    release();
    const next = await phone.context.newPage();
    await openScan(next, url);
    await expectSent(next, 3);
    assert.deepEqual(await keysOn(next), keys(1, 3));
    await closeClean(phone);
  });

  test('the network lost during page 3 of 5 ends in exactly 5 pages', async () => {
    const { id, phone, page } = await opened();
    let puts = 0;
    await page.route(/\/files\/p\d+$/, async (route) => {
      const put = route.request().method() === 'PUT';
      if (put) puts += 1;
      if (put && puts === 3) {
        await phone.context.setOffline(true);
        return route.abort('internetdisconnected');
      }
      await route.continue();
    });
    await pickPages(page, pages.slice(0, 5));
    await page.locator('[data-key=p3]').getByText(words['status.waiting']).waitFor();
    await send(page);
    await page.getByText(words['waiting.network.title']).first().waitFor();
    await checkPage(phone, 'scan-offline-sending');
    await button(page, words['sending.cancel']).click();
    await checkPage(phone, 'scan-offline-pages');
    await phone.context.setOffline(false);
    await expectSent(page, 5);
    const data = submission(page);
    await send(page);
    assert.deepEqual(keysOf(await data), [keys(1, 5)]);
    await expectDone(page);
    assertPages((await documentsOf(server, id))[0], [1, 2, 3, 4, 5]);
    await closeClean(phone);
  });

  test('a page deleted before the reload stays away', async () => {
    const { phone, page } = await opened();
    await pickPages(page, pages.slice(0, 3));
    await expectSent(page, 3);
    await openCard(page, 2);
    await tool(page, 'delete');
    await page.reload();
    await cards(page).first().waitFor();
    assert.deepEqual(await keysOn(page), ['p1', 'p3']);
    await button(page, words.undo).click();
    assert.deepEqual(await keysOn(page), ['p1', 'p2', 'p3']);
    await openCard(page, 1);
    await back(page);
    await closeClean(phone);
  });
});
