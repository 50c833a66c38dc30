// Dragging pages in the overview: with a finger and with a mouse, as far as the hand goes, from one document to another.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startServer } from '../http/launch.mjs';
import { closeClean, newPhone, startBrowser } from './phone.mjs';
import {
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
import { hand } from './signature_page.mjs';

const words = scanStrings();

describe('dragging pages', () => {
  let server, browser, pages;
  before(async () => {
    server = await startServer();
    browser = await startBrowser();
    pages = await makePages(browser, 12);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  async function opened(count, { session = {}, ...more } = {}) {
    const { url } = await server.createSession(scan(session));
    const phone = await newPhone(browser, more);
    await openScan(phone.page, url);
    await pickPages(phone.page, pages.slice(0, count));
    await expectSent(phone.page, count);
    return { phone, page: phone.page };
  }

  const middleOf = async (card) => {
    // The dock may lie over what is only just on the display.
    await card.evaluate((card) => card.scrollIntoView({ block: 'center', behavior: 'instant' }));
    const { x, y, width, height } = await card.boundingBox();
    return { x: x + width / 2, y: y + height / 2 };
  };
  const sizeOf = (page) => page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight]);
  /// Until the page has not moved on for ten frames.
  const stood = (page) =>
    page.evaluate(async () => {
      for (let [still, last] = [0, NaN]; still < 10; last = scrollY) {
        await new Promise((painted) => requestAnimationFrame(painted));
        still = scrollY === last ? still + 1 : 0;
        // A page that grows with the card never stands.
        if (scrollY > 20_000) throw new Error('scrolls for ever');
      }
    });

  /// What lifts a card, moves it and lets go of it.
  const hands = {
    async finger(phone) {
      const { touch } = await hand(phone);
      return {
        async lift(at) {
          await touch('touchStart', at);
          await phone.page.locator('.sheet-lifted').waitFor();
        },
        move: (at) => touch('touchMove', at),
        drop: () => touch('touchEnd'),
      };
    },
    async mouse({ page }) {
      return {
        async lift({ x, y }) {
          await page.mouse.move(x, y);
          await page.mouse.down();
          await page.mouse.move(x + 8, y, { steps: 2 });
          await page.locator('.sheet-lifted').waitFor();
        },
        move: ({ x, y }) => page.mouse.move(x, y, { steps: 4 }),
        drop: () => page.mouse.up(),
      };
    },
  };

  for (const [pointer, display] of [
    ['finger', 'phone'],
    ['finger', 'small'],
    ['mouse', 'desktop'],
    ['mouse', 'phone'],
  ]) {
    for (const count of [4, 12]) {
      test(`the document stays as large as it was, ${count} pages, ${pointer} on a ${display} display`, async () => {
        const { phone, page } = await opened(count, { display });
        const { lift, move, drop } = await hands[pointer](phone);
        const { width, height } = page.viewportSize();
        const start = await middleOf(cards(page).first());
        const before = await sizeOf(page);
        await lift(start);
        await move({ x: start.x, y: height - 84 });
        await stood(page);
        assert.deepEqual(await sizeOf(page), before, 'below');
        assert.ok((await page.evaluate(() => scrollY)) <= before[1] - height, 'no further than the end');
        await move({ x: width - 2, y: height - 2 });
        await stood(page);
        assert.deepEqual(await sizeOf(page), before, 'to the right');
        await drop();
        assert.equal((await keysOn(page)).at(-1), 'p1', 'it goes to the end');
        const back = await middleOf(cards(page).last());
        const then = await sizeOf(page);
        await lift(back);
        await move({ x: 2, y: 2 });
        await stood(page);
        assert.deepEqual(await sizeOf(page), then, 'above');
        assert.equal(await page.evaluate(() => scrollY), 0);
        await drop();
        assert.equal((await keysOn(page))[0], 'p1', 'it comes back to the beginning');
        await closeClean(phone);
      });
    }
  }

  for (const [pointer, display] of [
    ['finger', 'phone'],
    ['mouse', 'desktop'],
  ]) {
    test(`a page goes from one document to another, ${pointer}`, async () => {
      const { phone, page } = await opened(3, { display, session: { document_mode: 'multi' } });
      await button(page, words['documents.add']).click();
      await pickPages(page, pages.slice(3, 5));
      await expectSent(page, 5);
      const { lift, move, drop } = await hands[pointer](phone);
      await page.evaluate(() => scrollTo(0, 0));
      const start = await middleOf(cards(page).first());
      const before = await sizeOf(page);
      await lift(start);
      await move({ x: start.x, y: page.viewportSize().height - 20 });
      await stood(page);
      assert.deepEqual(await sizeOf(page), before);
      const { x, y, width, height } = await page.locator('[data-key=p4]').boundingBox();
      await move({ x: x + width * 0.8, y: y + height / 2 });
      await drop();
      const documents = await page
        .locator('[data-document]')
        .evaluateAll((all) => all.map((each) => [...each.querySelectorAll('[data-key]')].map(({ dataset }) => dataset.key)));
      assert.deepEqual(documents, [
        ['p2', 'p3'],
        ['p4', 'p1', 'p5'],
      ]);
      const told = said(words, 'said.moved_document', { document: 2, n: 2 });
      await page.getByRole('status').filter({ hasText: told }).waitFor({ state: 'attached' });
      await closeClean(phone);
    });
  }

  test('by keyboard alone a page goes to the end and to another document', async () => {
    const { phone, page } = await opened(4, { display: 'desktop', session: { document_mode: 'multi' } });
    await cards(page).first().getByRole('button').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: words['tools.move'], exact: true }).focus();
    await page.keyboard.press('Enter');
    const later = button(page, words['move.later']);
    await later.focus();
    for (let step = 0; step < 5; step += 1) await page.keyboard.press('Enter');
    assert.equal(await later.evaluate((control) => control === document.activeElement), true, 'the focus stays');
    await page.getByLabel(words['move.document']).focus();
    await page.keyboard.press('ArrowDown');
    await button(page, words['panel.done']).focus();
    await page.keyboard.press('Enter');
    await button(page, words['page.back']).focus();
    await page.keyboard.press('Enter');
    assert.deepEqual(await keysOn(page), ['p2', 'p3', 'p4', 'p1']);
    assert.equal(await page.evaluate(() => document.activeElement.closest('[data-key]')?.dataset.key), 'p1');
    await openCard(page, 4);
    await tool(page, 'move');
    assert.equal(await page.getByLabel(words['move.document']).inputValue(), '1');
    await closeClean(phone);
  });
});
