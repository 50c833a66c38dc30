// Hostile SVGs through the workers of a running server: script/fuzz --svgs COUNT [SEED].
// First the known attacks as they are (corpus/svg), then mutations of them and of harmless files, all by POST result. The
// server must stay the same process with the same workers, every answer must be a documented one, every result must be
// only a drawing, and memory must come back. The last line counts.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repo, sleep, startServer } from '../http/launch.mjs';
import { item, openPage, post } from '../http/phone.mjs';
import { isInert } from './inert.mjs';
import { generator } from './mutations.mjs';
import { described, leaks, memory, processes } from './server_processes.mjs';
import { mutateSvg } from './svg_mutations.mjs';

const count = Number(process.argv[2] ?? 1000);
const seed = Number(process.argv[3] ?? 1);
const lanes = 4;
const formats = ['svg', 'pdf', 'png'];
// 400: there is no ink in it, or too little.
const documented = {
  200: null,
  400: ['bad_request', 'invalid_field'],
  413: ['picture_too_large', 'payload_too_large'],
  415: ['unsupported_media'],
  503: ['overloaded', 'storage_full'],
};
const corpus = join(repo, 'tests', 'fuzz', 'corpus', 'svg');
const findings = join(repo, 'build', 'fuzz', 'findings', 'svgs');

const failures = [];
const seen = {};

function fail(what, file) {
  failures.push(what);
  console.log(`FAIL ${what}`);
  if (!file) return;
  mkdirSync(findings, { recursive: true });
  writeFileSync(join(findings, `${file.number}-${file.name}`), file.bytes);
}

const label = (file) => `file ${file.number} (${file.name}: ${file.names.join(', ')}) as ${file.format}`;

/// Counts an answer; the items if it is a result.
async function judge(answer, file) {
  const text = await answer.text();
  seen[answer.status] = (seen[answer.status] ?? 0) + 1;
  if (answer.status === 200) return JSON.parse(text).items;
  const isProblem = /^application\/problem\+json/.test(answer.headers.get('content-type') ?? '');
  const type = isProblem ? JSON.parse(text).type.replace('urn:baton:error:', '') : 'no problem+json';
  if (!documented[answer.status]?.includes(type)) fail(`${label(file)}: ${answer.status} with ${type}: ${text.slice(0, 200)}`, file);
  return [];
}

async function send(server, file) {
  const session = await server.createSession({
    action_type: 'signature',
    output_format: file.format,
    session_ttl: '60s',
    result_ttl: '1s',
    options: { min_ink: 0 },
  });
  await openPage(server, session.id);
  const upload = item(file.bytes, { content_type: 'image/svg+xml', filename: 'signature.svg' });
  for (const { download_id: id } of await judge(await post(server, session.id, { items: [upload] }), file)) {
    const download = await server.api(`/api/v1/downloads/${id}`);
    const bytes = Buffer.from(await download.arrayBuffer());
    if (download.status !== 200 || !isInert[file.format](bytes)) {
      fail(`${label(file)}: its result is not only a drawing`, file);
      writeFileSync(join(findings, `${file.number}-result.${file.format}`), bytes);
    }
  }
}

const attempt = (server, file) =>
  send(server, file).catch((error) => fail(`${label(file)}: ${error.cause?.message ?? error.message}`, file));

const sources = readdirSync(corpus)
  .sort()
  .map((name) => ({ name, bytes: readFileSync(join(corpus, name)) }));
const random = generator(seed);
const server = await startServer({ env: { LOG_LEVEL: 'warn', WORKERS: 2, THREADS: 1 } });
console.log(`svgs: ${count} mutations of ${sources.length} files, seed ${seed}`);
for (const source of sources) for (const format of formats) await attempt(server, { ...source, number: 0, names: ['as it is'], format });
console.log(`svgs: known attacks in every format, answers ${JSON.stringify(seen)}`);
await sleep(2500);
const before = memory(server.pid);
const workersBefore = processes(server.pid).join();
const started = Date.now();
let number = 0;
await Promise.all(
  Array.from({ length: lanes }, async () => {
    while (number < count) {
      const source = random.pick(sources);
      const file = { number: ++number, name: source.name, format: random.pick(formats), ...mutateSvg(source.bytes, random) };
      await attempt(server, file);
      if (file.number % 1000 === 0) console.log(`svgs: ${file.number} in ${Math.round((Date.now() - started) / 1000)} s`);
    }
  }),
);
if ((await server.api('/api/v1/health')).status !== 200) fail('the server is not healthy');
// Results live for a second.
await sleep(3000);
const held = memory(server.pid);
const workersAfter = processes(server.pid).join();
if (workersAfter !== workersBefore) fail(`processes were replaced: ${workersBefore} became ${workersAfter}`);
console.log(`svgs: memory before ${described(before)}, after ${described(held)}`);
leaks(before, held, count).forEach((leak) => fail(leak));
console.log(`svgs: answers ${JSON.stringify(seen)}`);
if (!(seen[200] > count / 10)) fail('hardly any file became a result: the run shows nothing');
const end = await server.stop();
if (end.code !== 0) fail(`the server ended with ${JSON.stringify(end)}`);
const broken = Math.min(failures.length, count);
console.log(`svgs: ${count - broken} passed, ${broken} failed, 0 skipped`);
process.exit(failures.length ? 1 : 0);
