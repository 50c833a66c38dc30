// Small files that ask for much work, made here: each of a kind that decoders take.
import { crc32, deflateRawSync, constants } from 'node:zlib';

function adler(sum, bytes) {
  let [a, b] = [sum & 0xffff, sum >>> 16];
  for (const byte of bytes) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return ((b << 16) | a) >>> 0;
}

/// The checksum of `count` times `bytes`: appending a period is an affine step of both halves.
function repeatedAdler(bytes, count) {
  const once = adler(1, bytes);
  const [da, db, n] = [
    ((once & 0xffff) - 1 + 65521) % 65521,
    ((once >>> 16) - (bytes.length % 65521) + 65521) % 65521,
    bytes.length % 65521,
  ];
  let [a, b] = [1, 0];
  for (let i = 0; i < count; ++i) {
    b = (b + n * a + db) % 65521;
    a = (a + da) % 65521;
  }
  return ((b << 16) | a) >>> 0;
}

/// The zlib stream of `count` times `bytes`, without ever holding them.
export function repeatedDeflate(bytes, count) {
  const block = deflateRawSync(bytes, { level: 9, finishFlush: constants.Z_FULL_FLUSH });
  const tail = Buffer.alloc(6);
  tail[0] = 3;
  tail.writeUInt32BE(repeatedAdler(bytes, count), 2);
  return Buffer.concat([Buffer.from([0x78, 0xda]), ...Array(count).fill(block), tail]);
}

export function chunk(type, data = Buffer.alloc(0)) {
  const out = Buffer.alloc(data.length + 12);
  out.writeUInt32BE(data.length, 0);
  out.write(type, 4, 'latin1');
  data.copy(out, 8);
  out.writeUInt32BE(crc32(out.subarray(4, -4)), out.length - 4);
  return out;
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

export function png({ width, height, depth = 8, colour = 0, interlaced = 0 }, stream, extra = []) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([depth, colour, 0, 0, interlaced], 8);
  return Buffer.concat([signature, chunk('IHDR', head), ...extra, chunk('IDAT', stream), chunk('IEND')]);
}

/// Rows of RGBA-16 with one filter type; their bytes repeat every 100 rows.
function rgba16(side, filter, noise) {
  const rows = Buffer.alloc(100 * (side * 8 + 1));
  const next = random(1);
  for (let i = 0; i < rows.length; ++i) {
    if (noise && i % noise === 0) rows[i] = Math.floor(next() * 256);
    if (i % (side * 8 + 1) === 0) rows[i] = filter;
  }
  return png({ width: side, height: side, depth: 16, colour: 6 }, repeatedDeflate(rows, side / 100));
}

const zeros = (count) => repeatedDeflate(Buffer.alloc(1_000_000), Math.ceil(count / 1_000_000));
const tiny = zeros(1);

function texts(type, prefix, count) {
  const bomb = Buffer.concat([Buffer.from(prefix, 'latin1'), repeatedDeflate(Buffer.alloc(7_900_000, 0x20), 1)]);
  return Array(count).fill(chunk(type, bomb));
}

/// A grey JPEG of flat blocks. `scans` refine what is there by nothing; arithmetic coding needs no data at all.
export function jpeg(width, height, { scans = 0, progressive = scans > 0, arithmetic = false, extra = [], components = 1 } = {}) {
  const segment = (marker, bytes) => Buffer.from([0xff, marker, (bytes.length + 2) >> 8, (bytes.length + 2) & 255, ...bytes]);
  const sof = arithmetic ? (progressive ? 0xca : 0xc9) : progressive ? 0xc2 : 0xc0;
  const parts = Array.from({ length: components }, (_, i) => [i + 1, 0x11, 0]).flat();
  const blocks = Math.ceil(width / 8) * Math.ceil(height / 8);
  const names = Array.from({ length: components }, (_, i) => [i + 1, 0]).flat();
  const scan = (listed, from, to, refinement, data) => [segment(0xda, [listed.length / 2, ...listed, from, to, refinement]), data];
  // One code of one bit each: DC difference 0; AC: end of a band of 16,384 to 32,767 blocks (progressive) or of the block.
  const tables = [segment(0xc4, [0, 1, ...Array(15).fill(0), 0]), segment(0xc4, [0x10, 1, ...Array(15).fill(0), progressive ? 0xe0 : 0])];
  const bits = (progressive ? 1 : 2) * components * blocks;
  const flat = Buffer.alloc(arithmetic ? 1 : Math.ceil(bits / 8));
  const run = Buffer.alloc(arithmetic ? 1 : Math.ceil((Math.ceil(blocks / 16384) * 15) / 8));
  const refinements = Array.from({ length: scans }, () => scan([1, 0], 1, 63, 0x00, run)).flat();
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xdb, [0, ...Array(64).fill(1)]),
    segment(sof, [8, height >> 8, height & 255, width >> 8, width & 255, components, ...parts]),
    ...(arithmetic ? [] : tables),
    ...extra,
    ...scan(names, 0, progressive ? 0 : 63, 0, flat),
    ...refinements,
    Buffer.from([0xff, 0xd9]),
  ]);
}

/// A lossless WebP of one colour: 0 bits a pixel.
export function webp(width, height, transforms = []) {
  const bits = [];
  const put = (value, count) => {
    for (let i = 0; i < count; ++i) bits.push((value >> i) & 1);
  };
  const codes = () => {
    for (let i = 0; i < 5; ++i) put(0b0001, 4); // simple, one symbol, of one bit: 0
  };
  put(width - 1, 14);
  put(height - 1, 14);
  put(0, 4);
  for (const type of transforms) {
    put(1, 1);
    put(type, 2);
    if (type !== 2) {
      put(7, 3);
      put(0, 1);
      codes();
    }
  }
  put(0, 3);
  codes();
  const data = Buffer.alloc(1 + Math.ceil(bits.length / 8) + 8);
  data[0] = 0x2f;
  bits.forEach((bit, i) => (data[1 + (i >> 3)] |= bit << (i & 7)));
  const even = Buffer.concat([data, Buffer.alloc(data.length & 1)]);
  const out = Buffer.alloc(20);
  out.write('RIFF', 0, 'latin1');
  out.writeUInt32LE(even.length + 12, 4);
  out.write('WEBPVP8L', 8, 'latin1');
  out.writeUInt32LE(data.length, 16);
  return Buffer.concat([out, even]);
}

/// Strokes as the page packs them: differences of x, y (tenths of a px), t (ms) and pressure.
export function drawn(strokes) {
  let now = 0;
  const time = (step) => {
    now += step;
    return now - step;
  };
  const packed = strokes.map((points) =>
    points.flatMap(([x, y], i) => (i ? [x - points[i - 1][0], y - points[i - 1][1], 1, 0] : [x, y, time(points.length), 500])),
  );
  return Buffer.from(JSON.stringify({ method: 'draw', canvas: { width: 358, height: 200 }, strokes: packed }));
}

function random(seed) {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
}

export function scribble(count, reach, strokes = 1) {
  const next = random(7);
  return Array.from({ length: strokes }, () =>
    Array.from({ length: count / strokes }, () => [Math.round(next() * reach), Math.round(next() * reach)]),
  );
}

/// One stroke round and round, as smooth as a hand would go.
export function spiral(count, reach) {
  return [
    Array.from({ length: count }, (_, i) => {
      const radius = (reach / 2) * (0.1 + (0.9 * i) / count);
      return [Math.round(reach / 2 + radius * Math.cos(i / 25)), Math.round(reach / 2 + radius * Math.sin(i / 25))];
    }),
  ];
}

function svg(body, head = 'viewBox="0 0 400 200"') {
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" ${head}>${body}</svg>`);
}

function zigzag(count, command = 'L', turns = 1) {
  const next = random(3);
  const point = () => `${(next() * 400).toFixed(1)} ${(next() * 200).toFixed(1)}`;
  return `M0 0${command}${Array.from({ length: count * turns }, point).join(' ')}`;
}

const comments = (count, payload) => {
  const one = Buffer.from([0xff, 0xfe, 0, payload + 2, ...Array(payload).fill(65)]);
  return Buffer.concat(Array(count).fill(one));
};

const photo = (name, bytes, formats = ['jpg']) => ({ name, action: 'photo', bytes, formats });
const ink = (name, strokes, formats = ['png']) => ({ name, action: 'signature', bytes: () => drawn(strokes()), formats, drawn: true });
const vector = (name, body, formats = ['png']) => ({ name, action: 'signature', bytes: () => svg(body()), formats });
const every = ['png', 'jpg', 'svg', 'pdf'];

export const inputs = [
  photo('png 1×1, 2 GB inflated', () => png({ width: 1, height: 1, colour: 6 }, zeros(2e9)), ['jpg', 'png']),
  photo('png RGBA-16 10000², flat', () => rgba16(10_000, 0, 0), ['jpg', 'png', 'pdf']),
  photo('png RGBA-16 10000², Paeth, noise', () => rgba16(10_000, 4, 53), ['jpg', 'png', 'pdf']),
  photo('png RGBA-16 10000², interlaced', () => png({ width: 10_000, height: 10_000, depth: 16, colour: 6, interlaced: 1 }, zeros(801e6))),
  photo('png 1×100,000,000', () => png({ width: 1, height: 100_000_000 }, zeros(2e8)), ['jpg', 'png']),
  photo('png 100,000,000×1', () => png({ width: 100_000_000, height: 1 }, zeros(1.01e8)), ['jpg', 'png']),
  photo('png 900 zTXt of 8 MB', () => png({ width: 1, height: 1 }, tiny, texts('zTXt', 'a\0\0', 900)), ['jpg', 'png']),
  photo('png 900 iTXt of 8 MB', () => png({ width: 1, height: 1 }, tiny, texts('iTXt', 'a\0\x01\0\0\0', 900))),
  photo('png 2,000 iCCP', () => png({ width: 1, height: 1 }, tiny, texts('iCCP', 'a\0\0', 2000))),
  photo('png 2.5 million empty chunks', () => png({ width: 1, height: 1 }, tiny, Array(2_500_000).fill(chunk('prIv'))), ['jpg', 'png']),
  photo('png 2.5 million empty IDAT', () => png({ width: 1, height: 1 }, tiny, Array(2_500_000).fill(chunk('IDAT'))), ['jpg', 'png']),
  photo('jpeg 100 MP, flat, 4:4:4', () => jpeg(10_000, 10_000, { components: 3 })),
  photo('jpeg 100 MP, arithmetic', () => jpeg(10_000, 10_000, { components: 3, arithmetic: true })),
  photo('jpeg 100 MP, 90 scans', () => jpeg(10_000, 10_000, { scans: 90 })),
  photo('jpeg 100 MP, 490 scans', () => jpeg(10_000, 10_000, { scans: 490 })),
  photo('jpeg 100 MP, 5,000 scans', () => jpeg(10_000, 10_000, { scans: 5000 })),
  photo('jpeg 100 MP, 490 arithmetic scans', () => jpeg(10_000, 10_000, { scans: 490, arithmetic: true })),
  photo('jpeg 6 million comments', () => jpeg(8, 8, { extra: [comments(6_000_000, 1)] })),
  photo('webp 100 MP, flat', () => webp(10_000, 10_000)),
  photo('webp 100 MP, all transforms', () => webp(10_000, 10_000, [0, 1, 2])),
  ink('ink 50,000 points, a spiral', () => spiral(50_000, 2000), every),
  ink('ink 50,000 points on a pad', () => scribble(50_000, 3500), every),
  ink('ink 50,000 points, far apart', () => scribble(50_000, 100_000), every),
  ink('ink 2,000 strokes, far apart', () => scribble(50_000, 100_000, 2000)),
  ink('ink 2,000 short strokes on one place', () => scribble(50_000, 100, 2000), every),
  vector('svg path of 150,000 lines', () => `<path d="${zigzag(150_000)}"/>`, every),
  vector('svg stroke of 100,000 lines', () => `<path fill="none" stroke="#000" d="${zigzag(100_000)}"/>`, every),
  vector(
    'svg stroke of 40,000 curves, round',
    () => `<path fill="none" stroke="#000" stroke-width="9" stroke-linejoin="round" d="${zigzag(30_000, 'C', 3)}"/>`,
  ),
  vector('svg 19,000 full rectangles', () => '<path d="M0 0H400V200H0z"/><path d="M0 0H400V200H0z" fill="red"/>'.repeat(9500)),
  vector('svg 19,000 hatchings', () =>
    Array.from({ length: 19_000 }, (_, i) => `<path fill="#${i % 2 ? 'f00' : '00f'}" d="M0 0L400 200 0 3 400 99"/>`).join(''),
  ),
];
