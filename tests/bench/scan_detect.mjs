// Finds the page in each picture of a corpus with the program scan-detect, and has the corpus's own judge score it.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { binary } from '../http/launch.mjs';
import { measureUpright } from './scan_upright.mjs';
import { ascending, quantile } from './statistics.mjs';

const build = dirname(binary);
const program = join(build, 'tests', 'bench', 'scan-detect');
const isPicture = (name) => /\.(jpe?g|png|webp|heic|heif|avif)$/i.test(name);

function run(command, args) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} failed:\n${stderr || stdout}`);
  return stdout;
}

/// The corpus's entries; of a directory without corpus.json only the file names are known.
function entriesOf(corpus) {
  const list = join(corpus, 'corpus.json');
  if (existsSync(list)) return JSON.parse(readFileSync(list, 'utf8'));
  return readdirSync(corpus)
    .filter(isPicture)
    .sort()
    .map((file) => ({ file, tags: [] }));
}

function row(name, predictions, threshold) {
  const ms = ascending(predictions.map((each) => each.ms));
  const found = predictions.filter((each) => each.quad && each.confidence >= threshold).length;
  return { name, pictures: predictions.length, found, p50: quantile(ms, 0.5), p95: quantile(ms, 0.95), max: ms.at(-1) };
}

/// What score.py beside the corpus says without a threshold and at `threshold`; nothing without it or without python3.
function judge(corpus, file, threshold) {
  const script = join(corpus, 'score.py');
  if (!existsSync(script) || !existsSync(join(corpus, 'corpus.json')) || spawnSync('python3', ['--version']).error) return [];
  const result = run('python3', [script, join(corpus, 'corpus.json'), file, '--threshold', '0', '--worst', '0'])
    .trim()
    .split('\n')
    .at(-1);
  return [`without a threshold: ${result}`, run('python3', [script, join(corpus, 'corpus.json'), file, '--threshold', String(threshold)])];
}

export function measureDetection({ corpus, predictions: file, threshold: given, times }) {
  run('ninja', ['-C', build, '--quiet', 'tests/bench/scan-detect']);
  const threshold = Number(given ?? run(program, ['threshold']));
  const entries = entriesOf(corpus);
  const lines = run(program, [String(times), ...entries.map((entry) => join(corpus, entry.file))]);
  const target = file ?? join(mkdtempSync(join(tmpdir(), 'baton-bench-')), 'predictions.jsonl');
  writeFileSync(target, lines);
  const predictions = lines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const large = predictions.filter((each) => each.width * each.height >= 11e6);
  const tags = new Map(entries.map((entry) => [entry.file, entry.tags ?? []]));
  const tagged = (tag) => predictions.filter((each) => tags.get(each.file)?.includes(tag));
  const groups = [
    ['all', predictions],
    ['12 MP', large],
    ['real', tagged('real')],
    ['synthetic', tagged('synthetic')],
    ['negative', tagged('negative')],
  ];
  return {
    pictures: predictions.length,
    threshold,
    rows: groups.filter(([, members]) => members.length).map(([name, members]) => row(name, members, threshold)),
    verdicts: judge(corpus, target, threshold),
    // What is not known to have corners is not known to be upright.
    upright: entries.some((entry) => entry.quad) ? measureUpright(corpus, entries) : null,
  };
}
