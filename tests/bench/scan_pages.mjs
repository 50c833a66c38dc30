// Figures of finished pages: word recall of bw and gray, sizes, times, skew left over. For script/bench scan.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { binary } from '../http/launch.mjs';

const build = dirname(binary);
const program = join(build, 'tests', 'bench', 'scan-pages');

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const cornersOf = (entry) => entry.quad.map(([x, y]) => `${x},${y}`);

function run(...args) {
  return JSON.parse(execFileSync(program, args, { encoding: 'utf8' }));
}

/** Word recall after `wer.py` beside the corpus; null if Tesseract is not installed. */
function recall(corpus, entry, picture, dpi) {
  const read = spawnSync('tesseract', [picture, 'stdout', '-l', 'eng', '--dpi', String(Math.round(dpi))], {
    encoding: 'utf8',
    env: { ...process.env, OMP_THREAD_LIMIT: '1' },
  });
  if (read.error || read.status !== 0) return null;
  const text = `${picture}.txt`;
  writeFileSync(text, read.stdout);
  const judged = spawnSync('python3', [join(corpus, 'wer.py'), join(corpus, entry.text), text], { encoding: 'utf8' });
  return Number(/recall ([\d.]+)/.exec(judged.stdout)?.[1] ?? NaN);
}

/** One page, all that is measured of it. */
function measure(corpus, entry, folder) {
  const file = join(corpus, entry.file);
  const out = join(folder, 'page');
  const corners = cornersOf(entry);
  const times = [];
  let fax;
  for (let i = 0; i < 5; i++) {
    fax = run('render', file, 'bw', 'pdf', out, ...corners);
    times.push(fax.ms);
  }
  const pictures = {};
  for (const mode of ['bw', 'gray']) {
    const page = run('render', file, mode, 'jpeg', out, ...corners);
    const picture = join(folder, `${basename(entry.file)}.${mode}.${mode === 'bw' ? 'png' : 'jpg'}`);
    renameSync(out, picture);
    pictures[mode] = { ...page, recall: recall(corpus, entry, picture, page.dpi), skew: run('skew', picture, '-', '-', '-').skew };
  }
  const preview = run('preview', file, 'auto', '1200', out, ...corners);
  return { file: entry.file, fax, ms: median(times), ...pictures, preview };
}

/** Measures the OCR corpus and prints a line per page; returns the figures for --json. */
export function benchPages(corpus, print = console.log) {
  execFileSync('ninja', ['-C', build, '--quiet', 'tests/bench/scan-pages']);
  const entries = JSON.parse(readFileSync(join(corpus, 'ocr.json'), 'utf8'));
  const folder = mkdtempSync(join(tmpdir(), 'baton-scan-'));
  try {
    const pages = entries.map((entry) => measure(corpus, entry, folder));
    for (const page of pages) {
      const recalls =
        page.bw.recall === null
          ? 'recall SKIPPED (no tesseract)'
          : `recall bw ${page.bw.recall.toFixed(3)} gray ${page.gray.recall.toFixed(3)} (≥ 0.97)`;
      print(
        `${page.file}  ${recalls}  G4 ${(page.fax.bytes / 1000).toFixed(0)} kB (≤ 100)  gray ${(page.gray.bytes / 1000).toFixed(0)} kB  ` +
          `to G4 ${page.ms.toFixed(0)} ms (≤ 300)  preview ${page.preview.ms.toFixed(0)} ms (≤ 200)  ` +
          `peak ${Math.max(page.fax.rss_mib, page.gray.rss_mib, page.preview.rss_mib).toFixed(0)} MiB (≤ 200)  ` +
          `skew ${page.gray.skew.toFixed(2)}° (≤ 0.3)  ${page.fax.dpi.toFixed(0)} and ${page.gray.dpi.toFixed(0)} dpi (≥ 200)`,
      );
    }
    return pages;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
