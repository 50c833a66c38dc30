// Mutated photos through the workers of a running server: script/fuzz --photos COUNT [SEED].
// Each picture goes the phone's way (PUT, submit) or the original's (POST result). The server must stay the same process,
// every answer must be a documented one, results must be whole, and memory must come back. The last line counts.
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repo, sleep, startServer } from '../http/launch.mjs';
import { device, item, openPage, post } from '../http/phone.mjs';
import { generator, mutate } from './mutations.mjs';
import { described, leaks, memory, processes } from './server_processes.mjs';

const count = Number(process.argv[2] ?? 1000);
const seed = Number(process.argv[3] ?? 1);
const lanes = 4;
const formats = ['jpg', 'png', 'pdf'];
const documented = {
  200: null,
  400: ['bad_request', 'invalid_field'],
  413: ['picture_too_large', 'payload_too_large'],
  415: ['unsupported_media'],
  422: ['processing_failed'],
  503: ['overloaded', 'storage_full'],
};
const findings = join(repo, 'build', 'fuzz', 'findings', 'photos');

/// All small photos here, and those beside the repository that do not cost a second each.
function photos() {
  const folders = [
    [join(repo, 'tests', 'data', 'photos'), 1e6],
    [join(repo, '..', 'shared', 'testdata', 'pages'), 1.5e5],
  ];
  const list = [];
  for (const [folder, largest] of folders) {
    let names = [];
    try {
      names = readdirSync(folder)
        .filter((name) => /\.(jpe?g|png|webp|heic|avif)$/.test(name))
        .sort();
    } catch {
      continue;
    }
    for (const name of names)
      if (statSync(join(folder, name)).size <= largest) list.push({ name, bytes: readFileSync(join(folder, name)) });
  }
  return list;
}

const failures = [];
const seen = {};

function fail(what, picture) {
  failures.push(what);
  console.log(`FAIL ${what}`);
  if (!picture) return;
  mkdirSync(findings, { recursive: true });
  writeFileSync(join(findings, `${picture.number}-${picture.name}`), picture.bytes);
}

/// Counts an answer; false if it ends the picture's way.
async function judge(answer, picture, step) {
  const text = await answer.text();
  seen[answer.status] = (seen[answer.status] ?? 0) + 1;
  const types = documented[answer.status];
  const label = `${step} of picture ${picture.number} (${picture.name}: ${picture.names.join(', ')}) as ${picture.format}`;
  if (types === undefined) fail(`${label}: ${answer.status} ${text.slice(0, 200)}`, picture);
  if (answer.status === 422) fail(`${label}: a worker was lost or gave up: ${text.slice(0, 200)}`, picture);
  if (answer.status === 200 || !types) return { ok: answer.status === 200, text };
  const isProblem = /^application\/problem\+json/.test(answer.headers.get('content-type') ?? '');
  const type = isProblem ? JSON.parse(text).type.replace('urn:baton:error:', '') : 'no problem+json';
  if (!types.includes(type)) fail(`${label}: ${answer.status} with ${type}`, picture);
  return { ok: false, text };
}

const endings = {
  jpg: (b) => b.readUInt16BE(0) === 0xffd8 && b.readUInt16BE(b.length - 2) === 0xffd9,
  png: (b) => b.includes('IEND', -12),
  pdf: (b) => b.subarray(0, 5).equals(Buffer.from('%PDF-')) && b.includes('%%EOF', -8),
};

async function send(server, picture) {
  const session = await server.createSession({ action_type: 'photo', output_format: picture.format, session_ttl: '60s', result_ttl: '1s' });
  await openPage(server, session.id);
  let last;
  if (picture.number % 2) {
    const call = device(server, session.id);
    const put = await judge(await call('PUT', '/files/photo', { body: picture.bytes }), picture, 'PUT');
    if (!put.ok) return undefined;
    last = await judge(await call('POST', '/submit'), picture, 'submit');
    if (!last.ok) {
      fail(
        `submit of picture ${picture.number} (${picture.name}) as ${picture.format}: inspection had taken it: ${last.text.slice(0, 200)}`,
        picture,
      );
    }
  } else {
    last = await judge(await post(server, session.id, { items: [item(picture.bytes)] }), picture, 'result');
  }
  if (!last.ok) return undefined;
  const download = await server.api(`/api/v1/downloads/${JSON.parse(last.text).items[0].download_id}`);
  const bytes = Buffer.from(await download.arrayBuffer());
  if (download.status !== 200 || !endings[picture.format](bytes))
    return fail(`picture ${picture.number} (${picture.name}): its ${picture.format} is not whole`, picture);
  // A result must be a picture for anybody: it goes in again, and must pass.
  if (picture.format === 'pdf' || picture.number % 5) return undefined;
  const again = await server.createSession({ action_type: 'photo', output_format: 'jpg', session_ttl: '60s', result_ttl: '1s' });
  await openPage(server, again.id);
  const answer = await post(server, again.id, { items: [item(bytes)] });
  if (answer.status !== 200)
    fail(`the ${picture.format} of picture ${picture.number} (${picture.name}) does not decode: ${await answer.text()}`, picture);
  return undefined;
}

const list = photos();
const random = generator(seed);
const server = await startServer({ env: { LOG_LEVEL: 'warn', WORKERS: 2, THREADS: 1 } });
console.log(`photos: ${count} mutations of ${list.length} photos, seed ${seed}`);
for (const each of list.slice(0, 20))
  await send(server, { ...each, number: 0, names: ['as it is'], format: 'png' }).catch((error) => fail(error.message));
failures.length = 0;
await sleep(2500);
const before = memory(server.pid);
const workersBefore = processes(server.pid).join();
const started = Date.now();
let number = 0;
await Promise.all(
  Array.from({ length: lanes }, async () => {
    while (number < count) {
      const source = random.pick(list);
      const picture = { number: ++number, name: source.name, format: random.pick(formats), ...mutate(source.bytes, random) };
      await send(server, picture).catch((error) =>
        fail(`picture ${picture.number} (${picture.name}): ${error.cause?.message ?? error.message}`, picture),
      );
      if (picture.number % 500 === 0) console.log(`photos: ${picture.number} in ${Math.round((Date.now() - started) / 1000)} s`);
    }
  }),
);
// Results live for a second.
const health = await server.api('/api/v1/health');
if (health.status !== 200) fail('the server is not healthy');
await sleep(3000);
const held = memory(server.pid);
const workersAfter = processes(server.pid).join();
if (workersAfter !== workersBefore) fail(`workers were replaced: ${workersBefore} became ${workersAfter}`);
console.log(`photos: memory before ${described(before)}, after ${described(held)}`);
leaks(before, held, count).forEach((leak) => fail(leak));
console.log(`photos: answers ${JSON.stringify(seen)}`);
const end = await server.stop();
if (end.code !== 0) fail(`the server ended with ${JSON.stringify(end)}`);
const broken = Math.min(failures.length, count);
console.log(`photos: ${count - broken} passed, ${broken} failed, 0 skipped`);
process.exit(failures.length ? 1 : 0);
