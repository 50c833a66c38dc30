// Displays that force their own colours on every page, in both schemes: ink is seen, and what is chosen, on or without
// effect is still told apart by the eye alone.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { PNG } from 'pngjs';
import { startServer } from '../http/launch.mjs';
import { allowCamera, enrichCamera, startBrowserWithCamera } from './fake_camera.mjs';
import { checkPage, closeClean, displays, newPhone, startBrowser } from './phone.mjs';
import { choose, expectTitle, open, photoStrings, picture } from './photo_page.mjs';
import { button, cards, expectSent, makePages, openCard, openScan, pickPages, scan, scanStrings, tool } from './scan_page.mjs';
import { expectInk, hand, handwriting, inkOn, method, openPage, padBox, send, signature } from './signature_page.mjs';

const words = scanStrings();
const photoWords = photoStrings();

describe('forced colours', () => {
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

  for (const dark of [false, true]) {
    const scheme = dark ? 'dark' : 'light';
    const forced = { forcedColors: 'active', reducedMotion: 'reduce', dark, deviceScaleFactor: 1 };

    for (const [name, ink] of [
      ['dark ink', '#14285a'],
      ['light ink', '#f5f0d0'],
    ]) {
      test(`${name} is seen on the pad, as text and while it is sent, ${scheme}`, async () => {
        const { url } = await server.createSession(signature({ ink, signer_name: 'Ada Lovelace' }));
        const phone = await newPhone(browser, forced);
        const { page } = phone;
        await openPage(page, url);
        await checkPage(phone, `forced-signature-empty-${scheme}-${ink.slice(1)}`);
        await assertSeen(page, '.pad-hint > .icon');
        const { draw } = await hand(phone);
        await draw(...handwriting(await padBox(page)));
        await expectInk(page);
        await checkPage(phone, `forced-signature-${scheme}-${ink.slice(1)}`);
        const [paper, pad] = [await inkOn(page), await padBox(page)];
        await assertSeen(page, '.pad', { x: pad.x + paper.box.x, y: pad.y + paper.box.y, ...sized(paper.box) });
        await method(page, 'type').click();
        await page.locator('.face .written').first().waitFor();
        await assertSeen(page, '.face .written');
        await assertTold(page, '.face input', (input) => (input.checked = !input.checked), '.face');
        await checkPage(phone, `forced-typed-${scheme}-${ink.slice(1)}`);
        await page.route('**/submit', () => undefined);
        await method(page, 'draw').click();
        await send(page);
        await page.locator('.ink-picture').waitFor();
        await assertSeen(page, '.ink-picture');
        await checkPage(phone, `forced-sent-${scheme}-${ink.slice(1)}`);
        await closeClean(phone);
      });
    }

    test(`the tabs and tools of the signature page are told apart, ${scheme}`, async () => {
      const { url } = await server.createSession(signature());
      const phone = await newPhone(browser, forced);
      const { page } = phone;
      await openPage(page, url);
      await assertTold(page, '.tab', flip('aria-selected'));
      await assertTold(page, '.sign-tools .icon-button', flip('aria-disabled'));
      await assertTold(page, '.sign-foot .button', flip('aria-disabled'));
      await send(page);
      await page.getByRole('alert').waitFor();
      await checkPage(phone, `forced-signature-problem-${scheme}`);
      await method(page, 'type').click();
      await assertTold(page, '.field input', flip('aria-invalid'));
      await method(page, 'upload').click();
      await checkPage(phone, `forced-upload-${scheme}`);
      await closeClean(phone);
    });

    test(`the filter that is chosen is told apart, and so are the scan page's other states, ${scheme}`, async () => {
      const { url } = await server.createSession(scan({ document_mode: 'multi' }));
      const phone = await newPhone(browser, forced);
      const { page } = phone;
      await openScan(page, url);
      await checkPage(phone, `forced-scan-empty-${scheme}`);
      await pickPages(page, pages);
      await expectSent(page, 3);
      await assertTold(page, '.pages-more .button', flip('aria-disabled'));
      await assertTold(page, '.sheet-picture', (card) => {
        const bar = card.querySelector('.sheet-progress') ?? card.appendChild(document.createElement('span'));
        bar.className = 'sheet-progress';
        if (!bar.firstChild) bar.appendChild(document.createElement('span')).style.inlineSize = '20%';
        else bar.firstChild.style.inlineSize = '90%';
      });
      // With room for the line beside it.
      await assertTold(page, '[data-key=p2]', (card) => card.toggleAttribute('data-drop'), '.sheets');
      await assertTold(page, '[data-key=p1]', (card) => card.classList.toggle('sheet-lifted'), '.sheets');
      await checkPage(phone, `forced-scan-pages-${scheme}`);
      await openCard(page, 1);
      await assertTold(page, '.tool', flip('aria-disabled'));
      await assertTold(page, '.page-head .icon-button', flip('aria-disabled'));
      await checkPage(phone, `forced-scan-page-${scheme}`);
      await tool(page, 'filter');
      await page.waitForFunction(() => document.querySelectorAll('.filter img').length === 5);
      await checkPage(phone, `forced-scan-filter-${scheme}`);
      await assertTold(page, '.filter input', (input) => (input.checked = !input.checked), '.filter');
      await button(page, words['panel.done']).click();
      await tool(page, 'delete');
      await checkPage(phone, `forced-scan-deleted-${scheme}`);
      assert.equal(await cards(page).count(), 2);
      await closeClean(phone);
    });

    test(`the photo page shows how far it is, ${scheme}`, async () => {
      const { url } = await server.createSession({ action_type: 'photo', output_format: 'jpg' });
      const phone = await newPhone(browser, forced);
      const { page } = phone;
      await open(page, url);
      await checkPage(phone, `forced-choose-${scheme}`);
      await choose(page, picture('upright_6.jpg'));
      await expectTitle(page, photoWords['preview.title']);
      await checkPage(phone, `forced-preview-${scheme}`);
      await page.route('**/files/photo', () => undefined);
      await button(page, photoWords['preview.send']).click();
      await page.locator('progress').waitFor();
      await assertTold(page, 'progress', (bar) => (bar.value = bar.value > 0.5 ? 0.2 : 0.8));
      await checkPage(phone, `forced-sending-${scheme}`);
      await phone.context.setOffline(true);
      await page.locator('.bulletin').waitFor();
      await checkPage(phone, `forced-offline-${scheme}`);
      await closeClean(phone);
    });

    test(`the viewfinder's controls are seen and told apart, ${scheme}`, async () => {
      const camera = await startBrowserWithCamera('upright_1.jpg');
      try {
        const { url } = await server.createSession(scan());
        const phone = await newPhone(camera, forced);
        await allowCamera(phone);
        await enrichCamera(phone, 2);
        const { page } = phone;
        await openScan(page, url);
        await button(page, words.take).click();
        await page.waitForFunction(() => document.querySelector('.shutter')?.ariaDisabled === 'false');
        await page.locator('.camera-toggle').click();
        await assertSeen(page, '.shutter');
        await assertTold(page, '.shutter', flip('aria-disabled'));
        await assertTold(page, '.camera-toggle', flip('aria-pressed'));
        await assertTold(page, '.camera-bar .icon-button[aria-pressed]', flip('aria-pressed'));
        await checkPage(phone, `forced-viewfinder-${scheme}`);
        await closeClean(phone);
      } finally {
        await camera.close();
      }
    });
  }

  test('forced colours change nothing of how large anything is', async () => {
    const sizes = [];
    for (const more of [{}, { forcedColors: 'active' }]) {
      const { url } = await server.createSession(signature());
      const phone = await newPhone(browser, { ...displays.phone, ...more });
      await openPage(phone.page, url);
      sizes.push(await padBox(phone.page));
      await closeClean(phone);
    }
    assert.deepEqual(sizes[1], sizes[0]);
  });
});

const sized = ({ width, height }) => ({ width, height });

/// Turns an attribute that is "true" or not into the other.
const flip = (attribute) =>
  new Function('control', `control.setAttribute('${attribute}', control.getAttribute('${attribute}') === 'true' ? 'false' : 'true')`);

/// Thin and bold letters are not told apart by everybody: none is bold here.
const thin = (page) =>
  page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { font-weight: 400 !important; transition: none !important; animation: none !important; }');
    document.adoptedStyleSheets = [sheet];
  });

/// Asserts that the first element of `selector` looks otherwise after `change`; what is looked at is it, or what is around it.
async function assertTold(page, selector, change, around = selector) {
  const control = page.locator(selector).first();
  const seen =
    around === selector ? control : control.locator(`xpath=ancestor::*[contains(concat(' ', @class, ' '), ' ${around.slice(1)} ')][1]`);
  await thin(page);
  // Once to have both states made by the same hand.
  await control.evaluate(change);
  const one = PNG.sync.read(await seen.screenshot());
  await control.evaluate(change);
  const other = PNG.sync.read(await seen.screenshot());
  await page.evaluate(() => (document.adoptedStyleSheets = []));
  assert.deepEqual([one.width, one.height], [other.width, other.height]);
  let told = 0;
  for (let at = 0; at < one.data.length; at += 4) {
    const apart = [0, 1, 2].reduce((sum, part) => sum + Math.abs(one.data[at + part] - other.data[at + part]), 0);
    if (apart > 60) told += 1;
  }
  assert.ok(told >= 40, `${selector}: its states differ in ${told} pixels`);
}

/// Asserts that in what the display shows of an element there is something with a contrast of 3 : 1 to what is around it.
async function assertSeen(page, selector, clip) {
  const shot = clip ? await page.screenshot({ clip }) : await page.locator(selector).first().screenshot();
  const { data, width, height } = PNG.sync.read(shot);
  const levels = [];
  for (let at = 0; at < data.length; at += 4) levels.push(luminance(data[at], data[at + 1], data[at + 2]));
  levels.sort((a, b) => a - b);
  // A few pixels at the edge of the element may be of something else.
  const few = Math.max(8, Math.round(width * height * 0.004));
  const contrast = (levels.at(-1 - few) + 0.05) / (levels[few] + 0.05);
  assert.ok(contrast >= 3, `${selector}: a contrast of ${contrast.toFixed(2)}`);
}

/// Relative, as of WCAG 2.2.
function luminance(...channels) {
  const [red, green, blue] = channels
    .map((channel) => channel / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
