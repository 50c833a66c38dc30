// A phone with a browser: opens pages of the server under test and notices everything that must not happen on them.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { repo } from '../http/launch.mjs';

const shots = join(repo, 'build', 'screenshots');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/// Displays that people hold: a common phone, the same on its side, the smallest, a tablet, a desktop.
export const displays = {
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  landscape: { viewport: { width: 844, height: 390 }, hasTouch: true, isMobile: true },
  small: { viewport: { width: 320, height: 568 }, hasTouch: true, isMobile: true },
  tablet: { viewport: { width: 820, height: 1180 }, hasTouch: true, isMobile: true },
  desktop: { viewport: { width: 1280, height: 800 } },
};
/// With a phone as wide as the common one but far lower: for pages that fill the display.
export const allDisplays = { ...displays, compact: { viewport: { width: 375, height: 667 }, hasTouch: true, isMobile: true } };

/// Chromium without its own windows and menus, which take half of the processor time of all of it, and the whole browser:
/// only that has cameras. `CHROMIUM` is taken for both. decision 0092
export const browserPrograms = process.env.CHROMIUM
  ? { shell: process.env.CHROMIUM, whole: process.env.CHROMIUM }
  : { shell: '/usr/bin/chromium-headless-shell', whole: '/usr/bin/chromium' };

// Phones do not bend letters to whole pixels, and the shell would.
export const startBrowser = () => chromium.launch({ executablePath: browserPrograms.shell, args: [...args, '--font-render-hinting=none'] });

/// Browsers that have a camera.
const withCamera = new WeakSet();

/// A browser whose only camera plays `film`, a motion JPEG. It asks the person before it opens it.
export async function startBrowserWithVideo(film) {
  const browser = await chromium.launch({
    executablePath: browserPrograms.whole,
    args: [...args, '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${film}`],
  });
  withCamera.add(browser);
  return browser;
}

/// A fresh phone. `dark`, `locale` and one of `allDisplays` as `display`; whatever else Playwright's newContext takes.
export async function newPhone(browser, { display = 'phone', dark = false, ...more } = {}) {
  const context = await browser.newContext({ ...allDisplays[display], colorScheme: dark ? 'dark' : 'light', ...more });
  const page = await context.newPage();
  const complaints = [];
  // Playwright catches file choosers only while somebody listens, and it takes a moment to begin.
  page.on('filechooser', () => undefined);
  await page.exposeBinding('reportViolation', (_source, violation) => complaints.push(`CSP: ${violation}`));
  await page.addInitScript(() =>
    addEventListener('securitypolicyviolation', (event) =>
      window.reportViolation(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`),
    ),
  );
  // To find out that there are none, the browser starts processes; where they are slow, the page believes in cameras.
  if (!withCamera.has(browser)) {
    await page.addInitScript(() => {
      if (navigator.mediaDevices) navigator.mediaDevices.enumerateDevices = async () => [];
    });
  }
  page.on('pageerror', (error) => complaints.push(`exception: ${error.message}`));
  page.on('console', (message) => {
    // The browser's own line about an answer like 404 or 415 says nothing about the page.
    if (message.type() === 'error' && !/^Failed to load resource/.test(message.text())) complaints.push(message.text());
  });
  return { page, context, complaints, close: () => context.close() };
}

/// Closes the phone, after asserting that no page on it broke its policy, threw, or wrote an error to the console.
export async function closeClean(phone) {
  await phone.close();
  assert.deepEqual(phone.complaints, []);
}

/// Asserts what holds for every page in every state, and keeps a picture of it in build/screenshots.
export async function checkPage({ page }, name) {
  mkdirSync(shots, { recursive: true });
  await atRest(page);
  await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `${name}: ${wide} px wider than the display`);
  await checkTargets(page, name);
  // A pointer that rests where a button has come is noticed a frame later, and the button changes its colours then.
  await atRest(page);
  await page.evaluate(`${axe};0`);
  // Where a display forces its colours axe reckons with those of the style sheets, which nobody sees.
  const { violations } = await page.evaluate(() =>
    window.axe.run(document, {
      resultTypes: ['violations'],
      rules: { 'color-contrast': { enabled: !matchMedia('(forced-colors: active)').matches } },
    }),
  );
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  assert.deepEqual(
    grave.map(
      ({ id, nodes }) => `${name}: ${id} at ${nodes.map(({ target, failureSummary }) => `${target} (${failureSummary})`).join(', ')}`,
    ),
    [],
  );
}

/// Waits until nothing fades or slides any more: colours and places in between are nobody's business.
const atRest = (page) =>
  page.evaluate(async () => {
    // What begins with the next frame counts.
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const ending = () =>
      document.getAnimations().filter((each) => each.playState === 'running' && each.effect.getComputedTiming().endTime < Infinity);
    for (let left = ending(); left.length; left = ending()) await Promise.allSettled(left.map(({ finished }) => finished));
  });

/// Whatever can be tapped is at least 44 px each way, buttons 48 px high, and inside the page.
async function checkTargets(page, name) {
  // In one go: what the page replaces between two steps would have no size.
  const low = await page.evaluate(() =>
    [...document.querySelectorAll('button, a.button, select')]
      .map((control) => [
        control.textContent.trim() || control.ariaLabel,
        control.getBoundingClientRect(),
        getComputedStyle(control).visibility,
      ])
      .filter(([, box, visibility]) => box.width > 0 && box.height > 0 && visibility !== 'hidden')
      .filter(([, box]) => box.height < 48 || box.width < 44 || box.left < 0 || box.right > innerWidth)
      .map(([name, box]) => [name, box.toJSON()]),
  );
  assert.deepEqual(low, [], `${name}: buttons too small or cut off`);
}
