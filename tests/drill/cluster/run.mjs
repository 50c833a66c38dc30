// script/drill cluster: prints what was found; the exit code is the verdict.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { number, table } from '../../bench/table.mjs';
import { clusterMissing, startInstallation } from '../../cluster/installation.mjs';
import { faults } from '../durable/report.mjs';
import { balancers, drillBalancer } from './balancers.mjs';
import { backupMissing } from './backups.mjs';
import { drillEvents, drillExpiry } from './events.mjs';
import { makeNext } from './next_version.mjs';
import { drillRestore } from './restore.mjs';
import { drillSubmits } from './submits.mjs';
import { drillTrouble, wrongIn } from './troubles.mjs';
import { drillUpgrade } from './upgrade.mjs';

const usage = `script/drill cluster [submit] [node] [primary] [s3] [rolling] [events] [expiry] [balancer] [restore] [upgrade]
      [--sessions N] [--kills N] [--seed S] [--against BINARY] [--json FILE]
Three nodes on PostgreSQL with a synchronous standby and a real S3 server, all on this machine.
  submit      sessions (5,000, or --sessions) that are each submitted on two nodes at once: one of them wins, a third serves it
  node        kills of nodes under a mixed load: every acknowledged fact is there, on whichever node
  primary     kills of the database's primary, whose standby is promoted
  s3          kills of the object store, which is away for 10 s: what does not need it goes on
  rolling     restarts of node after node; with --against an older binary is what runs before
  events      how soon listeners hear of changes on another node, with hints and without
  expiry      sessions that end by themselves: heard once, within a second, on all nodes
  balancer    HAProxy and nginx without sticky sessions, and a real Chromium phone
  restore     a backup by the commands of docs/operations.md under load (after 1,000 sessions, or --sessions), the loss of everything,
              and the backup put back: what was acknowledged before it is there, and files without a name wait to be adopted
  upgrade     node after node to a next version and back, under load; it is made of the last commit in build/drill/next, with a step
              more of its tables, which takes a build. And a version after that, whose tables this one must refuse
Without a name: all. --kills: of each kind (5). The seed is printed; time is not its to repeat.`;

async function submit({ installation, sessions }) {
  const report = await drillSubmits(installation, { sessions });
  const { count, winners, served, seconds, p50, p99, files } = report;
  table('sessions submitted on two nodes at once', [
    ['sessions', 'winners', 'served by the third', 'files kept', 'seconds', 'both answered p50 ms', 'p99'],
    [count, winners, served, files.stored, ...[seconds, p50, p99].map((each) => number(each, 0))],
  ]);
  return { report, wrong: report.faults };
}

/// As long as servers have by default: who restarts them in a hurry cuts connections.
const patient = { DRAIN_TIME: '9s' };

function showSaid({ said }) {
  for (const [message, count] of Object.entries(said).slice(0, 20)) console.log(`log: ${count} × ${message}`);
}

function showTrouble(title, report) {
  table(`${title} (seed ${report.seed})`, [
    ['times', 'sessions', 'facts', 'lost', 'half visible', 'held', 'well again ms', 'slowest ms', 'without answer', 'on kept connections'],
    [
      ...[report.kills, number(report.sessions, 0), number(report.facts, 0), report.lost.length, report.half.length, report.held.size],
      report.backMs.map((ms) => number(ms, 0)).join(' '),
      number(report.slowestMs, 0),
      report.meanwhileUnanswered,
      report.hungUp,
    ],
  ]);
  console.log(
    `meanwhile: ${Object.entries(report.meanwhile)
      .sort()
      .map(([label, count]) => `${count} × ${label}`)
      .join(', ')}`,
  );
  showSaid(report);
  return { report, wrong: [...faults(report), ...wrongIn(report)] };
}

const trouble = (name) => async (options) => {
  const { installation, kills, seed, path } = options;
  return showTrouble(`${name} under load`, await drillTrouble(installation, name, { rounds: name === 'rolling' ? 1 : kills, seed, path }));
};

async function events({ installation, sessions = 300 }) {
  const withHints = await drillEvents(installation, { sessions: Math.min(sessions, 300) });
  const silent = await startInstallation({ env: { DATABASE_HINTS: 'off' } });
  const without = await drillEvents(silent, { sessions: Math.min(sessions, 300) });
  await silent.stop();
  const row = (name, { count, p50, p99, max }) => [name, count, ...[p50, p99, max].map((ms) => number(ms, 0))];
  table('heard on another node, ms after the change was answered', [
    ['', 'changes', 'p50', 'p99', 'max'],
    row('socket, hints', withHints.socket),
    row('stream, hints', withHints.stream),
    row('socket, no hints', without.socket),
    row('stream, no hints', without.stream),
  ]);
  const wrong = [...withHints.faults, ...without.faults];
  for (const [name, { p99 }] of Object.entries({ socket: withHints.socket, stream: withHints.stream }))
    if (!(p99 <= 100)) wrong.push(`${name}: with hints p99 is ${p99} ms`);
  for (const { socket, stream } of [withHints, without])
    for (const { max } of [socket, stream]) if (!(max <= 1_000)) wrong.push(`a listener heard ${max} ms late`);
  return { report: { withHints, without }, wrong };
}

async function expiry({ installation }) {
  const report = await drillExpiry(installation);
  table('expiry, ms after the deadline', [
    ['listeners', 'p50', 'p99', 'max'],
    [report.listeners, ...[report.p50, report.p99, report.max].map((ms) => number(ms, 0))],
  ]);
  return { report, wrong: report.max <= 1_000 ? report.faults : [...report.faults, `expired was heard ${report.max} ms late`] };
}

async function balancer({ seed }) {
  const [reports, rows, wrong] = [[], [], []];
  for (const name of Object.keys(balancers)) {
    const report = await drillBalancer(name, { seed });
    reports.push(report);
    if (report.skip) {
      console.log(`SKIP ${name}: ${report.skip}`);
      continue;
    }
    rows.push([name, report.done.join(', '), report.requests, report.turns.join(' ')]);
    wrong.push(...report.faults.map((each) => `${name}: ${each}`));
  }
  if (rows.length) table('a phone behind a balancer', [['', 'sessions', 'requests', 'by node'], ...rows]);
  return { report: reports, wrong };
}

async function restore({ installation, sessions, seed }) {
  const missing = backupMissing();
  if (missing) {
    console.log(`SKIP restore: ${missing}`);
    return { report: { skip: missing }, wrong: [] };
  }
  const report = await drillRestore(installation, { sessions, seed });
  table(`a backup under load, put back (seed ${seed})`, [
    ['sessions', 'before the dump', 'after it', 'facts', 'lost', 'half visible', 'pg_dump ms', 'rclone ms', 'restore ms'],
    [
      ...[report.made, report.known, report.later, report.facts].map((each) => number(each, 0)),
      report.lost.length,
      report.half.length,
      ...[report.dumpMs, report.copyMs, report.restoreMs].map((ms) => number(ms, 0)),
    ],
  ]);
  table('its files', [
    [
      'gone between dump and copy',
      'asked for: 404',
      'submitted without',
      'then sent again',
      'without a name',
      'of these adopted and removed',
    ],
    [
      ...[report.missing, report.gone],
      Object.entries(report.refusals)
        .map(([status, count]) => `${count} × ${status}`)
        .join(' ') || '–',
      ...[report.mended, report.nameless, report.removed],
    ],
  ]);
  showSaid(report);
  return { report, wrong: [...report.wrong, ...faults(report)] };
}

async function upgrade({ seed }) {
  const versions = makeNext();
  const installation = await startInstallation({ env: patient });
  const report = await drillUpgrade(installation, versions, { seed });
  await installation.stop();
  const { before, between, up, down, closed } = report;
  const wrong = [...report.wrong, ...faults(closed.report)];
  for (const [way, found] of Object.entries({ 'up to the next version': up, 'and back': down })) {
    wrong.push(...showTrouble(way, found).wrong.map((each) => `${way}: ${each}`));
    console.log(`sessions: ${found.all}, of which the next version wrote ${found.byNext}`);
  }
  console.log(`\nmigrate --status of the next version, before: ${before}`);
  console.log(`migrate --status of this version, after: ${between}`);
  console.log(`where the next version is needed: ${closed.status}`);
  console.log(`and its start: ${closed.refusal}`);
  console.log(`on nodes of the next version then: ${closed.report.facts} facts, ${closed.report.lost.length} lost`);
  return { report, wrong };
}

const parts = {
  submit,
  node: trouble('node'),
  primary: trouble('primary'),
  s3: trouble('s3'),
  rolling: trouble('rolling'),
  events,
  expiry,
  balancer,
  restore,
  upgrade,
};
const alone = new Set(['balancer', 'upgrade']); // make their own installation

async function runPart(name, options) {
  if (alone.has(name)) return parts[name](options);
  const installation = await startInstallation(name === 'rolling' ? { path: options.against, env: patient } : {});
  const found = await parts[name]({ ...options, installation });
  await installation.stop();
  return found;
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      sessions: { type: 'string' },
      kills: { type: 'string', default: '5' },
      seed: { type: 'string' },
      against: { type: 'string' },
      json: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help || positionals.some((name) => !(name in parts))) {
    console.log(usage);
    return values.help ? 0 : 2;
  }
  const missing = clusterMissing();
  if (missing) {
    console.log(`SKIP cluster: ${missing}`);
    return 0;
  }
  const { against } = values;
  const options = { kills: Number(values.kills), seed: Number(values.seed ?? Date.now() % 1_000_000), against };
  if (values.sessions) options.sessions = Number(values.sessions);
  const figures = {};
  let bad = 0;
  for (const name of positionals.length ? positionals : Object.keys(parts)) {
    const { report, wrong } = await runPart(name, options);
    figures[name] = report;
    for (const each of wrong.slice(0, 20)) console.log(`WRONG ${name}: ${each}`);
    bad += wrong.length;
  }
  if (values.json) writeFileSync(values.json, `${JSON.stringify(figures, (_, value) => (value instanceof Set ? value.size : value), 2)}\n`);
  console.log(bad ? `${bad} things are wrong` : 'all is well');
  return bad ? 1 : 0;
}

process.exitCode = await main();
process.exit();
