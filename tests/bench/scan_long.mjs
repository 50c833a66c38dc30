// What can be read of pages that are longer than any sheet: word recall of Tesseract in the image file, in the long page
// of a PDF and in the same cut into pages of A4, of their text layers too; time and memory. For script/bench long.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { binary } from '../http/launch.mjs';
import { recall, receiptLines, receiptPdf } from './receipts.mjs';

const build = dirname(binary);
const program = join(build, 'tests', 'bench', 'scan-pages');
/// Of a PDF that is looked at; what a printer would take is more.
const readDpi = 150;

const env = { ...process.env, OMP_THREAD_LIMIT: '1' };
const output = (tool, ...args) => execFileSync(tool, args, { encoding: 'utf8', env, maxBuffer: 1 << 26 });
const tesseract = (picture) => output('tesseract', picture, 'stdout', '-l', 'eng', '--psm', '6');

/// A screen that was scrolled, the roll of a till, a short strip. `px`: width of the picture; the rest in points.
const shapes = [
  { name: 'screen', px: 1080, lines: 180, width: 540, leading: 38, size: 20 },
  { name: 'till', px: 640, lines: 120, width: 227, leading: 14, size: 9 },
  { name: 'strip', px: 900, lines: 40, width: 360, leading: 20, size: 11 },
];

function generated(folder, { name, px, lines, ...layout }) {
  const text = receiptLines(lines, px);
  const pdf = join(folder, `${name}-source.pdf`);
  writeFileSync(pdf, receiptPdf(text, layout));
  output('pdftoppm', '-scale-to-x', String(px), '-scale-to-y', '-1', '-png', '-singlefile', pdf, join(folder, name));
  return { name, file: join(folder, `${name}.png`), text: text.join('\n') };
}

/// The long pages of a folder: pictures with a text of the same name beside them.
const found = (corpus) =>
  readdirSync(corpus)
    .filter((name) => /\.(png|jpe?g)$/.test(name) && existsSync(join(corpus, name.replace(/\.\w+$/, '.txt'))))
    .map((name) => ({
      name,
      file: join(corpus, name),
      text: readFileSync(join(corpus, name.replace(/\.\w+$/, '.txt')), 'utf8'),
    }));

function pagesOf(folder, pdf) {
  const stem = join(folder, `${basename(pdf, '.pdf')}-read`);
  output('pdftoppm', '-r', String(readDpi), '-png', pdf, stem);
  return readdirSync(folder)
    .filter((name) => name.startsWith(`${basename(stem)}-`))
    .sort()
    .map((name) => join(folder, name));
}

function measureDocument(folder, { name, file, text }, paper) {
  const pdf = join(folder, `${name}-${paper}.pdf`);
  output(program, 'document', file, 'auto', paper, pdf);
  const pages = pagesOf(folder, pdf);
  return {
    pages: pages.length,
    seen: recall(text, pages.map(tesseract).join('\n')),
    layer: recall(text, output('pdftotext', '-layout', pdf, '-')),
    bytes: readFileSync(pdf).length,
  };
}

function measure(folder, page) {
  const picture = join(folder, `${page.name}-image`);
  const made = JSON.parse(output(program, 'render', page.file, 'auto', 'jpeg', picture));
  return {
    name: page.name,
    ...made,
    source: recall(page.text, tesseract(page.file)),
    image: recall(page.text, tesseract(picture)),
    whole: measureDocument(folder, page, 'fit'),
    cut: measureDocument(folder, page, 'cut'),
  };
}

/// Generated receipts and, with a folder, the long pages in it.
export function measureLong({ corpus }) {
  for (const tool of ['tesseract', 'pdftoppm'])
    if (spawnSync(tool, ['-v']).error) throw new Error(`${tool} is needed: script/bootstrap bench installs it`);
  execFileSync('ninja', ['-C', build, '--quiet', 'tests/bench/scan-pages']);
  const folder = mkdtempSync(join(tmpdir(), 'baton-long-'));
  try {
    const pages = [...shapes.map((shape) => generated(folder, shape)), ...(corpus ? found(corpus) : [])];
    return pages.map((page) => measure(folder, page));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
