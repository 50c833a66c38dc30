// Measures the server; see README "Benchmarks". Prints tables, and writes all figures as JSON when asked to.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureFairness } from './fairness.mjs';
import { measureFlood } from './flood.mjs';
import { measureFootprint } from './footprint.mjs';
import { measureHostile } from './hostile.mjs';
import { measureLoad } from './load.mjs';
import { buildPeer } from './peer.mjs';
import { measurePhoto } from './photo.mjs';
import { measureRequests } from './requests.mjs';
import { measureDetection } from './scan_detect.mjs';
import { measureDocuments } from './scan_documents.mjs';
import { measureLong } from './scan_long.mjs';
import { benchPages } from './scan_pages.mjs';
import { measureUpright, uprightLine } from './scan_upright.mjs';
import { baton } from './servers.mjs';
import { measureSignal } from './signal.mjs';
import { showSignal } from './signal_tables.mjs';
import { measureSignature } from './signature.mjs';
import { full, smoke } from './sizes.mjs';
import { measureStore } from './store.mjs';
import { showStore } from './store_tables.mjs';
import { mebibytes, number, table } from './table.mjs';
import { measureUploads } from './uploads.mjs';

const usage = `script/bench [http] [load] [photo] [signature] [memory] [flood] [fairness] [hostile [--only NAME]] [scan --corpus DIR]
             [long [--corpus DIR]] [signal [--only MODES]] [store [--only MODES] [--stored N] [--against BINARY]] [--json FILE] [--smoke] [--log LEVEL]
  http    requests per second, CPU per request, start, memory of sessions and idle WebSockets; beside the peer
  load    5,000 idle WebSockets and 200 sessions a second for a minute
  photo   time and memory of a worker per 12 MP photo and format
  signature  time and memory of a worker per signature of 2,000 points and format
  memory  the server's memory while twenty photos of 20 MB arrive at once
  flood   the server's memory before, in and after 200 submissions of 2 MiB at once by one link
  fairness  what a key's persons wait for while 160 uploads of another key's one session are under way all the time
  hostile  CPU time and memory that small hostile inputs cost a worker; --only: those whose name has this in it
  scan    the page found in each picture of DIR, judged by its score.py and corpus.json if it has them;
          --predictions FILE: a JSON line per picture; --threshold T: confidence that counts, instead of the shipped one;
          of a DIR with ocr.json: finished pages and what can be read of them, and documents of 20 pages through a server
  long    what can be read of scans that are longer than any sheet: generated receipts, and those of DIR that have a .txt
  signal  peers that find each other: 2,000 that poll, polls and offers as fast as they can be had, start and memory; in memory, in
          SQLite and in PostgreSQL; --only memory,sqlite,postgres
  store   what it costs to keep sessions, in memory, in SQLite, and in PostgreSQL with S3 (its own, or those of DATABASE_URL and S3_…):
          creates alone, whole sessions step by step, sessions that end by themselves; --only memory,sqlite,postgres; --stored N: creates with N stored sessions against none;
          --against BINARY: requests in memory beside those of another build
Without a name: all of them but fairness, hostile, scan, long and store. HANDOFF_SRC: a checkout of the peer, if its Go module cannot be had.
--smoke makes everything tiny: it shows that the benchmark works, its figures say nothing.`;

function findPeer() {
  const peer = buildPeer();
  if (peer.missing) console.log(`the peer is left out: ${peer.missing}`);
  return peer.program ? [peer.program] : [];
}

const ratio = (results, name) => (results.peer ? number(results.baton[name] / results.peer[name], 2) : '–');

async function http(sizes, env) {
  const programs = [baton, ...findPeer()];
  const requests = await measureRequests(programs, { ...sizes.requests, env });
  const cell = (figures, name, digits) => (figures ? number(figures[name], digits) : '–');
  table('wrk -t1 -c64, median of alternating runs', [
    ['', 'CPU µs', 'peer', 'ratio', 'requests/s', 'peer', 'ratio', 'p99 ms', 'peer'],
    ...requests.map((each) => [
      each.scenario,
      cell(each.baton, 'cpuMicros'),
      cell(each.peer, 'cpuMicros'),
      ratio(each, 'cpuMicros'),
      cell(each.baton, 'perSecond', 0),
      cell(each.peer, 'perSecond', 0),
      ratio(each, 'perSecond'),
      cell(each.baton, 'p99', 2),
      cell(each.peer, 'p99', 2),
    ]),
  ]);
  const footprint = {};
  for (const program of programs) footprint[program.name] = await measureFootprint(program, sizes.footprint);
  const columns = Object.values(footprint);
  table('doing nothing (memory: RSS and memfds)', [
    ['', ...programs.map(({ name }) => name)],
    ['start to first answer, ms', ...columns.map(({ startMs }) => number(startMs))],
    ['idle server', ...columns.map(({ idle }) => mebibytes(idle.bytes))],
    ['  its workers', ...columns.map(({ idle }) => idle.workers.map(mebibytes).join(' ') || '–')],
    ['live session, bytes', ...columns.map(({ session }) => number(session.bytes, 0))],
    ['idle WebSocket, bytes', ...columns.map(({ socketBytes }) => number(socketBytes, 0))],
  ]);
  return { requests, footprint };
}

async function load(sizes) {
  const figures = await measureLoad(baton, sizes.load);
  table(`${figures.sockets} idle WebSockets and sessions at a steady rate`, [
    ['sessions/s', 'errors', 'GET p50 ms', 'p99', 'max', 'CPU share', 'memory'],
    [
      number(figures.perSecond),
      figures.errors,
      number(figures.p50, 2),
      number(figures.p99, 2),
      number(figures.max, 2),
      number(figures.cpuShare, 2),
      mebibytes(figures.bytes),
    ],
  ]);
  if (figures.firstError) console.log(`first error: ${figures.firstError}`);
  return figures;
}

async function photo(sizes) {
  const figures = await measurePhoto(sizes.photo);
  table(`one photo of ${mebibytes(figures.inputBytes)}, one worker on one core (inspect: at upload, convert: at submit)`, [
    ['', 'convert ms', 'CPU ms', 'inspect ms', 'CPU ms', 'peak RSS', 'at start', 'result', 'zlib 3'],
    ...figures.results.map((each) => [
      each.name,
      number(each.convert.wallMs),
      number(each.convert.cpuMs),
      number(each.inspect.wallMs),
      number(each.inspect.cpuMs),
      mebibytes(each.peakRss),
      mebibytes(each.idleRss),
      mebibytes(each.bytes),
      each.overLevel3 ? `× ${number(each.overLevel3, 2)}` : '',
    ]),
  ]);
  return figures;
}

async function signature(sizes) {
  const figures = await measureSignature(sizes.signature);
  table(`one signature of ${figures.points} points (${number(figures.dataBytes / 1000)} kB of JSON), one worker on one core`, [
    ['', 'submit ms', 'CPU ms', 'peak RSS', 'at start', 'result kB'],
    ...figures.results.map((each) => [
      each.format,
      number(each.wallMs),
      number(each.cpuMs),
      mebibytes(each.peakRss),
      mebibytes(each.idleRss),
      number(each.bytes / 1000),
    ]),
  ]);
  return figures;
}

async function memory(sizes) {
  const figures = await measureUploads(sizes.memory);
  table(`photos of ${mebibytes(figures.photoBytes)} at once`, [
    ['', 'photos', 'refused', 'seconds', 'stored', 'peak RSS', 'peak of both'],
    ...figures.uploads.map((each) => [
      each.way,
      each.count,
      each.refused,
      number(each.seconds),
      mebibytes(each.stored),
      mebibytes(each.peakRss),
      mebibytes(each.peak),
    ]),
  ]);
  table('a body of 256 MiB to /result', [
    ['', 'answer', 'sent until then'],
    ...figures.refusals.map((each) => [each.name, each.status, mebibytes(each.taken)]),
  ]);
  return figures;
}

async function flood(sizes) {
  const figures = await measureFlood(baton, sizes.flood);
  table(`${figures.count} submissions of ${mebibytes(figures.bytes)} at once by one link`, [
    ['before', 'peak RSS', 'right after', 'settled', 'seconds', 'answers'],
    [
      mebibytes(figures.before),
      mebibytes(figures.peak),
      mebibytes(figures.right),
      mebibytes(figures.after),
      number(figures.seconds),
      Object.entries(figures.statuses)
        .map(([status, count]) => `${count} × ${status}`)
        .join(', '),
    ],
  ]);
  return figures;
}

function hostile(_sizes, _env, { only }) {
  const figures = measureHostile({ only });
  table('small hostile inputs, CPU time of one worker (inspect: at upload, process: at submit)', [
    ['', 'format', 'input kB', 'inspect s', 'process s', 'peak RSS', 'result kB', 'outcome'],
    ...figures.map((each) => [
      each.name,
      each.format,
      number(each.size / 1000, 0),
      number(each.inspect, 2),
      number(each.process, 2),
      mebibytes(each.peak * 1024),
      number(each.bytes / 1000, 0),
      each.outcome,
    ]),
  ]);
  return figures;
}

async function finishedPages(sizes, corpus) {
  const pages = benchPages(corpus);
  const upright = measureUpright(corpus, JSON.parse(readFileSync(join(corpus, 'ocr.json'), 'utf8')));
  console.log(`\n${uprightLine(upright)}`);
  const { ways, texts } = await measureDocuments({ corpus, count: sizes.pages });
  table(`a document of ${sizes.pages} pages from originals of 12 MP, two at a time (preview: of 1200 px)`, [
    ['way in', 'upload ms', 'render ms', 'preview ms', 'submit ms', 'PDF kB', 'qpdf --check', 'peak RSS of a worker'],
    ...ways.map((way) => [
      way.name,
      number(way.uploadMs, 0),
      number(way.renderMs, 0),
      number(way.previewMs, 0),
      number(way.submitMs, 0),
      number(way.pdfBytes / 1000, 0),
      way.clean ? 'clean' : 'COMPLAINS',
      mebibytes(way.workersPeak),
    ]),
  ]);
  table('searchable PDF/A of one page: word recall of pdftotext', [
    ['', 'of what is printed', 'of what Tesseract reads in its picture', 'qpdf --check', 'render ms', 'submit ms'],
    ...texts.map((text) => [
      text.file,
      number(text.ofPrinted, 3),
      number(text.ofRead, 3),
      text.clean ? 'clean' : 'COMPLAINS',
      number(text.renderMs, 0),
      number(text.submitMs, 0),
    ]),
  ]);
  return { pages, upright, ways, texts };
}

function long(_sizes, _env, { corpus }) {
  const figures = measureLong({ corpus });
  table('long pages: word recall of Tesseract (≥ 0.97), of a PDF at 150 dpi', [
    ['', 'mode', 'pixels', 'source', 'image', 'PDF', 'its text', 'cut PDF', 'its text', 'pages', 'image ms', 'peak MiB'],
    ...figures.map((each) => [
      each.name,
      each.mode,
      `${each.width}×${each.height}`,
      ...[each.source, each.image, each.whole.seen, each.whole.layer, each.cut.seen, each.cut.layer].map((share) => number(share, 3)),
      each.cut.pages,
      number(each.ms, 0),
      number(each.rss_mib, 0),
    ]),
  ]);
  return figures;
}

async function fairness(sizes) {
  const results = await measureFairness(sizes.fairness);
  table(`requests of another key while one session sends ${sizes.fairness.parallel} uploads at once`, [
    ['flood', 'requests', 'refused', 'p50 ms', 'p95', 'max', 'p95 upload', 'submit', 'cores used', 'answers to the flood'],
    ...results.map((each) => [
      each.name,
      each.requests,
      each.refused,
      ...[each.p50, each.p95, each.max, each.upload95, each.submit95].map((ms) => number(ms, 0)),
      number(each.cpuShare),
      Object.entries(each.flooded)
        .map(([status, count]) => `${count} × ${status}`)
        .join(', '),
    ]),
  ]);
  return results;
}

function scan(sizes, _env, values) {
  if (!values.corpus) throw new Error('scan needs --corpus DIR');
  return existsSync(join(values.corpus, 'ocr.json')) ? finishedPages(sizes.scan, values.corpus) : detection(sizes, values);
}

function detection(sizes, values) {
  const figures = measureDetection({ ...sizes.scan, corpus: values.corpus, predictions: values.predictions, threshold: values.threshold });
  table(`the page in ${figures.pictures} pictures, CPU time on one core without decoding (confidence that counts: ${figures.threshold})`, [
    ['', 'pictures', 'found', 'p50 ms', 'p95', 'max'],
    ...figures.rows.map((row) => [row.name, row.pictures, row.found, number(row.p50), number(row.p95), number(row.max)]),
  ]);
  for (const verdict of figures.verdicts) console.log(`\n${verdict.trimEnd()}`);
  if (figures.upright) console.log(`\n${uprightLine(figures.upright)}`);
  return figures;
}

async function store(sizes, _env, { stored, against, only }) {
  const figures = await measureStore({ ...sizes.store, stored: Number(stored ?? 0) }, { against, only });
  showStore(figures);
  return figures;
}

async function signal(sizes, _env, { only }) {
  const figures = await measureSignal({ ...sizes.signal, only });
  showSignal(figures);
  return figures;
}

const parts = { http, load, photo, signature, memory, flood, fairness, hostile, scan, long, signal, store };
const usual = ['http', 'load', 'photo', 'signature', 'memory', 'flood', 'signal'];

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'string' },
      smoke: { type: 'boolean' },
      log: { type: 'string' },
      corpus: { type: 'string' },
      predictions: { type: 'string' },
      threshold: { type: 'string' },
      only: { type: 'string' },
      stored: { type: 'string' },
      against: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help || positionals.some((name) => !(name in parts))) {
    console.log(usage);
    return values.help ? 0 : 2;
  }
  const names = positionals.length ? positionals : usual;
  if (names.some((name) => !['fairness', 'hostile', 'scan', 'long'].includes(name)) && spawnSync('wrk', ['--version']).error)
    throw new Error('wrk is needed: script/bootstrap bench installs it');
  if (!existsSync(baton.path)) throw new Error(`no server at ${baton.path}: script/build makes it`);
  console.log(`${cpus().length} × ${cpus()[0]?.model}, load ${loadavg()[0].toFixed(1)} before the first run`);
  if (process.getuid() !== 0) console.log('not root: memfds are not counted, RSS is rounded');
  const sizes = values.smoke ? smoke : full;
  const figures = { at: new Date().toISOString(), cores: cpus().length, load: loadavg()[0] };
  for (const name of names) figures[name] = await parts[name](sizes, values.log ? { LOG_LEVEL: values.log } : {}, values);
  if (values.json) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
  return 0;
}

process.exitCode = await main();
process.exit();
