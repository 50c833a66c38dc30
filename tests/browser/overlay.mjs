// Compares pictures of ink by laying one over the other.
import assert from 'node:assert/strict';

/// Both are scaled to so many px in width; the tolerance is 1 % of that.
const width = 600;

/// Asserts that two pictures (addresses that an <img> takes) show the same ink on white or nothing: of the same shape
/// within `aspect`, and no ink in either that is farther than 1 % of the width from ink in the other.
export async function assertSameInk(browser, one, other, { aspect = 0.02, stray = 0.002 } = {}) {
  const page = await browser.newPage();
  try {
    await page.addScriptTag({ content: [pictureOf, draw, dark, trimmed, near].join('\n') });
    const [a, b] = await page.evaluate(compare, { pictures: [one, other], width });
    const shape = a.aspect / b.aspect;
    assert.ok(Math.abs(shape - 1) <= aspect, `shapes ${a.aspect.toFixed(3)} and ${b.aspect.toFixed(3)}`);
    assert.ok(a.ink > 0 && b.ink > 0, 'there is ink');
    assert.ok(
      a.stray <= stray && b.stray <= stray,
      `${(a.stray * 100).toFixed(2)} % and ${(b.stray * 100).toFixed(2)} % of the ink have none of the other nearby`,
    );
  } finally {
    await page.close();
  }
}

export const dataUrl = (type, bytes) => `data:${type};base64,${bytes.toString('base64')}`;

/// Runs in the browser, as do those below. For each picture: shape of its ink, number of inked pixels, part of them far
/// from the other's ink.
async function compare({ pictures, width }) {
  const boxes = (await Promise.all(pictures.map(pictureOf))).map(trimmed);
  // Both in the shape of the first, so that a slight difference of shapes does not add up.
  const height = Math.max(1, Math.round((boxes[0].height / boxes[0].width) * width));
  const sheets = boxes.map(({ canvas, left, top, width: w, height: h }) => draw(canvas, left, top, w, h, width, height));
  const masks = sheets.map((sheet) => dark(sheet));
  // A hairline (a busy machine sends the first samples of a stroke late) is grey where a picture is small.
  const traces = sheets.map((sheet) => dark(sheet, 235));
  return masks.map((mask, index) => {
    let [ink, stray] = [0, 0];
    mask.forEach((inked, at) => {
      if (!inked) return;
      ink += 1;
      if (!near(traces[1 - index], at, width, height)) stray += 1;
    });
    return { aspect: boxes[index].width / boxes[index].height, ink, stray: stray / Math.max(1, ink) };
  });
}

/// A canvas with the picture at an address.
async function pictureOf(address) {
  const image = new Image();
  image.src = address;
  await image.decode();
  // A drawing without a size of its own in px is drawn as large as any.
  const scale = Math.max(1, 1200 / image.naturalWidth);
  return draw(
    image,
    0,
    0,
    image.naturalWidth,
    image.naturalHeight,
    Math.round(image.naturalWidth * scale),
    Math.round(image.naturalHeight * scale),
  );
}

/// A canvas of a new size with a part of another, on white.
function draw(source, x, y, w, h, toWidth, toHeight) {
  const canvas = Object.assign(document.createElement('canvas'), { width: toWidth, height: toHeight });
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context.fillStyle = '#fff';
  context.fillRect(0, 0, toWidth, toHeight);
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, x, y, w, h, 0, 0, toWidth, toHeight);
  return canvas;
}

/// For each pixel whether there is ink: of the channels' brightness at most `brightest` on average.
function dark(canvas, brightest = 150) {
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  return Array.from(
    { length: canvas.width * canvas.height },
    (_, at) => data[at * 4] + data[at * 4 + 1] + data[at * 4 + 2] < 3 * brightest,
  );
}

/// The canvas, and the box around its ink.
function trimmed(canvas) {
  const inked = dark(canvas);
  let [left, top, right, bottom] = [Infinity, Infinity, -1, -1];
  inked.forEach((ink, at) => {
    if (!ink) return;
    const [x, y] = [at % canvas.width, Math.floor(at / canvas.width)];
    [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
  });
  return { canvas, left, top, width: right - left + 1, height: bottom - top + 1 };
}

/// Whether there is ink within 1 % of the width from a pixel.
function near(mask, at, width, height) {
  const radius = Math.ceil(width / 100);
  const [x, y] = [at % width, Math.floor(at / width)];
  for (let dy = -radius; dy <= radius; dy += 1) {
    for (let dx = -radius; dx <= radius; dx += 1) {
      const [nx, ny] = [x + dx, y + dy];
      if (nx >= 0 && ny >= 0 && nx < width && ny < height && mask[ny * width + nx]) return true;
    }
  }
  return false;
}
