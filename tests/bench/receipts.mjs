// Long receipts to measure with: words of our own, set by poppler, so that what is printed is known. The same every time.

const nouns = ['apple', 'basket', 'candle', 'drawer', 'engine', 'feather', 'garden', 'hammer', 'island', 'jacket', 'kettle', 'ladder'];
const kinds = ['blue', 'large', 'fresh', 'quiet', 'round', 'simple', 'wooden', 'bright', 'plain', 'second'];

/// Numbers from 0 to 1 that are the same every time (mulberry32).
function numbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/// Lines of a receipt.
export function receiptLines(count, seed = 1) {
  const next = numbers(seed);
  const one = (words) => words[Math.floor(next() * words.length)];
  return Array.from({ length: count }, (_, n) => {
    if (n % 25 === 24) return `subtotal ${n + 1} items`;
    return `${one(kinds)} ${one(nouns)} and ${one(nouns)}`;
  });
}

/// A PDF of one page (points) with these lines from its top to its bottom.
export function receiptPdf(lines, { width, leading, size }) {
  const height = leading * (lines.length + 1);
  const shown = lines.map((line) => `(${line}) Tj T*`).join('\n');
  const content = `BT /F ${size} Tf ${size} ${height - leading} Td ${leading} TL\n${shown}\nET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>`,
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let file = '%PDF-1.4\n';
  const places = objects.map((object, n) => {
    const at = file.length;
    file += `${n + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const table = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}`;
  return `${file}trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
}

const wordsOf = (text) => text.toLowerCase().match(/[\p{L}\p{N}]+(?:['.,:/@-][\p{L}\p{N}]+)*/gu) ?? [];

/// Share of the words in `truth` that are in `read`, each as often as it is there.
export function recall(truth, read) {
  const left = new Map();
  for (const word of wordsOf(read)) left.set(word, (left.get(word) ?? 0) + 1);
  const wanted = wordsOf(truth);
  const found = wanted.filter((word) => {
    const count = left.get(word) ?? 0;
    left.set(word, count - 1);
    return count > 0;
  });
  return found.length / wanted.length;
}
