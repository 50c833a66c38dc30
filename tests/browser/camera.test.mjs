// The live camera in the page: what it sees is what arrives, and whatever goes wrong there is a way to a photo.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startServer } from '../http/launch.mjs';
import { assertNothingPrivate, assertUpright, corners } from './corners.mjs';
import { allowCamera, breakCamera, denyCamera, enrichCamera, startBrowserWithCamera } from './fake_camera.mjs';
import { checkPage, closeClean, displays, newPhone } from './phone.mjs';
import { choose, expectDone, expectTitle, onlyResult, photoStrings, picture, send, shellStrings } from './photo_page.mjs';

const words = photoStrings();
const shell = shellStrings();
const button = (page, name) => page.getByRole('button', { name, exact: true });
const live = (page) => page.waitForFunction(() => document.querySelector('.shutter')?.ariaDisabled === 'false');

describe('camera', () => {
  let server, browser, portrait;
  before(async () => {
    server = await startServer();
    browser = await startBrowserWithCamera('upright_1.jpg');
    portrait = await startBrowserWithCamera('upright_6.jpg');
  });
  after(async () => {
    await browser?.close();
    await portrait?.close();
    await server?.stop();
  });

  async function opened({ with: which = browser, session = {}, allowed = true, ready = () => undefined, ...more } = {}) {
    const { id, url } = await server.createSession({ action_type: 'photo', output_format: 'jpg', ...session });
    const phone = await newPhone(which, more);
    if (allowed) await allowCamera(phone);
    await ready(phone, url);
    await phone.page.goto(url);
    const t = photoStrings(session.locale);
    await expectTitle(phone.page, t.title);
    return { id, url, phone, page: phone.page, t };
  }

  async function viewfinder(options) {
    const all = await opened(options);
    await button(all.page, all.t['choose.open']).click();
    await live(all.page);
    return all;
  }

  test('a photo of the live camera arrives as it was seen, upright', async () => {
    const { id, phone, page } = await viewfinder({ session: { output_format: 'png' } });
    await checkPage(phone, 'camera-live');
    assert.equal(await page.evaluate(() => document.activeElement.className), 'shutter', 'the shutter has the focus');
    await button(page, shell['camera.take']).click();
    await expectTitle(page, words['preview.title']);
    assert.equal(await page.locator('video').count(), 0);
    await checkPage(phone, 'camera-preview');
    await send(page);
    await expectDone(page);
    await closeClean(phone);
    const { bytes } = await onlyResult(server, id);
    assert.deepEqual(await assertUpright(browser, 'image/png', bytes), { width: 640, height: 480 });
    assertNothingPrivate(bytes);
  });

  test('a camera held upright gives an upright photo', async () => {
    const { id, phone, page } = await viewfinder({ with: portrait });
    await checkPage(phone, 'camera-live-portrait');
    await button(page, shell['camera.take']).click();
    await expectTitle(page, words['preview.title']);
    await send(page);
    await expectDone(page);
    await closeClean(phone);
    const { width, height } = await corners(browser, 'image/jpeg', (await onlyResult(server, id)).bytes);
    assert.deepEqual([width, height], [480, 640]);
  });

  test('where the browser takes no photos, the frame on display becomes one', async () => {
    const ready = ({ page }) => page.addInitScript(() => delete window.ImageCapture);
    const { id, phone, page } = await viewfinder({ ready });
    await button(page, shell['camera.take']).click();
    await expectTitle(page, words['preview.title']);
    await send(page);
    await expectDone(page);
    await closeClean(phone);
    assert.deepEqual(await assertUpright(browser, 'image/jpeg', (await onlyResult(server, id)).bytes), { width: 640, height: 480 });
  });

  test('a photo can be taken again, or left as it was', async () => {
    const { phone, page } = await viewfinder();
    await button(page, shell['camera.take']).click();
    await expectTitle(page, words['preview.title']);
    await button(page, words['preview.retake']).click();
    await live(page);
    await page.keyboard.press('Escape');
    await expectTitle(page, words['preview.title']);
    await page.waitForFunction(() => document.querySelector('img.preview')?.naturalWidth === 640);
    await button(page, words['preview.retake']).click();
    await live(page);
    await button(page, shell['camera.take']).click();
    await expectTitle(page, words['preview.title']);
    await send(page);
    await expectDone(page);
    await closeClean(phone);
  });

  test('the viewfinder lets a file be chosen instead, and can be left', async () => {
    const { phone, page } = await viewfinder();
    await button(page, shell['camera.close']).click();
    await expectTitle(page, words.title);
    await button(page, words['choose.open']).click();
    await live(page);
    await choose(page, picture('upright_3.jpg'), { button: shell['camera.pick'] });
    await expectTitle(page, words['preview.title']);
    await send(page);
    await expectDone(page);
    await closeClean(phone);
  });

  test('the person turns around, picks a lens and lights the scene', async () => {
    const { phone, page } = await viewfinder({ ready: (phone) => enrichCamera(phone, 3) });
    await checkPage(phone, 'camera-rich');
    const torch = button(page, shell['camera.torch']);
    await torch.click();
    await page.locator('[aria-pressed=true]').waitFor();
    assert.equal(await page.evaluate(() => window.torch), true);
    await checkPage(phone, 'camera-torch');
    await button(page, shell['camera.switch']).click();
    await page.locator('.camera-mirror').waitFor();
    await live(page);
    assert.equal(await torch.count(), 0);
    await page.getByRole('combobox').selectOption('other-2');
    await page.waitForFunction(() => window.wishes.length === 3);
    await live(page);
    const wishes = await page.evaluate(() => window.wishes.map(({ facingMode, deviceId }) => facingMode?.ideal ?? deviceId.exact));
    assert.deepEqual(wishes, ['environment', 'user', 'other-2']);
    assert.deepEqual(await page.evaluate(() => window.tracks.map(({ readyState }) => readyState)), ['ended', 'ended', 'live']);
    await closeClean(phone);
  });

  test('the side that the session asks for is opened', async () => {
    const { phone, page } = await viewfinder({ session: { options: { facing: 'user' } }, ready: (phone) => enrichCamera(phone, 2) });
    assert.deepEqual(await page.evaluate(() => window.wishes.map(({ facingMode }) => facingMode.ideal)), ['user']);
    await page.locator('.camera-mirror').waitFor();
    await closeClean(phone);
  });

  test('the camera is off while the page is hidden, and comes back', async () => {
    const { phone, page } = await viewfinder({ ready: (phone) => enrichCamera(phone, 1) });
    const show = (state) =>
      page.evaluate((state) => {
        Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      }, state);
    await show('hidden');
    assert.deepEqual(await page.evaluate(() => window.tracks.map(({ readyState }) => readyState)), ['ended']);
    await show('visible');
    await live(page);
    assert.deepEqual(await page.evaluate(() => window.tracks.map(({ readyState }) => readyState)), ['ended', 'live']);
    await closeClean(phone);
  });

  test('a camera that goes away is told, and can be tried again', async () => {
    const { phone, page } = await viewfinder({ ready: (phone) => enrichCamera(phone, 1) });
    await page.evaluate(() => window.tracks[0].dispatchEvent(new Event('ended')));
    await expectTitle(page, shell['camera.lost.title']);
    await checkPage(phone, 'camera-lost');
    await button(page, shell['camera.again']).click();
    await live(page);
    await closeClean(phone);
  });

  test('the permission is asked for only after the button, and the page waits for the answer', async () => {
    const ready = ({ page }) =>
      page.addInitScript(() => {
        window.asked = 0;
        navigator.permissions.query = async () => new EventTarget();
        navigator.mediaDevices.getUserMedia = () => new Promise(() => (window.asked += 1));
      });
    const { phone, page } = await opened({ ready });
    assert.equal(await page.evaluate(() => window.asked), 0);
    await button(page, words['choose.open']).click();
    await page.getByText(shell['camera.asking']).waitFor();
    await checkPage(phone, 'camera-asking');
    await button(page, shell['camera.close']).click();
    await expectTitle(page, words.title);
    await closeClean(phone);
  });

  test('a denied camera leaves the camera app and the gallery, and comes back when it is allowed', async () => {
    const { phone, page } = await opened({ allowed: false, ready: denyCamera });
    await button(page, words['choose.open']).click();
    await expectTitle(page, shell['camera.denied.title']);
    await checkPage(phone, 'camera-denied');
    await allowCamera(phone);
    await live(page);
    await closeClean(phone);
  });

  for (const [problem, name] of Object.entries({
    dismissed: 'NotAllowedError',
    none: 'NotFoundError',
    busy: 'NotReadableError',
    failed: 'TypeError',
  })) {
    test(`without a camera (${problem}) a photo is still possible, by the camera app and by file`, async () => {
      const { id, phone, page } = await opened({ allowed: false, ready: (phone) => breakCamera(phone, name) });
      await button(page, words['choose.open']).click();
      await expectTitle(page, shell[`camera.${problem}.title`]);
      await checkPage(phone, `camera-${problem}`);
      await button(page, words['choose.take']).waitFor();
      await choose(page, picture('upright_8.jpg'), { button: problem === 'none' ? words['choose.take'] : words['choose.pick'] });
      await expectTitle(page, words['preview.title']);
      await send(page);
      await expectDone(page);
      await closeClean(phone);
      await assertUpright(browser, 'image/jpeg', (await onlyResult(server, id)).bytes);
    });
  }

  test('a page that came over plain HTTP has the two buttons of the phone', async () => {
    const ready = ({ page }) => page.addInitScript(() => Object.defineProperty(window, 'isSecureContext', { value: false }));
    const { phone, page } = await opened({ ready });
    assert.deepEqual(await page.getByRole('button').allTextContents(), [words['choose.take'], words['choose.pick']]);
    assert.equal(await page.locator('input[capture=environment]').count(), 1);
    await closeClean(phone);
  });

  test('camera, photo and sending work with the keyboard alone', async () => {
    const { phone, page } = await opened({ display: 'desktop' });
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await live(page);
    await page.locator('.shutter:focus').waitFor();
    await page.keyboard.press('Enter');
    await expectTitle(page, words['preview.title']);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expectDone(page);
    await closeClean(phone);
  });

  for (const display of Object.keys(displays)) {
    test(`the viewfinder and its troubles fit a ${display} display`, async () => {
      const film = display === 'landscape' || display === 'desktop' ? browser : portrait;
      const { phone, page } = await viewfinder({
        with: film,
        display,
        session: { locale: 'de' },
        ready: (phone) => enrichCamera(phone, 3),
      });
      await checkPage(phone, `camera-${display}`);
      const box = await page.locator('.shutter').boundingBox();
      const { width, height } = page.viewportSize();
      assert.ok(box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height, JSON.stringify(box));
      await page.evaluate(() => window.tracks[0].dispatchEvent(new Event('ended')));
      await expectTitle(page, shellStrings('de')['camera.lost.title']);
      await checkPage(phone, `camera-lost-${display}`);
      await closeClean(phone);
    });
  }

  for (const display of ['phone', 'landscape']) {
    test(`what the shell has to say is seen over the viewfinder, ${display}`, async () => {
      const { phone, page } = await viewfinder({ display, session: { session_ttl: '122s' }, ready: (phone) => enrichCamera(phone, 3) });
      await page.locator('.bulletin').waitFor();
      const [line, close] = await Promise.all(['.bulletin', '.icon-button'].map((name) => page.locator(name).first().boundingBox()));
      assert.ok(line.y >= close.y + close.height || line.x >= close.x + close.width, 'it covers no button');
      await checkPage(phone, `camera-expiring-${display}`);
      await closeClean(phone);
    });
  }

  test('the viewfinder reads from right to left, in the dark', async () => {
    const { phone, page } = await viewfinder({ dark: true, session: { locale: 'ar' }, ready: (phone) => enrichCamera(phone, 3) });
    await checkPage(phone, 'camera-ar-dark');
    await page.evaluate(() => window.tracks[0].dispatchEvent(new Event('ended')));
    await expectTitle(page, shellStrings('ar')['camera.lost.title']);
    await checkPage(phone, 'camera-lost-ar-dark');
    await closeClean(phone);
  });
});
