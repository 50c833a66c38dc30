// A 12 MP photo to measure with, the same bytes each time: smooth light, things with edges, sensor noise, print.
import { spawnSync } from 'node:child_process';

export const size = { width: 4032, height: 3024 };

/// A small deterministic source of noise (xorshift), 0…255.
function noise(seed) {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state & 255;
  };
}

/// Rows of short dark strokes on a page, about as dense as print.
function inked(x, y) {
  const [line, column] = [y % 48, (x + 31 * Math.floor(y / 48)) % 29];
  return line > 10 && line < 34 && (column < 4 || (column < 18 && line % 12 < 4)) && (x * 7 + Math.floor(y / 48) * 13) % 211 > 40;
}

/// RGB bytes: light falls from one corner, a white page with print lies on a table of wood.
export function pixels({ width, height } = size) {
  const rgb = Buffer.allocUnsafe(width * height * 3);
  const random = noise(20240607);
  const [left, right, top, bottom] = [0.15 * width, 0.8 * width, 0.1 * height, 0.9 * height];
  for (let y = 0, at = 0; y < height; ++y) {
    for (let x = 0; x < width; ++x, at += 3) {
      const light = 0.55 + 0.45 * (1 - (x / width + y / height) / 2);
      const page = x > left && x < right && y > top && y < bottom;
      const grain = page ? 0 : 18 * Math.sin(y / 23 + 3 * Math.sin(x / 190)) + 7 * Math.sin(x / 5 + y / 3);
      const base = page ? (inked(x, y) ? [52, 50, 58] : [238, 236, 228]) : [150, 104, 66];
      const grit = ((random() + random()) / 255 - 1) * 16;
      for (let c = 0; c < 3; ++c) rgb[at + c] = Math.max(0, Math.min(255, base[c] * light + grain + grit));
    }
  }
  return rgb;
}

/// The bytes of an APP1 segment that says how the camera was held (EXIF orientation 1…8).
function orientationSegment(orientation) {
  const tiff = Buffer.from('49492a00080000000100120103000100000000000000' + '00000000', 'hex');
  tiff.writeUInt16LE(orientation, 18);
  const exif = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(exif.length + 2, 2);
  return Buffer.concat([head, exif]);
}

/// The JPEG with segments put behind its first marker.
const withSegments = (jpeg, ...segments) => Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)]);

/// As a phone would store it; orientation 6 is a phone held upright.
export const turned = (jpeg, orientation) => withSegments(jpeg, orientationSegment(orientation));

/// The same picture in a file of at least `bytes`: comments do not change a pixel.
export function padded(jpeg, bytes) {
  const comment = Buffer.alloc(65535 + 2, 0x20);
  comment.set([0xff, 0xfe, 0xff, 0xff]);
  const count = Math.ceil(Math.max(0, bytes - jpeg.length) / comment.length);
  return withSegments(jpeg, ...Array(count).fill(comment));
}

/// A baseline JPEG, quality 88, 4:2:0, as phones write them.
export function jpeg(dimensions = size) {
  const { width, height } = dimensions;
  const input = Buffer.concat([Buffer.from(`P6\n${width} ${height}\n255\n`), pixels(dimensions)]);
  const made = spawnSync('cjpeg', ['-quality', '88', '-sample', '2x2'], { input, maxBuffer: 64 * 1024 * 1024 });
  if (made.status !== 0) throw new Error(`cjpeg (package libjpeg-turbo-progs) is needed: ${made.error ?? made.stderr}`);
  return made.stdout;
}
