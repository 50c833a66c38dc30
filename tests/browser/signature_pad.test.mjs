// The pad: what draws and what does not, undo and redo, turning the phone, ink in the frame of its event.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startServer } from '../http/launch.mjs';
import { assertSameInk, dataUrl } from './overlay.mjs';
import { checkPage, closeClean, displays, newPhone, startBrowser } from './phone.mjs';
import { expectDone, onlyResult } from './photo_page.mjs';
import {
  expectInk,
  expectPad,
  hand,
  handwriting,
  inkOn,
  openPage,
  padBox,
  scribble,
  send,
  signature,
  signatureStrings,
  submission,
  tool,
  turn,
  unpacked,
} from './signature_page.mjs';

const upright = displays.phone.viewport;
const onItsSide = displays.landscape.viewport;
const middle = ({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 });

describe('signature pad', () => {
  let server, browser;
  before(async () => {
    server = await startServer();
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  async function opened({ options = {}, output_format = 'svg', ...more } = {}) {
    const { id, url } = await server.createSession(signature(options, { output_format }));
    // As dense as phones are.
    const phone = await newPhone(browser, { deviceScaleFactor: 2, ...more });
    await openPage(phone.page, url);
    return { id, phone, page: phone.page, pad: await padBox(phone.page), ...(await hand(phone)) };
  }

  /// Sends, and gives the strokes as they were handed in.
  async function sent({ page, phone }) {
    const data = submission(page);
    await send(page);
    const { strokes } = await data;
    await expectDone(page);
    await closeClean(phone);
    return strokes.map(unpacked);
  }

  for (const [name, from, to] of [
    ['upright to its side', upright, onItsSide],
    ['its side to upright', onItsSide, upright],
  ]) {
    test(`a phone that is turned from ${name} in mid-signature loses nothing, and ink stays under the finger`, async () => {
      const { id, phone, page, pad, draw } = await opened({ viewport: from });
      const [wave, line] = handwriting(pad);
      await draw(wave);
      const before = await inkOn(page);
      await turn(page, to);
      const turned = await inkOn(page);
      await assertSameInk(browser, before.picture, turned.picture);
      const now = await padBox(page);
      assert.ok(
        turned.box.x >= 0 &&
          turned.box.y >= 0 &&
          turned.box.x + turned.box.width <= now.width &&
          turned.box.y + turned.box.height <= now.height,
        'nothing is cut off',
      );
      await checkPage(phone, `signature-turned-${from === upright ? 'landscape' : 'phone'}`);
      const second = handwriting(now)[1];
      await draw(second);
      assert.ok(await inkAt(page, second[10]), 'the ink is where the finger was');
      const both = await inkOn(page);
      await turn(page, from);
      await assertSameInk(browser, both.picture, (await inkOn(page)).picture);
      await draw(line);
      const last = await inkOn(page);
      assert.equal((await sent({ page, phone })).length, 3);
      await assertSameInk(browser, last.picture, dataUrl('image/svg+xml', (await onlyResult(server, id)).bytes));
    });
  }

  test('turned there and back, the ink is exactly where it was', async () => {
    const { phone, page, pad, draw } = await opened();
    await draw(...handwriting(pad));
    const before = await inkOn(page);
    await turn(page, onItsSide);
    await turn(page, upright);
    await expectPad(page, before);
    await closeClean(phone);
  });

  test('a stroke during which the phone is turned ends there, and is kept', async () => {
    const { phone, page, pad, touch, draw } = await opened();
    const [wave, line] = handwriting(pad);
    await touch('touchStart', wave[0]);
    for (const point of wave.slice(1, 40)) await touch('touchMove', point);
    await turn(page, onItsSide);
    await touch('touchMove', { x: 300, y: 200 });
    await touch('touchEnd');
    await expectInk(page);
    await turn(page, upright);
    await draw(line);
    const [first, second] = await sent({ page, phone });
    assert.ok(first.length >= 35 && first.length <= 40, `${first.length} samples`);
    assert.ok(second.length > 10);
  });

  test('a second finger draws nothing, and does not disturb the first', async () => {
    const { phone, page, pad, touch } = await opened();
    const [wave] = handwriting(pad);
    const palm = { x: pad.x + pad.width * 0.9, y: pad.y + pad.height * 0.92, id: 2 };
    await touch('touchStart', { ...wave[0], id: 1 });
    await touch('touchStart', { ...wave[0], id: 1 }, palm);
    for (const [index, point] of wave.entries()) await touch('touchMove', { ...point, id: 1 }, { ...palm, y: palm.y - (index % 9) });
    await touch('touchEnd', palm);
    await touch('touchMove', { ...palm, x: palm.x - 30 });
    await touch('touchEnd');
    assert.equal(await inkAt(page, palm), false);
    const strokes = await sent({ page, phone });
    assert.equal(strokes.length, 1);
    assert.ok(strokes[0].every(({ y }) => y < pad.height * 0.85));
  });

  test('a pen wins over the palm that came before it and the one that comes after', async () => {
    const { phone, page, pad, touch, pen, write } = await opened();
    const [wave, line] = handwriting(pad);
    const palm = { x: pad.x + pad.width * 0.8, y: pad.y + pad.height * 0.93 };
    await touch('touchStart', palm);
    await touch('touchMove', { ...palm, x: palm.x - 20 });
    await pen('mousePressed', wave[0]);
    for (const point of wave) await pen('mouseMoved', point, 0.6);
    await pen('mouseReleased', wave.at(-1), 0);
    await touch('touchEnd');
    await touch('touchStart', palm);
    await touch('touchEnd');
    await write(() => 0.6, line);
    assert.equal(await inkAt(page, palm), false);
    const strokes = await sent({ page, phone });
    assert.equal(strokes.length, 2);
    assert.deepEqual([...new Set(strokes[0].slice(2).map(({ p }) => p))], [0.6]);
  });

  test('ink is there in the very event that brings it, and every merged place counts', async () => {
    const { phone, page, pad, touch } = await opened();
    await page.locator('.pad').evaluate((pad) => {
      // After the pad's own listeners, before the frame is painted.
      window.inkedInEvent = [];
      addEventListener('pointermove', ({ clientX, clientY }) => {
        const { left, top, width } = pad.getBoundingClientRect();
        const inked = [...pad.querySelectorAll('canvas')].some((canvas) => {
          const scale = canvas.width / width;
          const { data } = canvas.getContext('2d').getImageData((clientX - left) * scale - 1, (clientY - top) * scale - 1, 3, 3);
          return data.some((value, index) => index % 4 === 3 && value > 0);
        });
        window.inkedInEvent.push(inked);
      });
    });
    const [wave] = handwriting(pad, 40);
    await touch('touchStart', wave[0]);
    for (const point of wave.slice(1)) await touch('touchMove', point);
    await touch('touchEnd');
    const inked = await page.evaluate(() => window.inkedInEvent);
    assert.ok(inked.length >= 20 && inked.every(Boolean), `${inked.filter(Boolean).length} of ${inked.length}`);
    const { x, y } = middle(pad);
    const circle = Array.from({ length: 30 }, (_, i) => ({ x: x + 60 * Math.cos(i / 5), y: y + 60 * Math.sin(i / 5) }));
    await scribble(page, [circle]);
    for (const point of circle.slice(1, -1)) assert.ok(await inkAt(page, point), JSON.stringify(point));
    const strokes = await sent({ page, phone });
    assert.equal(strokes[1].length, 30);
  });

  test('undo, redo and clear work by button and by key, and undoing a clear brings everything back', async () => {
    const { phone, page, pad, draw } = await opened();
    const [undo, redo, clear] = ['undo', 'redo', 'clear'].map((name) => tool(page, name));
    const idle = async () =>
      Promise.all([undo, redo, clear].map((button) => button.getAttribute('aria-disabled').then((value) => value === 'true')));
    assert.deepEqual(await idle(), [true, true, true]);
    const [wave, line] = handwriting(pad);
    await draw(wave);
    const one = await inkOn(page);
    await draw(line);
    const two = await inkOn(page);
    await undo.click();
    await expectPad(page, one);
    assert.deepEqual(await idle(), [false, false, false]);
    await redo.click();
    await expectPad(page, two);
    await clear.click();
    await expectInk(page, false);
    assert.deepEqual(await idle(), [false, true, true]);
    await page.getByRole('status').filter({ hasText: signatureStrings()['said.clear'] }).waitFor({ state: 'attached' });
    await undo.click();
    await expectPad(page, two);
    await page.keyboard.press('Control+z');
    await expectPad(page, one);
    await page.keyboard.press('Control+y');
    await expectPad(page, two);
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+Shift+z');
    await expectPad(page, two);
    await clear.focus();
    await page.keyboard.press('Enter');
    await expectInk(page, false);
    assert.equal(await clear.evaluate((button) => button === document.activeElement), true, 'the focus stays');
    await draw(line);
    assert.equal((await sent({ page, phone })).length, 1);
  });

  test('a line that leaves the pad ends at its edge, and goes on where it comes back', async () => {
    const { phone, page, pad, draw } = await opened();
    const y = pad.y + pad.height / 2;
    const right = pad.x + pad.width;
    await draw([60, 40, 20, -4, -9, -8, -3, 15, 30, 45].map((inside, index) => ({ x: right - inside, y: y + index * 8 })));
    const strokes = await sent({ page, phone });
    assert.equal(strokes.length, 2);
    assert.ok(strokes.flat().every(({ x }) => x >= 0 && x <= pad.width));
  });

  for (const display of ['phone', 'small', 'landscape']) {
    test(`nothing scrolls, zooms or is selected while somebody signs, ${display}`, async () => {
      const { phone, page, pad, draw } = await opened({ display });
      const { x } = middle(pad);
      await draw(
        Array.from({ length: 20 }, (_, i) => ({ x, y: pad.y + pad.height * (0.9 - i * 0.04) })),
        Array.from({ length: 20 }, (_, i) => ({ x, y: pad.y + pad.height * (0.1 + i * 0.04) })),
      );
      await page.touchscreen.tap(x, pad.y + 40);
      await page.touchscreen.tap(x, pad.y + 40);
      const moved = await page.evaluate(() => [scrollX, scrollY, visualViewport.scale, String(getSelection())]);
      assert.deepEqual(moved, [0, 0, 1, '']);
      const room = await page.evaluate(() => document.documentElement.scrollHeight - innerHeight);
      assert.ok(room <= 0, `the page is ${room} px higher than the display`);
      await closeClean(phone);
    });
  }

  test('the pad takes most of every display', async () => {
    for (const [display, least] of [
      ['phone', 0.64],
      ['landscape', 0.75],
      ['small', 0.5],
      ['tablet', 0.6],
    ]) {
      const { phone, page, pad } = await opened({ display });
      const { width, height } = page.viewportSize();
      const part = (pad.width * pad.height) / (width * height);
      assert.ok(part >= least, `${display}: ${part.toFixed(2)}`);
      await closeClean(phone);
    }
  });
});

/// Whether there is ink within a pixel of a place on the page.
const inkAt = (page, { x, y }) =>
  page.locator('.pad').evaluate(
    (pad, { x, y }) => {
      const { left, top, width } = pad.getBoundingClientRect();
      return [...pad.querySelectorAll('canvas')].some((canvas) => {
        const scale = canvas.width / width;
        const { data } = canvas.getContext('2d').getImageData((x - left) * scale - 1, (y - top) * scale - 1, 3, 3);
        return data.some((value, index) => index % 4 === 3 && value > 0);
      });
    },
    { x, y },
  );
