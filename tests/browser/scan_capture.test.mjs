// The capturing half of the scan page: pages are taken by themselves when they rest, once each, and without a camera there is a way.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startServer } from '../http/launch.mjs';
import { allowCamera, breakCamera, denyCamera, enrichCamera } from './fake_camera.mjs';
import { startBrowserWithFilm } from './film.mjs';
import { allDisplays, checkPage, closeClean, newPhone } from './phone.mjs';
import { expectTitle, picture, shellStrings } from './photo_page.mjs';
import { button, scan, scanStrings } from './scan_page.mjs';

const words = scanStrings();
const shell = shellStrings();
const live = (page) => page.waitForFunction(() => document.querySelector('.shutter')?.ariaDisabled === 'false');
const count = (page, n) => page.locator('.capture-count', { hasText: new RegExp(`^${n}$`) }).waitFor({ timeout: 40_000 });
const hint = (page, name, t = words) => page.locator('.capture-hint', { hasText: t[`capture.hint.${name}`] }).waitFor({ timeout: 40_000 });

/// Remembers every photo that the camera gives, and all that is said.
const listen = ({ page }) =>
  page.addInitScript(() => {
    window.photos = [];
    window.said = [];
    const take = ImageCapture.prototype.takePhoto;
    ImageCapture.prototype.takePhoto = async function (...settings) {
      const photo = await take.apply(this, settings);
      window.photos.push(photo);
      return photo;
    };
    const heard = (changes) =>
      changes.forEach(
        ({ target }) => target.getAttribute?.('role') === 'status' && target.textContent && window.said.push(target.textContent),
      );
    new MutationObserver(heard).observe(document, { childList: true, subtree: true });
  });

/// Colour of the film's marker in a photo that was taken: red, green or blue.
const markOf = (page, photo) =>
  page.evaluate(async (photo) => {
    const bitmap = await createImageBitmap(window.photos[photo]);
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    context.drawImage(bitmap, 0, 0);
    const levels = [...context.getImageData(25, 25, 1, 1).data].slice(0, 3);
    return ['red', 'green', 'blue'][levels.indexOf(Math.max(...levels))];
  }, photo);

/// How many photos there are at the moment when the camera sees the table without a page.
const photosOnceCleared = async (page) => {
  const count = await page.waitForFunction(() => {
    const context = new OffscreenCanvas(1, 1).getContext('2d');
    context.drawImage(document.querySelector('video'), 25, 25, 1, 1, 0, 0, 1, 1);
    const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
    return blue > red && blue > green && String(window.photos.length);
  });
  return Number(await count.jsonValue());
};

describe('scan: capturing pages', () => {
  let server, browser, still;
  before(async () => {
    server = await startServer();
    still = await startBrowserWithFilm([{ page: 0, seconds: 1 }]);
    browser = await startBrowserWithFilm([
      // Long enough for what is said of it, also where the camera opens late.
      { page: 0, shaking: true, seconds: 8 },
      { page: 0, seconds: 8 },
      { page: null, seconds: 3 },
      { page: 1, shaking: true, seconds: 3 },
      { page: 1, seconds: 8 },
    ]);
  });
  after(async () => {
    await browser?.close();
    await still?.close();
    await server?.stop();
  });

  async function opened({ with: which = still, session = {}, allowed = true, ready = () => undefined, ...more } = {}) {
    const { id, url } = await server.createSession(scan(session));
    const phone = await newPhone(which, more);
    if (allowed) await allowCamera(phone);
    await listen(phone);
    await ready(phone, url);
    const t = scanStrings(session.locale ?? 'en');
    const open = async () => {
      await phone.page.goto(url);
      await button(phone.page, t.take).or(button(phone.page, t['take.more'])).click();
    };
    await open();
    return { id, url, phone, page: phone.page, t, open };
  }

  async function viewfinder(options) {
    const all = await opened(options);
    await live(all.page);
    return all;
  }

  test('a page is taken by itself once it rests, and not again; so is the next one', async () => {
    const { url, phone, page } = await viewfinder({ with: browser });
    await count(page, 1);
    assert.equal(await markOf(page, 0), 'green', 'not while the hand shakes');
    await hint(page, 'next');
    const cleared = photosOnceCleared(page);
    await checkPage(phone, 'scan-capture-taken');
    assert.equal(await cleared, 1, 'the same page is not taken twice');
    await count(page, 2);
    assert.equal(await markOf(page, 1), 'green');
    const said = await page.evaluate(() => window.said);
    const heard = ['capture.hint.holding', 'capture.added'].map((key) => said.indexOf(words[key].replace('{n}', '1')));
    assert.ok(heard[0] >= 0 && heard[0] < heard[1], said.join(' | '));
    await checkPage(phone, 'scan-capture-two');
    const stored = () => page.request.get(`${url}/state`).then(async (answer) => (await answer.json()).files);
    for (const end = Date.now() + 30_000; Date.now() < end && (await stored()).length < 2; ) await page.waitForTimeout(100);
    const untouched = await page.evaluate(
      async (address) => {
        const [sent, taken] = await Promise.all([fetch(address).then((answer) => answer.arrayBuffer()), window.photos[0].arrayBuffer()]);
        return sent.byteLength === taken.byteLength && new Uint8Array(sent).every((byte, at) => byte === new Uint8Array(taken)[at]);
      },
      `${url}/files/${(await stored())[0].key}`,
    );
    assert.ok(untouched, 'the camera’s own bytes arrive');
    await closeClean(phone);
  });

  test('a camera that hangs is not a hand that rests', async () => {
    const { phone, page } = await viewfinder({ with: browser });
    const hung = await page.evaluate(async () => {
      const video = document.querySelector('video');
      const context = new OffscreenCanvas(1, 1).getContext('2d');
      const shakes = () => {
        context.drawImage(video, 25, 25, 1, 1, 0, 0, 1, 1);
        const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
        return red > green && red > blue;
      };
      // A busy machine opens the camera late, and the hand rests by then: it shakes again.
      const frame = () => new Promise(requestAnimationFrame);
      for (;;) {
        while (!shakes()) await frame();
        video.pause();
        await frame();
        // That may have been the last picture of it.
        if (shakes()) break;
        await video.play();
      }
      const before = window.photos.length;
      // Twice the time for which a page has to rest.
      await new Promise((resolve) => setTimeout(resolve, 1_600));
      const after = { shaken: shakes(), before, taken: window.photos.length - before };
      await video.play();
      return after;
    });
    assert.deepEqual(hung, { shaken: true, before: hung.before, taken: 0 });
    await count(page, hung.before + 1);
    assert.equal(await markOf(page, hung.before), 'green');
    await closeClean(phone);
  });

  test('a page that rests is outlined while it is awaited', async () => {
    const { phone, page } = await viewfinder({
      ready: ({ page }) => page.addInitScript(() => (ImageCapture.prototype.takePhoto = () => new Promise(() => undefined))),
    });
    const corners = await page.waitForFunction(
      () =>
        document.querySelector('.capture-outline-line')?.points.length === 4 &&
        [...document.querySelector('.capture-outline-line').points].map(({ x, y }) => [x, y]),
    );
    // Of the sheet that the film shows, 600 x 848 and turned by 0.05, in its own pixels.
    const truth = [
      [-300, -424],
      [300, -424],
      [300, 424],
      [-300, 424],
    ].map(([x, y]) => [480 + x * Math.cos(0.05) - y * Math.sin(0.05), 640 + x * Math.sin(0.05) + y * Math.cos(0.05)]);
    (await corners.jsonValue()).forEach(([x, y], index) =>
      assert.ok(Math.hypot(x - truth[index][0], y - truth[index][1]) < 12, `corner ${index} at ${x}, ${y}`),
    );
    await closeClean(phone);
  });

  test('nothing is taken by itself where the person does not want it, also when the page is opened again', async () => {
    const { phone, page, open } = await viewfinder({});
    const automatic = () => page.getByRole('button', { name: words['capture.auto.label'] });
    await automatic().click();
    // One may be on its way from before.
    await page.waitForTimeout(1_500);
    const before = await page.evaluate(() => window.photos.length);
    await open();
    await live(page);
    assert.equal(await automatic().getAttribute('aria-pressed'), 'false');
    await hint(page, 'press');
    await page.waitForTimeout(1_500);
    assert.equal(await page.evaluate(() => window.photos.length), 0);
    await checkPage(phone, 'scan-capture-manual');
    await button(page, words['capture.take']).click();
    await count(page, before + 1);
    await automatic().click();
    await hint(page, 'next');
    await page.waitForTimeout(1_500);
    assert.equal(await page.evaluate(() => window.photos.length), 1, 'what was taken by hand is not taken again');
    await closeClean(phone);
  });

  test('several files are added at once, in their order', async () => {
    const { phone, page } = await viewfinder({ ready: ({ page }) => page.addInitScript(() => delete window.Worker) });
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button(page, words['capture.pick']).click()]);
    assert.ok(chooser.isMultiple());
    await chooser.setFiles(['upright_1.jpg', 'odd_2.jpg', 'upright_3.jpg'].map(picture));
    await count(page, 3);
    await button(page, words['capture.review'].replace('{n}', '3').replace('{limit}', '50')).waitFor();
    await checkPage(phone, 'scan-capture-files');
    await closeClean(phone);
  });

  test('a browser that cannot look for pages takes them by its shutter', async () => {
    const { phone, page } = await viewfinder({ ready: ({ page }) => page.addInitScript(() => delete window.Worker) });
    await hint(page, 'press');
    assert.equal(await page.getByRole('button', { name: words['capture.auto.label'] }).count(), 0);
    await button(page, words['capture.take']).click();
    await count(page, 1);
    await closeClean(phone);
  });

  test('a denied camera leaves the camera app and files', async () => {
    const { phone, page } = await opened({ allowed: false, ready: denyCamera });
    await expectTitle(page, shell['camera.denied.title']);
    await checkPage(phone, 'scan-capture-denied');
    assert.equal(await page.locator('input[capture=environment]').count(), 1);
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button(page, words['capture.pick']).click()]);
    await chooser.setFiles(['upright_1.jpg', 'upright_2.jpg'].map(picture));
    await button(page, words['capture.review'].replace('{n}', '2').replace('{limit}', '50')).waitFor();
    await checkPage(phone, 'scan-capture-denied-two');
    await closeClean(phone);
  });

  for (const [problem, name] of Object.entries({ busy: 'NotReadableError', none: 'NotFoundError' })) {
    test(`without a camera (${problem}) files can be added`, async () => {
      const { phone, page } = await opened({ allowed: false, ready: (phone) => breakCamera(phone, name) });
      await expectTitle(page, shell[`camera.${problem}.title`]);
      await button(page, words['capture.pick']).waitFor();
      await closeClean(phone);
    });
  }

  for (const display of Object.keys(allDisplays)) {
    test(`the viewfinder fits a ${display} display`, async () => {
      const rich = async (phone) => {
        await enrichCamera(phone, 3);
        await phone.page.addInitScript(() => (ImageCapture.prototype.takePhoto = () => Promise.reject(new Error('none'))));
      };
      const { phone, page } = await viewfinder({ session: { locale: 'de' }, ready: rich, display });
      await count(page, 1);
      await hint(page, 'next', scanStrings('de'));
      await checkPage(phone, `scan-capture-${display}`);
      const { width, height } = page.viewportSize();
      for (const part of ['.shutter', '.capture-review', '.camera-toggle', '.capture-hint']) {
        const box = await page.locator(part).boundingBox();
        assert.ok(box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height, `${part} ${JSON.stringify(box)}`);
      }
      await closeClean(phone);
    });
  }

  test('the viewfinder reads from right to left, in the dark', async () => {
    const { phone, page } = await viewfinder({ dark: true, session: { locale: 'ar' }, ready: (phone) => enrichCamera(phone, 2) });
    await page.locator('.capture-count').waitFor();
    await hint(page, 'next', scanStrings('ar'));
    await checkPage(phone, 'scan-capture-ar-dark');
    await closeClean(phone);
  });
});
