// Films for Chromium's fake camera: pages on a table, seen by a hand that shakes and then rests. Drawn by a browser, frame by frame.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '../http/launch.mjs';
import { newPhone, startBrowser, startBrowserWithVideo } from './phone.mjs';

/// Pictures a second at which Chromium plays a motion JPEG.
const rate = 30;
/// Of the film. The marker in its corner says what the camera sees: red while the hand shakes, green while it rests.
export const size = { width: 960, height: 1280 };
export const marks = { shaking: 'rgb(200,30,30)', resting: 'rgb(30,160,60)', empty: 'rgb(40,40,160)' };

/// Seconds of `{page: 0|1|…|null, shaking, seconds}` one after another, as one film; answers its file. It is played over and over.
export async function makeFilm(scenes) {
  const browser = await startBrowser();
  const { page } = await newPhone(browser);
  const frames = [];
  try {
    await page.addScriptTag({ content: `window.drawFrame = ${drawFrame}` });
    for (const { page: number, shaking = false, seconds } of scenes) {
      const count = Math.round(seconds * rate);
      const drawn = [];
      // A shaking hand is not drawn anew for every picture: 8 places, over and over.
      for (let index = 0; index < (shaking ? 8 : 1); ++index) drawn.push(await frame(page, number, shaking, index));
      for (let index = 0; index < count; ++index) frames.push(drawn[Math.floor(index / 2) % drawn.length]);
    }
  } finally {
    await browser.close();
  }
  const film = join(temporaryDirectory('film'), 'film.mjpeg');
  writeFileSync(film, Buffer.concat(frames));
  return film;
}

export const startBrowserWithFilm = async (scenes) => startBrowserWithVideo(await makeFilm(scenes));

async function frame(page, number, shaking, index) {
  const mark = number === null ? marks.empty : shaking ? marks.shaking : marks.resting;
  const data = await page.evaluate(([...args]) => window.drawFrame(...args), [size, number, shaking ? index + 1 : 0, mark]);
  return Buffer.from(data, 'base64');
}

/// Runs in the browser. `shake` is 0 for a hand that rests. Wood, on it a sheet with lines of writing that differ from page to page.
function drawFrame({ width, height }, number, shake, mark) {
  const canvas = new OffscreenCanvas(width, height);
  let context = canvas.getContext('2d');
  let seed = 7;
  const random = () => {
    seed = (seed * 16807) % 2147483647;
    return seed / 2147483647;
  };
  const [dx, dy, turn] = shake ? [70 * Math.sin(shake * 2.1), 60 * Math.cos(shake * 1.7), 0.06 * Math.sin(shake)] : [0, 0, 0];
  context.translate(width / 2 + dx, height / 2 + dy);
  context.rotate(turn);
  context.fillStyle = '#6b4a2f';
  context.fillRect(-width, -height, 2 * width, 2 * height);
  for (let line = 0; line < 160; ++line) {
    context.fillStyle = `rgba(30,15,5,${0.25 * random()})`;
    context.fillRect(-width, -height + line * 16 + 6 * random(), 2 * width, 3 + 5 * random());
  }
  if (number !== null) {
    context.rotate(0.05);
    context.fillStyle = '#efece4';
    context.fillRect(-300, -424, 600, 848);
    seed = 1000 + 77 * number;
    for (let y = -370; y < 360; y += 26) {
      if (random() < 0.22) continue;
      context.fillStyle = '#22242a';
      for (let x = -250; x < 150 + 100 * random(); ) {
        const word = 20 + 50 * random();
        for (let stroke = 0; stroke < word; stroke += 7) context.fillRect(x + stroke, y + 4 * random(), 3, 11);
        x += word + 12;
      }
    }
  }
  const film = Object.assign(document.createElement('canvas'), { width, height });
  context = film.getContext('2d');
  context.filter = shake ? 'blur(5px)' : 'none';
  context.drawImage(canvas, 0, 0);
  context.filter = 'none';
  context.fillStyle = mark;
  context.fillRect(0, 0, 60, 60);
  return film.toDataURL('image/jpeg', 0.85).split(',')[1];
}
