// What a person does on the signature page: opens it, signs with a finger, a pen or a mouse, sends.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repo } from '../http/launch.mjs';
import { expectTitle } from './photo_page.mjs';

export const signatureStrings = (tag = 'en') => JSON.parse(readFileSync(join(repo, `actions/signature/ui/locales/${tag}.json`), 'utf8'));
export const signature = (options = {}, more = {}) => ({ action_type: 'signature', output_format: 'svg', options, ...more });

/// Opens the session's page and waits until the person can sign, by the first of the methods.
export async function openPage(page, url, t = signatureStrings(), method = 'draw') {
  const answer = await page.goto(url);
  assert.equal(answer.status(), 200);
  await expectTitle(page, t[`title.${method}`]);
}

export const method = (page, name) => page.locator(`#sign-panel-${name}`);
export const tool = (page, name, t = signatureStrings()) => page.getByRole('button', { name: t[`tools.${name}`], exact: true });

/// The button looks as if it could not be pressed while something is missing, but then says what.
export const send = (page, name = signatureStrings().send) => page.getByRole('button', { name, exact: true }).click({ force: true });

export async function expectRefusal(page, problem, t = signatureStrings()) {
  const alert = page.getByRole('alert');
  await alert.waitFor();
  assert.equal(await alert.innerText(), `${t[`problem.${problem}.title`]}\n${t[`problem.${problem}.text`]}`);
}

export const padBox = (page) => page.locator('.pad').boundingBox();

/// Two strokes of a lively hand in a part of a box: a wave that turns back on itself, and a line below it.
export function handwriting({ x, y, width, height }, samples = 90) {
  const at = (u) => ({
    x: x + width * (0.12 + 0.74 * u + 0.05 * Math.sin(u * 31)),
    y: y + height * (0.45 + 0.24 * Math.sin(u * 23) * (1 - u / 2) + 0.05 * Math.sin(u * 7)),
  });
  const wave = Array.from({ length: samples }, (_, index) => at(index / (samples - 1)));
  const line = Array.from({ length: Math.round(samples / 4) }, (_, index) => ({
    x: x + width * (0.2 + (2.4 * index) / samples),
    y: y + height * (0.78 - (0.12 * index) / samples),
  }));
  return [wave, line];
}

/// A hand on the touch screen of a phone.
export async function hand({ page, context }) {
  const devtools = await context.newCDPSession(page);
  const touch = (type, ...touchPoints) => devtools.send('Input.dispatchTouchEvent', { type, touchPoints });
  const pen = (type, point, force = 0.5) =>
    devtools.send('Input.dispatchMouseEvent', {
      type,
      ...point,
      button: 'left',
      buttons: type === 'mouseReleased' ? 0 : 1,
      clickCount: 1,
      pointerType: 'pen',
      force,
    });
  return {
    touch,
    pen,
    async draw(...strokes) {
      for (const [first, ...others] of strokes) {
        await touch('touchStart', first);
        for (const point of others) await touch('touchMove', point);
        await touch('touchEnd');
      }
    },
    async write(pressure, ...strokes) {
      for (const [first, ...others] of strokes) {
        await pen('mousePressed', first, pressure(0));
        for (const [index, point] of others.entries()) await pen('mouseMoved', point, pressure((index + 1) / others.length));
        await pen('mouseReleased', others.at(-1) ?? first, 0);
      }
    },
  };
}

/// Turns the phone, and waits until the pad has followed.
export async function turn(page, display) {
  await page.setViewportSize(display);
  await page.waitForFunction(({ width, height }) => {
    const [pad, canvas] = [document.querySelector('.pad'), document.querySelector('.pad canvas')];
    const follows = canvas.clientWidth === pad.clientWidth && canvas.clientHeight === pad.clientHeight;
    return innerWidth === width && innerHeight === height && follows;
  }, display);
  await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(painted, 100)))));
}

/// Draws strokes of any number of samples at once, by events of the page's own making, merged as browsers merge them.
export const scribble = (page, strokes) =>
  page.locator('.pad').evaluate((pad, strokes) => {
    const event = (type, { x, y }, coalescedEvents = []) =>
      new PointerEvent(type, {
        clientX: x,
        clientY: y,
        pointerId: 77,
        pointerType: 'touch',
        isPrimary: true,
        button: type === 'pointermove' ? -1 : 0,
        bubbles: true,
        cancelable: true,
        coalescedEvents,
      });
    for (const stroke of strokes) {
      pad.dispatchEvent(event('pointerdown', stroke[0]));
      pad.dispatchEvent(
        event(
          'pointermove',
          stroke.at(-1),
          stroke.slice(1).map((point) => event('pointermove', point)),
        ),
      );
      pad.dispatchEvent(event('pointerup', stroke.at(-1)));
    }
  }, strokes);

/// The ink on the pad: a picture of the pad, the box of the ink in CSS px of the pad, the number of inked pixels.
export const inkOn = (page) =>
  page.locator('.pad').evaluate((pad) => {
    const [below, above] = pad.querySelectorAll('canvas');
    const { width, height } = below;
    const both = Object.assign(document.createElement('canvas'), { width, height });
    const context = both.getContext('2d', { willReadFrequently: true });
    context.drawImage(below, 0, 0);
    context.drawImage(above, 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    let [left, top, right, bottom, pixels] = [Infinity, Infinity, -Infinity, -Infinity, 0];
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        if (data[(y * width + x) * 4 + 3] < 128) continue;
        pixels += 1;
        [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
      }
    }
    const scale = width / pad.clientWidth;
    return {
      picture: both.toDataURL(),
      pixels,
      box: { x: left / scale, y: top / scale, width: (right - left) / scale, height: (bottom - top) / scale },
    };
  });

export async function expectInk(page, inked = true) {
  for (const end = Date.now() + 20_000; Date.now() < end; await page.waitForTimeout(30)) {
    if ((await inkOn(page)).pixels > 0 === inked) return;
  }
  assert.fail(inked ? 'the pad is empty' : 'there is ink on the pad');
}

/// Waits until the pad shows what it showed before, at the same place. Edges may be shaded a little otherwise, in one of
/// 500 pixels even much: ink that grew with the pen was painted in other pieces. The shortest stroke is far more than that.
export async function expectPad(page, before) {
  let strange;
  for (const end = Date.now() + 20_000; Date.now() < end; await page.waitForTimeout(50)) {
    const now = await inkOn(page);
    strange = await page.evaluate(differing, [before.picture, now.picture]);
    if (strange <= before.pixels / 500) return;
  }
  assert.fail(`${strange} pixels are inked that were not, or the other way round`);
}

/// Runs in the browser.
async function differing(pictures) {
  const [one, other] = await Promise.all(
    pictures.map(async (address) => {
      const image = new Image();
      image.src = address;
      await image.decode();
      const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
      const context = canvas.getContext('2d');
      context.drawImage(image, 0, 0);
      return context.getImageData(0, 0, image.width, image.height).data;
    }),
  );
  if (one.length !== other.length) return Infinity;
  return one.reduce((count, value, at) => (at % 4 === 3 && Math.abs(value - other[at]) > 150 ? count + 1 : count), 0);
}

/// What is handed in next, as JSON.
export const submission = async (page) => (await page.waitForRequest((request) => request.url().endsWith('/submit'))).postDataJSON().data;

/// Absolute samples of a packed stroke: x and y in px, t in ms, pressure 0…1.
export function unpacked(numbers) {
  const samples = [];
  let last = [0, 0, 0, 0];
  for (let at = 0; at < numbers.length; at += 4) {
    last = last.map((value, part) => value + numbers[at + part]);
    samples.push({ x: last[0] / 10, y: last[1] / 10, t: last[2], p: last[3] / 1000 });
  }
  return samples;
}
