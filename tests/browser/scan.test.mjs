// The scan page from choosing pictures to the PDF: order, deletion, several documents, pictures that cannot be used.
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
  said,
  scan,
  scanStrings,
  send,
  submission,
  tool,
} from './scan_page.mjs';

const words = scanStrings();
const broken = { name: 'broken.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('this is no picture') };

describe('scan', () => {
  let server, browser, pages;
  before(async () => {
    server = await startServer();
    browser = await startBrowser();
    pages = await makePages(browser, 50);
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

  /// Sends, and gives what was handed in once the page says that it has arrived.
  async function handIn(page) {
    const data = submission(page);
    await send(page);
    await expectDone(page);
    return data;
  }

  test('makes a PDF of the pages in the order that they were given', async () => {
    const { id, phone, page } = await opened();
    await pickPages(page, [pages[0], pages[9], pages[19]]);
    await expectSent(page, 3);
    await pickPages(page, [pages[29]]);
    await expectSent(page, 4);
    await openCard(page, 1);
    await tool(page, 'move');
    await button(page, words['move.later']).click();
    await page.getByLabel(words['move.position']).selectOption({ value: '3' });
    await button(page, words['panel.done']).click();
    await back(page);
    assert.deepEqual(await keysOn(page), ['p2', 'p3', 'p4', 'p1']);
    const data = await handIn(page);
    assert.deepEqual(keysOf(data), [['p2', 'p3', 'p4', 'p1']]);
    const [pdf] = await documentsOf(server, id);
    assertPages(pdf, [10, 20, 30, 1]);
    await closeClean(phone);
  });

  test('deletes pages, and brings them back', async () => {
    const { id, phone, page } = await opened();
    await pickPages(page, pages.slice(0, 3));
    await expectSent(page, 3);
    await openCard(page, 2);
    await tool(page, 'delete');
    assert.deepEqual(await keysOn(page), ['p1', 'p3']);
    await button(page, words.undo).click();
    assert.deepEqual(await keysOn(page), ['p1', 'p2', 'p3']);
    assert.equal(await page.evaluate(() => document.activeElement.closest('[data-key]')?.dataset.key), 'p2');
    await openCard(page, 1);
    const removed = page.waitForRequest((request) => request.method() === 'DELETE');
    await tool(page, 'delete');
    await button(page, words['undo.close']).click();
    assert.match((await removed).url(), /\/files\/p1$/);
    assert.deepEqual(keysOf(await handIn(page)), [['p2', 'p3']]);
    const [pdf] = await documentsOf(server, id);
    assertPages(pdf, [2, 3]);
    await closeClean(phone);
  });

  test('says which picture cannot be used, and sends the others', async () => {
    const { phone, page } = await opened();
    await pickPages(page, [pages[0], broken, pages[2]]);
    await expectSent(page, 3);
    await send(page);
    const alert = page.getByRole('alert');
    await alert.waitFor();
    assert.match(
      await alert.innerText(),
      new RegExp(said(words, 'problem.unsupported.title', { page: said(words, 'page.name', { n: 2 }) })),
    );
    await checkPage(phone, 'scan-refused');
    await button(page, said(words, 'problem.show', { page: said(words, 'page.name', { n: 2 }) })).click();
    await page.locator('.page-screen').waitFor();
    await tool(page, 'delete');
    assert.deepEqual(keysOf(await handIn(page)), [['p1', 'p3']]);
    await closeClean(phone);
  });

  test('makes several documents, and moves pages between them', async () => {
    const { id, phone, page } = await opened({ session: { document_mode: 'multi' } });
    await pickPages(page, [pages[4], pages[9], pages[14]]);
    await expectSent(page, 3);
    await button(page, words['documents.add']).click();
    await pickPages(page, [pages[19]]);
    await expectSent(page, 4);
    await openCard(page, 3);
    await tool(page, 'move');
    await page.getByLabel(words['move.document']).selectOption({ value: '1' });
    await button(page, words['panel.done']).click();
    await checkPage(phone, 'scan-multi-page');
    await back(page);
    await checkPage(phone, 'scan-multi-pages');
    assert.deepEqual(keysOf(await handIn(page)), [
      ['p1', 'p2'],
      ['p4', 'p3'],
    ]);
    const pdfs = await documentsOf(server, id);
    assert.equal(pdfs.length, 2);
    assertPages(pdfs[0], [5, 10]);
    assertPages(pdfs[1], [20, 15]);
    await closeClean(phone);
  });

  test('retakes and inserts pages in their places', async () => {
    const { phone, page } = await opened();
    await pickPages(page, pages.slice(0, 3));
    await expectSent(page, 3);
    const choose = async (name, files) => {
      await tool(page, name);
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button(page, words['capture.pick']).click()]);
      await chooser.setFiles(files);
    };
    await openCard(page, 2);
    await choose('retake', [pages[10]]);
    await choose('insert', [pages[11], pages[12]]);
    await button(page, said(words, 'capture.review', { n: 5, limit: 50 })).click();
    await expectSent(page, 5);
    assert.deepEqual(await keysOn(page), ['p1', 'p4', 'p5', 'p6', 'p3']);
    await closeClean(phone);
  });

  test('drags a page to another place', async () => {
    const { phone, page } = await opened({ display: 'desktop' });
    await pickPages(page, pages.slice(0, 3));
    await expectSent(page, 3);
    const [from, to] = [await cards(page).nth(0).boundingBox(), await cards(page).nth(2).boundingBox()];
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(to.x + to.width * 0.8, to.y + to.height / 2, { steps: 8 });
    await page.mouse.up();
    assert.deepEqual(await keysOn(page), ['p2', 'p3', 'p1']);
    assert.equal(await page.locator('.page-screen').count(), 0, 'the click after the drag opens nothing');
    await closeClean(phone);
  });

  for (const display of ['phone', 'compact', 'small', 'landscape']) {
    test(`takes fifty pages by taps on a ${display} display, and no more`, async () => {
      const { phone, page } = await opened({ display });
      await pickPages(page, pages);
      await expectSent(page, 50, { timeout: 180_000 });
      assert.equal(await page.locator('.pages-count').innerText(), said(words, 'pages.count', { n: 50, limit: 50 }));
      await pickPages(page, [pages[0]]);
      await page.getByRole('alert').waitFor();
      await checkPage(phone, `scan-fifty-${display}`);
      await cards(page).nth(49).getByRole('button').tap();
      await page.getByRole('button', { name: words['tools.move'], exact: true }).tap();
      await page.getByLabel(words['move.position']).selectOption({ value: '0' });
      await page.getByRole('button', { name: words['panel.done'], exact: true }).tap();
      await page.getByRole('button', { name: words['page.back'], exact: true }).tap();
      assert.equal((await keysOn(page))[0], 'p50');
      const last = await cards(page)
        .nth(49)
        .getByRole('button')
        .evaluate(
          (card) => (
            card.scrollIntoView({ block: 'end', behavior: 'instant' }),
            card.closest('main').querySelector('.dock').getBoundingClientRect().top - card.getBoundingClientRect().top
          ),
        );
      assert.ok(last > 0, 'the dock covers the last page');
      const below = await button(page, words.send).evaluate((send) => send.getBoundingClientRect().bottom - innerHeight);
      assert.ok(below <= 0, `the send button is ${below} px below the display`);
      await closeClean(phone);
    });
  }
});
