// What zlib at level 3 would make of a PNG's pixels: the measure for our own encoder. 8 bits a channel, no interlace.
import { deflateSync, inflateSync } from 'node:zlib';

function* chunks(png) {
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    yield { type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) };
    at += 12 + length;
  }
}

function paeth(a, b, c) {
  const p = a + b - c;
  const [pa, pb, pc] = [Math.abs(p - a), Math.abs(p - b), Math.abs(p - c)];
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}

/// What filter `type` predicts from the left, upper and upper left byte (PNG specification, section 9).
function prediction(type, a, b, c) {
  if (type === 0) return 0;
  if (type === 1) return a;
  if (type === 2) return b;
  return type === 3 ? (a + b) >> 1 : paeth(a, b, c);
}

/// `filtered` turned back into pixels, in place.
function unfilter(filtered, stride, bpp) {
  const none = Buffer.alloc(stride);
  for (let row = 0, before = none; row < filtered.length; row += stride + 1) {
    const type = filtered[row];
    const line = filtered.subarray(row + 1, row + 1 + stride);
    for (let i = 0; i < stride; ++i) {
      const [a, c] = i < bpp ? [0, 0] : [line[i - bpp], before[i - bpp]];
      line[i] += prediction(type, a, before[i], c);
    }
    before = line;
  }
}

/// The usual choice: per row the filter with the smallest sum of absolute differences.
function refilter(pixels, stride, bpp) {
  const out = Buffer.allocUnsafe(pixels.length);
  const none = Buffer.alloc(stride);
  const tried = Array.from({ length: 5 }, () => Buffer.allocUnsafe(stride));
  for (let row = 0, before = none; row < pixels.length; row += stride + 1) {
    const line = pixels.subarray(row + 1, row + 1 + stride);
    let [best, smallest] = [0, Infinity];
    for (let type = 0; type < 5; ++type) {
      let sum = 0;
      for (let i = 0; i < stride && sum < smallest; ++i) {
        const [a, c] = i < bpp ? [0, 0] : [line[i - bpp], before[i - bpp]];
        const difference = (line[i] - prediction(type, a, before[i], c)) & 255;
        tried[type][i] = difference;
        sum += difference < 128 ? difference : 256 - difference;
      }
      if (sum < smallest) [best, smallest] = [type, sum];
    }
    out[row] = best;
    out.set(tried[best], row + 1);
    before = line;
  }
  return out;
}

/// Bytes of compressed pixels: {ours, level3}.
export function comparedToLevel3(png) {
  const all = [...chunks(png)];
  const head = all.find(({ type }) => type === 'IHDR').data;
  const channels = { 0: 1, 2: 3, 4: 2, 6: 4 }[head[9]];
  const bpp = channels * (head[8] / 8);
  const stride = head.readUInt32BE(0) * bpp;
  const ours = Buffer.concat(all.filter(({ type }) => type === 'IDAT').map(({ data }) => data));
  const rows = inflateSync(ours);
  unfilter(rows, stride, bpp);
  return { ours: ours.length, level3: deflateSync(refilter(rows, stride, bpp), { level: 3 }).length };
}
