// Small pictures made here, and just enough parsing of JPEG and PNG to check what the server made of them.
import { randomBytes } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { PNG } from 'pngjs';

/// 48×32, four flat quadrants: red, green / blue, yellow (left to right, top to bottom).
export const jpeg = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgMCAgMDAwMEAwMEBQgFBQQEBQoHBwYIDAoMDAsKCwsNDhIQDQ4RDgsLEBYQERMUFRUVDA8XGBYUGBIUFRT/2wBDAQMEBAUEBQkFBQkUDQsNFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBT/wAARCAAgADADAREAAhEBAxEB/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/8QAHwEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQoL/8QAtREAAgECBAQDBAcFBAQAAQJ3AAECAxEEBSExBhJBUQdhcRMiMoEIFEKRobHBCSMzUvAVYnLRChYkNOEl8RcYGRomJygpKjU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6goOEhYaHiImKkpOUlZaXmJmaoqOkpaanqKmqsrO0tba3uLm6wsPExcbHyMnK0tPU1dbX2Nna4uPk5ebn6Onq8vP09fb3+Pn6/9oADAMBAAIRAxEAPwD50r8MP9UwoAKAPsavxI/5jwoAKAPjmv20/wCnAKACgD7Gr8SP+Y8KACgD8vK/6Mz+5QoAKAP6Da/5Vz9wCgAoA/nyr/qoPw8KACgD+g2v+Vc/cAoAKAP/2Q==',
  'base64',
);

/// 24×16, the same four quadrants, lossless.
export const webp = Buffer.from('UklGRjgAAABXRUJQVlA4TCsAAAAvF8ADAB8gEEjaH3qN+RcQFPk/2vwHXySAMNtokpOc5P2PIKL/sU19AtUTAA==', 'base64');

export const quadrants = { red: [255, 0, 0], green: [0, 255, 0], blue: [0, 0, 255], yellow: [255, 255, 0] };

/// The four quadrants as an RGBA PNG; `alpha` of the left half, and `seed` to make files that differ in their bytes.
export function png(width = 48, height = 32, { alpha = 255, seed = 0 } = {}) {
  const picture = new PNG({ width, height });
  const { red, green, blue, yellow } = quadrants;
  for (let y = 0; y < height; ++y) {
    for (let x = 0; x < width; ++x) {
      const left = x < width / 2;
      const colour = y < height / 2 ? (left ? red : green) : left ? blue : yellow;
      picture.data.set([...colour, left ? alpha : 255], (y * width + x) * 4);
    }
  }
  picture.data[0] = (255 - seed) & 0xff;
  return PNG.sync.write(picture);
}

const crcTable = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; ++k) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  let crc = 0xffffffff;
  for (const byte of body) crc = crcTable[(crc ^ byte) & 0xff] ^ (crc >>> 8);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE((crc ^ 0xffffffff) >>> 0, out.length - 4);
  return out;
}

function pngFile(width, height, bitDepth, compressed) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = bitDepth;
  const magic = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([magic, chunk('IHDR', header), chunk('IDAT', compressed), chunk('IEND', Buffer.alloc(0))]);
}

/// A valid black and white PNG of any size, small as a file: work for a worker.
export function heavyPng(width = 8000, height = 8000) {
  return pngFile(width, height, 1, deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height), { level: 1 }));
}

/// A grey PNG of noise, which no compression makes smaller.
export function noisePng(width, height) {
  const rows = randomBytes((width + 1) * height);
  for (let y = 0; y < height; ++y) rows[y * (width + 1)] = 0;
  return pngFile(width, height, 8, deflateSync(rows, { level: 0 }));
}

/// A PNG whose header claims 400 million pixels.
export const bomb = () => pngFile(20_000, 20_000, 8, deflateSync(Buffer.alloc(1000)));

/// `jpeg` with an EXIF segment: the orientation, a GPS position and a camera name.
export function exifJpeg(orientation) {
  const entry = (tag, type, count, value) => {
    const out = Buffer.alloc(12);
    out.writeUInt16BE(tag, 0);
    out.writeUInt16BE(type, 2);
    out.writeUInt32BE(count, 4);
    if (Buffer.isBuffer(value)) value.copy(out, 8);
    else if (type === 3) out.writeUInt16BE(value, 8);
    else out.writeUInt32BE(value, 8);
    return out;
  };
  const camera = Buffer.from('SpyCam9000\0', 'latin1');
  const gpsAt = 8 + 2 + 3 * 12 + 4 + camera.length + 1;
  const main = [entry(0x010f, 2, camera.length, 8 + 2 + 3 * 12 + 4), entry(0x0112, 3, 1, orientation), entry(0x8825, 4, 1, gpsAt)];
  const gps = [entry(1, 2, 2, Buffer.from('N\0\0\0')), entry(3, 2, 2, Buffer.from('E\0\0\0'))];
  const count = (list) => Buffer.from([0, list.length]);
  const none = Buffer.alloc(4);
  const tiff = Buffer.concat([
    Buffer.from('MM\0*\0\0\0\x08', 'latin1'),
    count(main),
    ...main,
    none,
    camera,
    Buffer.alloc(1),
    count(gps),
    ...gps,
    none,
  ]);
  const payload = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const head = Buffer.from([0xff, 0xe1, (payload.length + 2) >> 8, (payload.length + 2) & 0xff]);
  return Buffer.concat([jpeg.subarray(0, 2), head, payload, jpeg.subarray(2)]);
}

/// Size and marker segments of a JPEG; throws if it is none.
export function readJpeg(bytes) {
  if (bytes.readUInt16BE(0) !== 0xffd8) throw new Error('no JPEG');
  const segments = [];
  for (let at = 2; bytes[at] === 0xff; ) {
    const marker = bytes[at + 1];
    const length = bytes.readUInt16BE(at + 2);
    segments.push({ marker, data: bytes.subarray(at + 4, at + 2 + length) });
    if (marker === 0xda) break;
    at += 2 + length;
  }
  const frame = segments.find(({ marker }) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker));
  return { segments, height: frame.data.readUInt16BE(1), width: frame.data.readUInt16BE(3) };
}

export const readPng = (bytes) => PNG.sync.read(bytes);

/// Names of the colours in the four quadrants of a decoded PNG, left to right, top to bottom.
export function quadrantNames({ width, height, data }) {
  return [
    [1, 1],
    [3, 1],
    [1, 3],
    [3, 3],
  ].map(([qx, qy]) => {
    const at = (Math.floor((height * qy) / 4) * width + Math.floor((width * qx) / 4)) * 4;
    const near = ([, colour]) => colour.every((value, channel) => Math.abs(value - data[at + channel]) < 40);
    return Object.entries(quadrants).find(near)?.[0] ?? `(${data.subarray(at, at + 4).join()})`;
  });
}
