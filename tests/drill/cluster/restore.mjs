// A backup is made under load, all is lost, and the backup put back: what was acknowledged before it began is there.
import { existsSync } from 'node:fs';
import { sleep } from '../../http/launch.mjs';
import { client } from '../durable/calls.mjs';
import { load } from '../durable/load.mjs';
import { random as seeded } from '../durable/random.mjs';
import { add, emptyReport, emptyTally, note } from '../durable/report.mjs';
import { digest } from '../durable/sessions.mjs';
import { submission, upload } from '../durable/steps.mjs';
import { verify } from '../durable/verify.mjs';
import { Backup } from './backups.mjs';
import { adopt, age, announced, minus } from './nameless.mjs';

const leaseMs = 20_000; // of a submission: core/session/lifecycle.hpp
const dateMs = 100; // dates follow the wall clock, which others correct
const most = 50; // of those that are alike

/// The life that is backed up, to its end. {known: copies of sessions, each with all that the dump may have of it; sure: those that
/// were acknowledged before it began; later: sessions that were made after it; all: ids; kept: files that sessions still had at
/// the end}
async function life(installation, backup, { sessions: count, seconds, clients, random, report }) {
  const [sessions, known] = [[], []];
  let dumping = false;
  const made = (session) => {
    sessions.push(session);
    if (dumping) known.push(session.follow());
  };
  const tally = emptyTally();
  const running = load(installation.any, { clients, random, sessions, tally, made });
  while (sessions.length < count) await sleep(20);
  dumping = true;
  known.push(...sessions.map((session) => session.follow()));
  const sure = [...known];
  report.dumpMs = await backup.dump();
  const dumped = Date.now();
  dumping = false;
  for (const session of sessions) session.leave();
  report.copyMs = await backup.copy();
  // From here on there are facts that no backup has.
  await sleep(1000 * seconds);
  running.stop();
  await running.finish();
  add(report, tally);
  for (const i of installation.nodes.keys()) await installation.end(i);
  const { named } = await installation.places();
  const later = sessions.filter(({ answer }) => Date.parse(answer.created_at) > dumped + dateMs);
  report.made = sessions.length;
  return { known, sure, later, all: new Set(sessions.map(({ id }) => id)), kept: named };
}

/// What restored tables say of files, before anybody works with them. {gone: of sessions' ids the keys and ids of files that went
/// before the copy came to them, nameless: ids}
async function filesAfter(installation, kept, report) {
  const { named, leaving, there } = await installation.places();
  const missing = new Set(minus(named, there));
  report.missing = missing.size;
  for (const id of [...missing].filter((each) => kept.has(each))) report.lost.push(`the file ${id}, which a session had all the time`);
  const gone = new Map();
  for (const line of (await installation.sql('SELECT record FROM session')).split('\n').filter(Boolean)) {
    const { id, uploads, items } = JSON.parse(line);
    const names = [...uploads, ...items].filter((file) => missing.has(file.id)).map((file) => file.key ?? file.id);
    if (names.length) gone.set(id, new Set(names));
  }
  return { gone, nameless: minus(there, named, leaving) };
}

/// The copies of those sessions that the tables have. Those that were sure must be among them, and nothing that nobody made.
async function found({ known, sure, later, all }, installation, report) {
  const ids = (await installation.sql('SELECT id FROM session')).split('\n');
  const there = new Set(ids);
  report.lost.push(...sure.filter(({ id }) => !there.has(id)).map(({ id }) => `${id}: the session`));
  report.half.push(...ids.filter((id) => id && !all.has(id)).map((id) => `${id}: nobody knows of its creation`));
  const { call, close } = client(installation.any);
  for (const { id } of later.slice(-most)) {
    const { status } = await call('GET', `/api/v1/sessions/${id}`, { key: true });
    if (status !== 404) report.half.push(`${id}: was made after the dump, and is ${status}`);
  }
  close();
  return known.filter(({ id }) => there.has(id));
}

/// A person whose photos are gone: to submit them is refused, and to send them again is all it takes.
async function mend(session, keys, call, { random, report }) {
  const phone = (method, path, body) => call(method, `/s/${session.id}${path}`, { body, headers: { Cookie: session.cookie } });
  const wrong = (what) => report.half.push(`${session.id}, whose files are gone: ${what}`);
  const refused = await phone('POST', '/submit', submission(session));
  report.refusals[refused.status] = (report.refusals[refused.status] ?? 0) + 1;
  if (![409, 503].includes(refused.status)) wrong(`the submission is ${refused.status} ${refused.body}`);
  for (const key of keys) {
    const bytes = upload(random);
    const sent = await phone('PUT', `/files/${key}`, bytes);
    const got = await phone('GET', `/files/${key}`);
    if (sent.status !== 200 || digest(got.body) !== digest(bytes)) wrong(`${key} sent again is ${sent.status}, then ${got.status}`);
  }
  const done = await phone('POST', '/submit', submission(session));
  if (done.status !== 200) return wrong(`the second submission is ${done.status} ${done.body}`);
  ++report.mended;
  session.level = [3];
}

async function mendSome(installation, sessions, gone, options) {
  const { call, close } = client(installation.any);
  const waiting = sessions.filter((session) => gone.has(session.id) && session.cookie && session.level[0] === 2 && session.ready());
  for (const session of waiting.slice(0, most)) await mend(session, gone.get(session.id), call, options);
  close();
}

/// Clients pass over a node that is not there; nobody has stopped one.
const dead = ({ nodes }) =>
  nodes.filter(({ pid }) => !existsSync(`/proc/${pid}/exe`)).map(({ said }) => `a node died: ${said().slice(-500)}`);

/// New sessions on the restored nodes, to their end.
async function goOn(installation, { clients, random, report }) {
  const sessions = [];
  const tally = emptyTally();
  const running = load(installation.any, { clients, random, sessions, tally });
  await sleep(3_000);
  running.stop();
  await running.finish();
  add(report, tally);
  report.completed = tally.answers['submit 200'] ?? 0;
  if (!report.completed) report.lost.push('new sessions cannot be completed');
  return sessions;
}

/// The report of a durable drill, with {dumpMs, copyMs, restoreMs, made, known, later: sessions; missing, gone, nameless, removed:
/// files, refusals: of submissions without their files, mended, completed, wrong: more that is}.
export async function drillRestore(installation, { sessions: count = 1_000, seconds = 5, clients = 24, seed = Date.now() } = {}) {
  const report = { seed, ...emptyReport(), refusals: {}, mended: 0, wrong: [] };
  const options = { clients, random: seeded(seed), report };
  const backup = new Backup(installation);
  const first = await life(installation, backup, { sessions: count, seconds, ...options });
  await backup.loseEverything();
  report.restoreMs = await backup.restore();
  const { gone, nameless } = await filesAfter(installation, first.kept, report);
  Object.assign(report, { known: first.sure.length, later: first.later.length, nameless: nameless.length });
  age(installation);
  await Promise.all([...installation.nodes.keys()].map((i) => installation.start(i)));
  report.wrong.push(...(await announced(installation, nameless.length)));
  const sessions = await found(first, installation, report);
  await verify(installation.any, sessions, report, { leaseMs, gone });
  const told = report.gone;
  await mendSome(installation, sessions, gone, options);
  report.wrong.push(...dead(installation));
  const { wrong, removed } = await adopt(installation, nameless);
  report.wrong.push(...wrong);
  report.removed = removed;
  sessions.push(...(await goOn(installation, options)));
  await verify(installation.any, sessions, report, { leaseMs, gone });
  report.wrong.push(...dead(installation));
  report.gone = told;
  note(report, installation);
  const lines = report.said['a stored file cannot be had'] ?? 0;
  if (lines < told) report.wrong.push(`${told} files are gone, and the logs have ${lines} lines of it`);
  return report;
}
