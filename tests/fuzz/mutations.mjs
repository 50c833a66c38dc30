// Ways to break a picture, driven by a seeded generator: the same seed makes the same pictures.

/// mulberry32: small, and good enough to choose with.
export function generator(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  };
  const below = (limit) => next() % Math.max(1, limit);
  return { below, pick: (list) => list[below(list.length)] };
}

const interesting = [0, 1, 0x7f, 0x80, 0xff];

function flipBits(bytes, { below }) {
  for (let n = 1 + below(16); n > 0; --n) bytes[below(bytes.length)] ^= 1 << below(8);
  return bytes;
}

function setBytes(bytes, { below, pick }) {
  for (let n = 1 + below(8); n > 0; --n) bytes[below(bytes.length)] = pick(interesting);
  return bytes;
}

/// Where formats keep their tables and sizes.
function breakHeader(bytes, { below }) {
  for (let n = 1 + below(4); n > 0; --n) bytes[below(Math.min(bytes.length, 700))] = below(256);
  return bytes;
}

const truncate = (bytes, { below }) => bytes.subarray(0, 1 + below(bytes.length));

function swapBlocks(bytes, { below }) {
  const size = 1 + below(Math.min(4096, bytes.length / 2));
  const [a, b] = [below(bytes.length - size), below(bytes.length - size)];
  const kept = Buffer.from(bytes.subarray(a, a + size));
  bytes.copyWithin(a, b, b + size);
  kept.copy(bytes, b);
  return bytes;
}

function duplicateBlock(bytes, { below }) {
  const from = below(bytes.length);
  const block = bytes.subarray(from, from + 1 + below(4096));
  const at = below(bytes.length);
  return Buffer.concat([bytes.subarray(0, at), block, bytes.subarray(at)]);
}

function removeBlock(bytes, { below }) {
  const from = below(bytes.length);
  return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + 1 + below(2048))]);
}

/// Offsets of all occurrences of a short pattern.
function places(bytes, pattern) {
  const found = [];
  for (let at = bytes.indexOf(pattern); at >= 0; at = bytes.indexOf(pattern, at + 1)) found.push(at);
  return found;
}

const sizeFields = [
  { before: Buffer.from([0xff, 0xc0]), offset: 5, width: 4 }, // JPEG frames
  { before: Buffer.from([0xff, 0xc2]), offset: 5, width: 4 },
  { before: Buffer.from('IHDR'), offset: 4, width: 8 },
  { before: Buffer.from('VP8X'), offset: 12, width: 6 },
  { before: Buffer.from('ispe'), offset: 8, width: 8 },
];

/// A picture that claims another size.
function lieAboutSize(bytes, random) {
  const { below, pick } = random;
  for (const field of sizeFields) {
    const found = places(bytes, field.before);
    if (!found.length) continue;
    const at = pick(found) + field.offset + below(field.width);
    if (at < bytes.length) bytes[at] = pick([...interesting, below(256)]);
    return bytes;
  }
  return breakHeader(bytes, random);
}

/// Another marker, chunk or box type, or another length of one.
function breakStructure(bytes, { below, pick }) {
  const marks = [
    'IHDR',
    'IDAT',
    'PLTE',
    'iCCP',
    'eXIf',
    'IEND',
    'RIFF',
    'VP8 ',
    'VP8L',
    'VP8X',
    'ALPH',
    'ANMF',
    'ftyp',
    'meta',
    'iloc',
    'iinf',
    'ipma',
    'hvcC',
    'Exif',
    'ICC_',
  ];
  const found = marks.flatMap((mark) => places(bytes, Buffer.from(mark)));
  for (let at = bytes.indexOf(0xff); at >= 0 && found.length < 200; at = bytes.indexOf(0xff, at + 1))
    if (bytes[at + 1] >= 0xc0 && bytes[at + 1] < 0xff) found.push(at);
  const at = Math.max(0, pick(found.length ? found : [0]) - 4 + below(10));
  if (at < bytes.length) bytes[at] = pick([...interesting, 0xc4, 0xda, 0xd9, 0xdb, 0xdd, below(256)]);
  return bytes;
}

const ways = { flipBits, setBytes, breakHeader, truncate, swapBlocks, duplicateBlock, removeBlock, lieAboutSize, breakStructure };

/// A mutated copy and the names of what was done to it.
export function mutate(picture, random) {
  let bytes = Buffer.from(picture);
  const names = [];
  for (let n = 1 + random.below(3); n > 0 && bytes.length > 64; --n) {
    const name = random.pick(Object.keys(ways));
    names.push(name);
    bytes = Buffer.from(ways[name](bytes, random));
  }
  return { bytes, names };
}
