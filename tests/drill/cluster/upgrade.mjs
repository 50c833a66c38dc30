// This version and the next one side by side under load, there and back again; and a version that no longer allows this one.
import { spawnSync } from 'node:child_process';
import { binary, runToExit } from '../../http/launch.mjs';
import { client, json } from '../durable/calls.mjs';
import { emptyReport } from '../durable/report.mjs';
import { verify } from '../durable/verify.mjs';
import { drillTrouble } from './troubles.mjs';

const besideMs = 3_000; // after each node: so long versions work side by side as two to one, then as one to two

/// `expect` adds to `wrong` what is not as it should read.
function expectations() {
  const wrong = [];
  const expect = (what, text, pattern) => pattern.test(text) || wrong.push(`${what}: ${text}`);
  return { wrong, expect };
}

/// What a command of a version prints beside the nodes.
function command(path, args, { env }) {
  const { status, stdout, stderr } = spawnSync(path, args, { env: { PATH: process.env.PATH, ...env }, encoding: 'utf8' });
  return { status, text: stdout + stderr };
}

/// The line of the tables of sessions, as a version sees them.
function standing(path, installation) {
  const { text } = command(path, ['migrate', '--status'], installation);
  return /^session: .*$/m.exec(text)?.[0] ?? text.trim();
}

/// All nodes are replaced one after the other, by those of `path`.
async function roll(installation, path, options) {
  const report = await drillTrouble(installation, 'rolling', { ...options, rounds: 1, path, besideMs });
  const written = await installation.sql('SELECT count(written_by), count(*) FROM session');
  const [byNext, all] = written.split('|').map(Number);
  return { ...report, byNext, all };
}

/// A record that has what the version after the next will write: the next one reads it, and keeps it when it writes the record again.
async function keepsNotes(installation) {
  const { id } = await installation.nodes[0].create();
  await installation.sql(`UPDATE session SET record = jsonb_set(record::jsonb, '{note}', '"of tomorrow"')::text WHERE id = '${id}'`);
  const { call, close } = client(installation.any);
  const opened = await call('GET', `/s/${id}`, {
    headers: { 'User-Agent': 'Mozilla/5.0 (Linux; Android 14) Mobile', Accept: 'text/html' },
  });
  const seen = json(await call('GET', `/api/v1/sessions/${id}`, { key: true }));
  close();
  const note = await installation.sql(`SELECT record::jsonb ->> 'note' FROM session WHERE id = '${id}'`);
  const kept = opened.status === 200 && seen?.status === 'opened' && note === 'of tomorrow';
  return kept ? [] : [`a note in a record: opening it is ${opened.status}, the session ${seen?.status}, the note '${note}'`];
}

/// The version after the next migrates the tables, and from then on they need a version that knows the step of the next one.
/// {status, refusal: what this version says then, report: of the facts on nodes of the next one, wrong}
async function closeDoor(installation, { next, afterNext }, sessions, seed) {
  const { wrong, expect } = expectations();
  for (const i of installation.nodes.keys()) await installation.end(i);
  const migrated = command(afterNext, ['migrate'], installation);
  expect('the migration of the version after the next', migrated.text, /^session: step (\d+) of \1$/m);
  const status = standing(binary, installation);
  expect(
    'migrate --status of this version',
    status,
    /^session: step \d+ of \d+, too new for this version: it needs one that knows step \d+$/,
  );
  const { code, output } = await runToExit({ env: installation.env });
  expect(
    'the start of this version',
    `${code} ${output}`,
    /^1 baton: DATABASE_URL: the tables of 'session' were changed by a newer Baton \(.*\n$/,
  );
  expect('migrate --status of the next version', standing(next, installation), /by a newer version beside which this one works$/);
  for (const i of installation.nodes.keys()) await installation.start(i, next);
  const report = { seed, ...emptyReport() };
  await verify(installation.any, sessions, report, { leaseMs: 20_000 });
  wrong.push(...(await keepsNotes(installation)));
  return { status, refusal: output.trim(), report, wrong };
}

/// {before, between, after: lines of migrate --status, up, down: reports of rolling restarts, with `all` sessions and those that were
/// written `byNext`, closed: see above, wrong}. `versions`: of next_version.mjs.
export async function drillUpgrade(installation, versions, { seed = Date.now(), clients = 24 } = {}) {
  const { wrong, expect } = expectations();
  const { next } = versions;
  const sessions = [];
  const options = { seed, clients, sessions };
  const before = standing(next, installation);
  expect('migrate --status of the next version, before', before, /, to be migrated$/);
  const up = await roll(installation, next, options);
  const after = standing(next, installation);
  expect('migrate --status of the next version, after', after, /^session: step (\d+) of \1$/);
  const between = standing(binary, installation);
  expect('migrate --status of this version', between, /, by a newer version beside which this one works$/);
  const down = await roll(installation, binary, { ...options, seed: seed + 1 });
  for (const [way, { byNext, all }] of Object.entries({ up, down }))
    if (!(byNext > 0 && byNext < all)) wrong.push(`${way}: ${byNext} of ${all} sessions were written by the next version`);
  if (down.all - down.byNext <= up.all - up.byNext) wrong.push('after the way back this version wrote no session');
  const closed = await closeDoor(installation, versions, sessions, seed);
  return { before, after, between, up, down, closed, wrong: [...wrong, ...closed.wrong] };
}
