// What is sent must be what is seen: ink that comes back after the pad has got another size is inside of it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startServer } from '../http/launch.mjs';
import { assertSameInk, dataUrl } from './overlay.mjs';
import { checkPage, closeClean, displays, newPhone, startBrowser } from './phone.mjs';
import { expectDone, onlyResult } from './photo_page.mjs';
import { expectInk, expectPad, hand, handwriting, inkOn, openPage, padBox, send, signature, tool, turn } from './signature_page.mjs';

const upright = displays.phone.viewport;
const onItsSide = displays.landscape.viewport;
/// As high as a phone is with its keyboard open.
const low = { width: 390, height: 480 };

describe('ink that comes back', () => {
  let server, browser;
  before(async () => {
    server = await startServer();
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  async function opened(more = {}) {
    const { id, url } = await server.createSession(signature());
    const phone = await newPhone(browser, { deviceScaleFactor: 2, ...more });
    await openPage(phone.page, url);
    return { id, phone, page: phone.page, pad: await padBox(phone.page), ...(await hand(phone)) };
  }

  /// A wave in the middle, and lines along the upper and the lower edge, which a lower pad has no room for.
  function strokesOn(pad) {
    const along = (y) =>
      Array.from({ length: 30 }, (_, index) => ({ x: pad.x + pad.width * (0.15 + index * 0.02), y: pad.y + y + (index % 3) }));
    return { wave: handwriting(pad)[0], top: along(12), bottom: along(pad.height - 14) };
  }

  async function assertWhole(page, before) {
    await expectInk(page);
    const { box, picture } = await inkOn(page);
    const { width, height } = await padBox(page);
    assert.ok(
      box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height,
      `the ink is at ${JSON.stringify(box)} of ${width} × ${height}`,
    );
    await assertSameInk(browser, before.picture, picture);
  }

  async function sentAs({ id, phone, page }) {
    const shown = await inkOn(page);
    await send(page);
    await expectDone(page);
    await assertSameInk(browser, shown.picture, dataUrl('image/svg+xml', (await onlyResult(server, id)).bytes));
    await closeClean(phone);
  }

  for (const [name, from, to] of [
    ['turned to its side', upright, onItsSide],
    ['turned upright', onItsSide, upright],
    ['made lower by a keyboard', upright, low],
  ]) {
    test(`by redo, on a phone that was ${name}`, async () => {
      const all = await opened({ viewport: from });
      const { page, pad, draw } = all;
      const { wave, top, bottom } = strokesOn(pad);
      await draw(wave, top, bottom);
      const before = await inkOn(page);
      await tool(page, 'undo').click();
      await tool(page, 'undo').click();
      await turn(page, to);
      await tool(page, 'redo').click();
      await tool(page, 'redo').click();
      await assertWhole(page, before);
      await checkPage(all.phone, `signature-redone-${to.width}x${to.height}`);
      await turn(page, from);
      await expectPad(page, before);
      await turn(page, to);
      await sentAs(all);
    });

    test(`by undoing a clear, on a phone that was ${name}`, async () => {
      const all = await opened({ viewport: from });
      const { page, pad, draw } = all;
      const { wave, top, bottom } = strokesOn(pad);
      await draw(top, wave, bottom);
      const before = await inkOn(page);
      await tool(page, 'clear').click();
      await expectInk(page, false);
      await turn(page, to);
      await tool(page, 'undo').click();
      await assertWhole(page, before);
      await sentAs(all);
    });
  }

  test('by redo of everything, after all of it was undone', async () => {
    const all = await opened();
    const { page, pad, draw } = all;
    const { wave, bottom } = strokesOn(pad);
    await draw(bottom, wave);
    const before = await inkOn(page);
    await tool(page, 'undo').click();
    await tool(page, 'undo').click();
    await turn(page, onItsSide);
    await tool(page, 'redo').click();
    await tool(page, 'redo').click();
    await assertWhole(page, before);
    await sentAs(all);
  });

  test('from a draft that another display began', async () => {
    const all = await opened();
    const { page, pad, draw } = all;
    const { wave, top, bottom } = strokesOn(pad);
    await draw(wave, top, bottom);
    const before = await inkOn(page);
    const saved = page.waitForResponse((response) => response.url().endsWith('/draft') && response.ok());
    await tool(page, 'undo').click();
    await tool(page, 'undo').click();
    await saved;
    await page.setViewportSize(onItsSide);
    await page.reload();
    await expectInk(page);
    await tool(page, 'redo').click();
    await tool(page, 'redo').click();
    await assertWhole(page, before);
    await sentAs(all);
  });

  test('keys do nothing while a stroke is being drawn, and all of it stays in sight', async () => {
    const all = await opened({ ...displays.desktop });
    const { page, pad } = all;
    const { wave, bottom } = strokesOn(pad);
    const draw = async ([first, ...others], during = async () => undefined) => {
      await page.mouse.move(first.x, first.y);
      await page.mouse.down();
      for (const point of others) await page.mouse.move(point.x, point.y);
      await during();
      await page.mouse.up();
    };
    await draw(bottom);
    await draw(wave, () => page.keyboard.press('Control+z'));
    const before = await inkOn(page);
    await tool(page, 'undo').click();
    await tool(page, 'redo').click();
    await expectPad(page, before);
    await sentAs(all);
  });
});
