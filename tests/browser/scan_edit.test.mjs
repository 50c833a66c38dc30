// Crop editor and filters: by finger, by keyboard, and as a screen reader tells them.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startServer } from '../http/launch.mjs';
import { checkPage, closeClean, newPhone, startBrowser } from './phone.mjs';
import {
  back,
  button,
  expectSent,
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

describe('scan editor', () => {
  let server, browser, pages;
  before(async () => {
    server = await startServer();
    browser = await startBrowser();
    pages = await makePages(browser, 3);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  async function opened(more = {}, pictures = pages) {
    const { id, url } = await server.createSession(scan());
    const phone = await newPhone(browser, more);
    const { page } = phone;
    await openScan(page, url);
    const [info] = await Promise.all([
      page.waitForResponse((answer) => answer.url().endsWith('/files/p1')).then(async (answer) => (await answer.json()).info),
      pickPages(page, pictures),
    ]);
    await expectSent(page, pictures.length);
    await openCard(page, 1);
    return { id, phone, page, info };
  }
  const corner = (page, index) => page.getByRole('slider', { name: words[`crop.corner_${index}`], exact: true });
  const place = async (handle) =>
    (await handle.getAttribute('aria-valuetext'))
      .replaceAll(/(\d),(?=\d{3})/g, '$1')
      .split(', ')
      .map(Number);
  async function edit(page) {
    await tool(page, 'crop');
    await corner(page, 0).waitFor();
  }
  async function submitted(page) {
    await back(page);
    const data = submission(page);
    await send(page);
    return (await data).documents[0].pages;
  }

  test('begins with what was found, and moves by 1 and 10 pixels with the arrow keys', async () => {
    const { phone, page, info } = await opened();
    await edit(page);
    const start = await place(corner(page, 0));
    if (info.quad) assert.deepEqual(start, info.quad[0].map(Math.round));
    await corner(page, 0).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    assert.deepEqual(await place(corner(page, 0)), [start[0] + 1, start[1] + 11]);
    await checkPage(phone, 'scan-crop-keys');
    await button(page, words['crop.done']).click();
    const [first] = await submitted(page);
    assert.ok(Math.abs(first.quad[0][0] - start[0] - 1) <= 0.5 && Math.abs(first.quad[0][1] - start[1] - 11) <= 0.5);
    await closeClean(phone);
  });

  test('follows the finger, shows the spot in a loupe, and stays convex', async () => {
    const { phone, page } = await opened();
    await edit(page);
    const handle = corner(page, 2);
    const box = await handle.boundingBox();
    assert.ok(box.width >= 44 && box.height >= 44);
    const before = await place(handle);
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x - 10, box.y - 20, { steps: 5 });
    await page.locator('.loupe').waitFor();
    const after = await place(handle);
    assert.ok(after[0] < before[0] && after[1] < before[1]);
    await page.mouse.move(5, 5, { steps: 5 });
    await page.mouse.up();
    assert.equal(await page.locator('.loupe').count(), 0);
    const quad = await Promise.all([0, 1, 2, 3].map((index) => place(corner(page, index))));
    const turns = quad.map(([x, y], index) => {
      const [[ax, ay], [bx, by]] = [quad[(index + 1) % 4], quad[(index + 2) % 4]];
      return (ax - x) * (by - ay) - (ay - y) * (bx - ax);
    });
    assert.ok(
      turns.every((turn) => turn > 0),
      `${turns}`,
    );
    await closeClean(phone);
  });

  test('takes the whole picture, and what was detected again; leaves without a change', async () => {
    const { phone, page, info } = await opened();
    await edit(page);
    const detected = await place(corner(page, 0));
    await button(page, words['crop.whole']).click();
    assert.deepEqual(await place(corner(page, 2)), [info.width - 1, info.height - 1]);
    if (info.quad) {
      await button(page, words['crop.detected']).click();
      assert.deepEqual(await place(corner(page, 0)), detected);
    }
    await button(page, words['crop.whole']).click();
    await page.keyboard.press('Escape');
    await edit(page);
    assert.deepEqual(await place(corner(page, 0)), detected);
    await button(page, words['crop.whole']).click();
    await button(page, words['tools.turn']).click();
    await button(page, words['crop.done']).click();
    const [first] = await submitted(page);
    assert.equal(first.quad, null);
    assert.equal(first.rotation, 90);
    await closeClean(phone);
  });

  test('applies a filter to one page or to all, with a picture of each', async () => {
    const { phone, page } = await opened();
    await tool(page, 'filter');
    await page.waitForFunction(() => document.querySelectorAll('.filter img').length === 5);
    await checkPage(phone, 'scan-filter');
    await page.getByRole('radio', { name: words['filter.gray'] }).check({ force: true });
    await button(page, words['panel.done']).click();
    await button(page, words['page.next']).click();
    await tool(page, 'filter');
    await page.getByRole('radio', { name: words['filter.bw'] }).check({ force: true });
    await button(page, words['panel.done']).click();
    await button(page, words['page.previous']).click();
    await tool(page, 'filter');
    assert.ok(await page.getByRole('radio', { name: words['filter.gray'] }).isChecked());
    await button(page, words['filter.all']).click();
    await button(page, words['panel.done']).click();
    assert.deepEqual(
      (await submitted(page)).map(({ mode }) => mode),
      ['gray', 'gray', 'gray'],
    );
    await closeClean(phone);
  });

  test('outlines a reflection, follows the page that is turned, and offers to retake it', async () => {
    const [glaring] = await makePages(browser, 1, { glaring: true });
    const { phone, page } = await opened({}, [glaring]);
    const outline = page.locator('.region');
    const middle = () =>
      outline.evaluate((svg) => {
        const { x, y, width, height } = svg.querySelector('.region-line').getBBox();
        return [(x + width / 2) / svg.viewBox.baseVal.width, (y + height / 2) / svg.viewBox.baseVal.height];
      });
    const isAt = ([x, y], [u, v]) => assert.ok(Math.hypot(x - u, y - v) < 0.02, `${x}, ${y}`);
    await outline.waitFor();
    isAt(await middle(), [0.285, 0.81]);
    assert.equal(await outline.getAttribute('aria-label'), words['region.bottom_left']);
    await tool(page, 'turn');
    await page.getByRole('img', { name: words['region.top_left'] }).waitFor();
    isAt(await middle(), [0.19, 0.285]);
    await button(page, words['page.retake']).click();
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button(page, words['capture.pick']).click()]);
    await chooser.setFiles(pages[0]);
    await outline.waitFor({ state: 'detached' });
    assert.equal(await button(page, words['page.retake']).count(), 0);
    await closeClean(phone);
  });

  test('has pages made as they are edited, so that sending only puts them together', async () => {
    const { phone, page } = await opened();
    const rendered = page.waitForRequest((request) => request.url().endsWith('/do/render') && request.postDataJSON().rotation === 90);
    await tool(page, 'turn');
    const { key, mode } = (await rendered).postDataJSON();
    assert.deepEqual([key, mode], ['p1', 'auto']);
    await closeClean(phone);
  });
});
