// Reads the coloured corners of the test photos as a browser (JPEG, PNG) or a PDF viewer shows them.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const colours = { red: [255, 0, 0], green: [0, 255, 0], blue: [0, 0, 255], yellow: [255, 255, 0] };
/// JPEG at quality 80 with subsampled colour moves pure colours by a good deal; the corners differ by 255.
const tolerance = 70;

/// The first page of a PDF as a PNG of its own shape.
export function pdfToPng(bytes) {
  const dir = mkdtempSync(join(tmpdir(), 'baton-pdf-'));
  try {
    writeFileSync(join(dir, 'in.pdf'), bytes);
    execFileSync('pdftoppm', ['-png', '-r', '96', '-singlefile', join(dir, 'in.pdf'), join(dir, 'out')]);
    return readFileSync(join(dir, 'out.png'));
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/// Size and corner pixels of a picture: top left, top right, bottom right, bottom left.
export async function corners(browser, type, bytes) {
  const page = await browser.newPage();
  try {
    return await page.evaluate(
      async (url) => {
        const image = new Image();
        image.src = url;
        await image.decode();
        const { naturalWidth: width, naturalHeight: height } = image;
        const canvas = Object.assign(document.createElement('canvas'), { width, height });
        const context = canvas.getContext('2d');
        context.drawImage(image, 0, 0);
        const [x, y] = [Math.round(width * 0.035), Math.round(height * 0.045)];
        const at = (left, top) => [...context.getImageData(left, top, 1, 1).data].slice(0, 3);
        return { width, height, pixels: [at(x, y), at(width - x, y), at(width - x, height - y), at(x, height - y)] };
      },
      `data:${type};base64,${bytes.toString('base64')}`,
    );
  } finally {
    await page.close();
  }
}

const nameOf = (pixel) =>
  Object.keys(colours).find((name) => colours[name].every((value, i) => Math.abs(value - pixel[i]) <= tolerance)) ?? String(pixel);

/// Asserts that the picture is upright: wide, with its corners where the photographer saw them.
export async function assertUpright(browser, type, bytes) {
  const { width, height, pixels } = await corners(browser, type, bytes);
  assert.ok(Math.abs(width / height - 4 / 3) < 0.02, `${width} x ${height} is not 4:3`);
  assert.deepEqual(pixels.map(nameOf), ['red', 'green', 'blue', 'yellow']);
  return { width, height };
}

/// What a camera wrote into the test photos and must not come out again.
export function assertNothingPrivate(bytes) {
  for (const trace of ['Exif\0', 'eXIf', 'ns.adobe.com/xap', 'Photoshop 3.0', '8BIM', 'Test camera', '2024:05:06', 'Private']) {
    assert.ok(!bytes.includes(trace), `${JSON.stringify(trace)} is still in the file`);
  }
}
