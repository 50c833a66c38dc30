// Whole documents through a running server, from untouched originals of 12 MP: what the person waits for at the end, by
// either way in, and what can be read in a PDF that was asked to be searchable. For script/bench scan.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { device } from '../http/phone.mjs';
import { children, peakRss } from './process.mjs';
import { baton, start } from './servers.mjs';
import { ascending, median } from './statistics.mjs';

/// As many pages as the phone has made at a time; see actions/scan/ui/uploads/render_queue.ts.
const atOnce = 2;

async function ok(answer, what) {
  if (!answer.ok) throw new Error(`${what}: ${answer.status} ${await answer.text()}`);
  return answer;
}

/// Runs `work` for 0 … count - 1, so many at once; answers the time that each took, in ms.
async function each(count, work) {
  const times = [];
  let next = 0;
  const lane = async () => {
    for (let n = next++; n < count; n = next++) {
      const began = performance.now();
      await work(n);
      times.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return ascending(times);
}

async function timed(work) {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/// As our own page does it: each original uploaded, each page made in the background, then handed in.
async function byPage(server, originals, count, options) {
  const { id } = await server.create({ action_type: 'scan', output_format: 'pdf', options });
  const call = device(server, id);
  await ok(await call('GET', ''), 'GET page');
  await ok(await call('POST', '/start'), 'start');
  const key = (n) => `p${n}`;
  const took = await each(count, async (n) =>
    ok(await call('PUT', `/files/${key(n)}`, { body: originals[n % originals.length] }), 'upload'),
  );
  const made = await each(count, async (n) => ok(await call('POST', '/do/render', { body: { key: key(n) } }), 'render'));
  const looked = await each(Math.min(count, originals.length), async (n) =>
    ok(await call('POST', '/do/preview', { body: { key: key(n), max_px: 1200 } }), 'preview'),
  );
  const documents = [{ pages: Array.from({ length: count }, (_, n) => ({ key: key(n) })) }];
  const submit = await timed(async () => ok(await call('POST', '/submit', { body: { data: { documents } } }), 'submit'));
  return { id, took, made, looked, submit };
}

/// As the original's front end does it.
async function byForm(server, originals, count, options) {
  const { id } = await server.create({ action_type: 'scan', output_format: 'pdf', options });
  await ok(await fetch(`${server.url}/s/${id}`), 'GET page');
  const took = await each(count, async (n) => {
    const form = new FormData();
    form.append('file', new Blob([originals[n % originals.length]]), 'page.jpg');
    form.append('document_index', '0');
    form.append('page_index', String(n));
    await ok(await fetch(`${server.url}/s/${id}/scan/upload`, { method: 'POST', body: form }), 'upload');
  });
  const submit = await timed(async () => ok(await fetch(`${server.url}/s/${id}/scan/finalize`, { method: 'POST' }), 'finalize'));
  return { id, took, made: [], looked: [], submit };
}

async function pdfOf(server, id) {
  const headers = { 'X-API-Key': server.key };
  const { items } = await (await ok(await fetch(`${server.url}/api/v1/sessions/${id}/result`, { headers }), 'result')).json();
  return Buffer.from(
    await (await ok(await fetch(`${server.url}/api/v1/downloads/${items[0].download_id}`, { headers }), 'download')).arrayBuffer(),
  );
}

/// What `qpdf --check` says: whether it is clean.
const isClean = (file) => spawnSync('qpdf', ['--check', file]).status === 0;

async function measureWay(name, way, originals, count, folder) {
  // The form takes pages as they are; with detection both ways do the same work.
  const server = await start(baton);
  try {
    const { id, took, made, looked, submit } = await way(server, originals, count, { detect: true });
    const file = join(folder, 'document.pdf');
    writeFileSync(file, await pdfOf(server, id));
    return {
      name,
      pages: count,
      uploadMs: median(took),
      renderMs: median(made),
      previewMs: median(looked),
      submitMs: submit,
      pdfBytes: readFileSync(file).length,
      clean: isClean(file),
      workersPeak: Math.max(...children(server.pid).map(peakRss)),
    };
  } finally {
    await server.stop();
  }
}

/// Share of the words in `truth` that are in `text`, after wer.py beside the corpus.
function recall(corpus, folder, truth, text) {
  const [a, b] = [join(folder, 'truth.txt'), join(folder, 'read.txt')];
  writeFileSync(a, truth);
  writeFileSync(b, text);
  const judged = spawnSync('python3', [join(corpus, 'wer.py'), a, b], { encoding: 'utf8' });
  return Number(/recall ([\d.]+)/.exec(judged.stdout)?.[1] ?? NaN);
}

const output = (tool, ...args) => spawnSync(tool, args, { encoding: 'utf8', env: { ...process.env, OMP_THREAD_LIMIT: '1' } }).stdout;

/// One searchable PDF per picture: its text against what is printed, and against what Tesseract reads of its picture.
async function measureText(corpus, entries, folder) {
  const server = await start(baton);
  try {
    const results = [];
    for (const { file, text } of entries) {
      const { id, submit, made } = await byPage(server, [readFileSync(join(corpus, file))], 1, { ocr: 'eng', pdfa: true });
      const pdf = join(folder, 'searchable.pdf');
      writeFileSync(pdf, await pdfOf(server, id));
      output('pdftoppm', '-r', '300', '-gray', '-singlefile', pdf, join(folder, 'page'));
      const found = output('pdftotext', pdf, '-');
      const read = output('tesseract', join(folder, 'page.pgm'), 'stdout', '-l', 'eng');
      results.push({
        file,
        clean: isClean(pdf),
        renderMs: median(made),
        submitMs: submit,
        ofPrinted: recall(corpus, folder, readFileSync(join(corpus, text), 'utf8'), found),
        ofRead: recall(corpus, folder, read, found),
      });
    }
    return results;
  } finally {
    await server.stop();
  }
}

export async function measureDocuments({ corpus, count }) {
  const entries = JSON.parse(readFileSync(join(corpus, 'ocr.json'), 'utf8'));
  const originals = entries.map(({ file }) => readFileSync(join(corpus, file)));
  const folder = mkdtempSync(join(tmpdir(), 'baton-bench-'));
  try {
    const ways = [await measureWay('page', byPage, originals, count, folder), await measureWay('form', byForm, originals, count, folder)];
    const readers = ['tesseract', 'pdftotext'].every((tool) => !spawnSync(tool, ['-v']).error);
    return { ways, texts: readers ? await measureText(corpus, entries, folder) : [] };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
