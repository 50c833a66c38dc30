// Drafts: a reload, a crash, a change of phones and a lost connection lose no stroke.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startServer } from '../http/launch.mjs';
import { assertSameInk, dataUrl } from './overlay.mjs';
import { checkPage, closeClean, displays, newPhone, startBrowser } from './phone.mjs';
import { expectDone, expectTitle, onlyResult, shellStrings } from './photo_page.mjs';
import {
  expectInk,
  expectPad,
  hand,
  handwriting,
  inkOn,
  method,
  openPage,
  padBox,
  scribble,
  send,
  signature,
  signatureStrings,
  submission,
  tool,
  unpacked,
} from './signature_page.mjs';

const words = signatureStrings();
const shell = shellStrings();
const button = (page, name) => page.getByRole('button', { name, exact: true });

describe('signature draft', () => {
  let server, browser;
  before(async () => {
    server = await startServer();
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  async function opened({ options = {}, session = {}, ready = () => undefined, ...more } = {}) {
    const { id, url } = await server.createSession(signature(options, session));
    const phone = await newPhone(browser, { deviceScaleFactor: 2, ...more });
    await ready(phone);
    await openPage(phone.page, url);
    return { id, url, phone, page: phone.page, pad: await padBox(phone.page), ...(await hand(phone)) };
  }

  /// Waits until the server has a draft with so many steps.
  const saved = (page, steps) =>
    page.waitForResponse(
      (answer) => answer.url().endsWith('/draft') && answer.ok() && JSON.parse(answer.request().postData()).steps.length === steps,
    );
  /// Waits until the phone itself has one, on its disk: the moment between a stroke and that is nobody's to promise.
  const kept = (page, steps) =>
    page.waitForFunction(async (steps) => {
      const blobs = await new Promise((resolve) => {
        indexedDB.open('baton', 1).onsuccess = ({ target: { result } }) => {
          result.transaction('blobs').objectStore('blobs').getAll().onsuccess = ({ target }) => (resolve(target.result), result.close());
        };
      });
      const drafts = await Promise.all(blobs.map(async (blob) => JSON.parse(await blob.text())));
      return drafts.some((draft) => draft.steps.length === steps);
    }, steps);
  const samples = (strokes) => strokes.reduce((sum, stroke) => sum + stroke.length, 0);

  test('a reload in mid-signature brings every stroke back, and what can be undone', async () => {
    const { id, phone, page, pad, draw } = await opened();
    const [wave, line] = handwriting(pad);
    await draw(wave);
    await kept(page, 1);
    const before = await inkOn(page);
    await page.reload();
    await expectInk(page);
    await expectPad(page, before);
    await draw(line);
    await tool(page, 'clear').click();
    await kept(page, 3);
    await page.reload();
    await expectTitle(page, words['title.draw']);
    await expectInk(page, false);
    await tool(page, 'undo').click();
    await expectInk(page);
    const whole = await inkOn(page);
    const sent = submission(page);
    await send(page);
    const strokes = (await sent).strokes.map(unpacked);
    await expectDone(page);
    await closeClean(phone);
    assert.equal(strokes.length, 2);
    assert.ok(strokes[1][0].t > strokes[0].at(-1).t, 'time goes on after the reload');
    await assertSameInk(browser, whole.picture, dataUrl('image/svg+xml', (await onlyResult(server, id)).bytes));
  });

  test('a crash loses nothing', async () => {
    const { url, phone, page, pad, draw } = await opened();
    await draw(...handwriting(pad));
    await kept(page, 2);
    const before = await inkOn(page);
    const crashed = page.waitForEvent('crash');
    page.goto('chrome://crash').catch(() => undefined);
    await crashed;
    const next = await phone.context.newPage();
    await next.goto(url);
    await next.locator('.pad').waitFor();
    await expectInk(next);
    await expectPad(next, before);
    await closeClean(phone);
  });

  test('a reload with the phone turned shows the whole signature', async () => {
    const { phone, page, pad, draw } = await opened();
    await draw(...handwriting(pad));
    await kept(page, 2);
    const before = await inkOn(page);
    await page.setViewportSize(displays.landscape.viewport);
    await page.reload();
    await expectInk(page);
    await assertSameInk(browser, before.picture, (await inkOn(page)).picture);
    await closeClean(phone);
  });

  test('20,000 samples fit the draft, are all there after a reload, and can be sent', async () => {
    const { id, phone, page, pad } = await opened();
    const strokes = Array.from({ length: 10 }, (_, stroke) =>
      Array.from({ length: 2000 }, (_, i) => ({
        x: pad.x + pad.width * (0.5 + 0.4 * Math.sin(i / 90 + stroke)),
        y: pad.y + pad.height * (0.5 + 0.3 * Math.cos(i / 61 + stroke * 2)),
      })),
    );
    const put = page.waitForRequest((request) => request.url().endsWith('/draft') && JSON.parse(request.postData()).steps.length === 10);
    await scribble(page, strokes);
    const before = await inkOn(page);
    const request = await put;
    assert.ok(request.postData().length <= 512 * 1024, `${request.postData().length} bytes`);
    assert.ok((await request.response()).ok());
    await page.reload();
    await expectInk(page);
    await expectPad(page, before);
    const sent = submission(page);
    await send(page);
    // Samples that stand on the same tenth of a px are one.
    const count = samples((await sent).strokes.map(unpacked));
    assert.ok(count > 19_000, `${count} samples`);
    await expectDone(page);
    await closeClean(phone);
    await assertSameInk(browser, before.picture, dataUrl('image/svg+xml', (await onlyResult(server, id)).bytes));
  });

  test('without the server the phone keeps the draft by itself, and says nothing of it', async () => {
    const ready = ({ page }) => page.route('**/draft', (route) => route.fulfill({ status: 500, body: '' }));
    const { phone, page, pad, draw } = await opened({ ready });
    await draw(...handwriting(pad));
    const before = await inkOn(page);
    await page.waitForTimeout(1_000);
    assert.equal(await page.getByRole('alert').count(), 0);
    await kept(page, 2);
    await page.reload();
    await expectInk(page);
    await expectPad(page, before);
    await closeClean(phone);
  });

  test('offline, the person signs on; the signature goes out when the connection is back', async () => {
    const { id, phone, page, pad, draw } = await opened();
    const [wave, line] = handwriting(pad);
    await draw(wave);
    await phone.context.setOffline(true);
    await page.getByText(shell['offline.notice']).waitFor();
    const now = await padBox(page);
    assert.deepEqual(now, pad, 'the pad stays where it is');
    await draw(line);
    const seen = await inkOn(page);
    await checkPage(phone, 'signature-offline');
    await send(page);
    await page.getByText(words['waiting.network.title']).first().waitFor();
    await checkPage(phone, 'signature-waiting');
    await button(page, words['sending.cancel']).click();
    await expectTitle(page, words['title.draw']);
    await expectPad(page, seen);
    await send(page);
    await page.getByText(words['waiting.network.title']).first().waitFor();
    await phone.context.setOffline(false);
    await expectDone(page);
    await closeClean(phone);
    await assertSameInk(browser, seen.picture, dataUrl('image/svg+xml', (await onlyResult(server, id)).bytes));
  });

  test('another phone goes on with what the first one has drawn', async () => {
    const { url, phone: one, page, pad, draw } = await opened();
    const stored = saved(page, 2);
    await draw(...handwriting(pad));
    const before = await inkOn(page);
    await stored;
    const two = await newPhone(browser, { display: 'small' });
    await two.page.goto(url);
    await button(two.page, shell['elsewhere.open.here']).click();
    await expectTitle(two.page, words['title.draw']);
    await expectInk(two.page);
    await assertSameInk(browser, before.picture, (await inkOn(two.page)).picture);
    await expectTitle(page, shell['elsewhere.continued.title']);
    const more = handwriting(await padBox(two.page))[1];
    const again = saved(two.page, 3);
    await (await hand(two)).draw(more);
    await again;
    await button(page, shell['elsewhere.continued.here']).click();
    await expectTitle(page, words['title.draw']);
    const sent = submission(page);
    await send(page);
    assert.equal((await sent).strokes.length, 3);
    await expectDone(page);
    await closeClean(two);
    await closeClean(one);
  });

  test('what was typed, and the way that was chosen, are there after a reload', async () => {
    const { phone, page } = await opened();
    await method(page, 'type').click();
    await page.getByRole('textbox').fill('Zoë Ångström');
    const stored = saved(page, 0);
    await page.getByRole('radio').nth(2).check();
    await stored;
    await page.reload();
    await expectTitle(page, words['title.type']);
    assert.equal(await page.getByRole('textbox').inputValue(), 'Zoë Ångström');
    assert.equal(await page.getByRole('radio').nth(2).isChecked(), true);
    await closeClean(phone);
  });

  test('a link that expires while somebody signs says so, and before that it warns without moving the pad', async () => {
    const { phone, page, pad, draw } = await opened({ session: { session_ttl: '32s' } });
    await draw(...handwriting(pad));
    await page.getByText(shell['expiring.last']).waitFor({ timeout: 40_000 });
    assert.deepEqual(await padBox(page), pad);
    await checkPage(phone, 'signature-expiring');
    await expectTitle(page, shell['expired.title']);
    await closeClean(phone);
  });

  for (const [status, code, problem] of [
    [422, 'processing_failed', 'processing'],
    [500, 'internal', 'error'],
    [409, 'conflict', 'error'],
  ]) {
    test(`after ${code} the signature is still there, and can be sent again`, async () => {
      const { phone, page, pad, draw } = await opened();
      await draw(...handwriting(pad));
      const before = await inkOn(page);
      let broken = true;
      const body = JSON.stringify({ type: `urn:baton:error:${code}` });
      await page.route('**/submit', (route) =>
        broken ? route.fulfill({ status, contentType: 'application/problem+json', body }) : route.continue(),
      );
      await send(page);
      const alert = page.getByRole('alert');
      await alert.waitFor();
      assert.ok((await alert.innerText()).includes(words[`problem.${problem}.title`]));
      await expectPad(page, before);
      await checkPage(phone, `signature-problem-${code}`);
      broken = false;
      await send(page, words['send.again']);
      await expectDone(page);
      await closeClean(phone);
    });
  }
});
