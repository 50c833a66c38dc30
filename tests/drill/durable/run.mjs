// script/drill durable: prints what was found; the exit code is the verdict.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { median } from '../../bench/statistics.mjs';
import { number, table } from '../../bench/table.mjs';
import { drillTrouble, troubles, unnoticed } from './disk_trouble.mjs';
import { drillDue } from './due.mjs';
import { drillKills, inCheckpoint } from './kills.mjs';
import { heavy } from './load.mjs';
import { faults } from './report.mjs';
import { refusedStarts, startTimes } from './starts.mjs';

const usage = `script/drill durable [kill] [power] [checkpoint] [disk] [start] [due] [--kills N] [--seed S] [--mode sqlite|postgres] [--json FILE]
  kill        kills with SIGKILL at any moment of a mixed load: every acknowledged fact is there, nothing is half visible
  power       the same on a disk that loses what was not waited for (fsync)
  checkpoint  kills and power losses while the database's log is written back, under large drafts
  disk        a full, a read-only and a broken disk under load: 503, reads go on, recovery by itself, nothing is lost
  start       starts with 10,000 sessions, and starts that must be refused with one line
  due         100,000 sessions due at once when the server comes back
Without a name: all. --kills: of each of the first two (50), half as many in checkpoints. The seed is printed; time is not its to repeat.`;

const counts = ({ kills, sessions, facts, lost, half, startMs }) => [
  kills,
  number(sessions, 0),
  number(facts, 0),
  lost.length,
  half.length,
  number(median(startMs), 0),
  number(Math.max(...startMs), 0),
];
const countNames = ['kills', 'sessions', 'facts', 'lost', 'half visible', 'start ms', 'slowest'];

function showKills(title, report) {
  table(`${title} (seed ${report.seed})`, [
    ['', ...countNames, 'held', 'unanswered', 'not waited for', 'files', 'leaving', 'unnamed'],
    [
      report.mode,
      ...counts(report),
      report.held.size,
      report.unanswered,
      `${report.unsynced.writes} + ${report.unsynced.names}`,
      report.files.stored,
      report.files.leaving,
      report.files.unnamed,
    ],
  ]);
  for (const [message, count] of Object.entries(report.said).slice(0, 20)) console.log(`log: ${count} × ${message}`);
  return { report, wrong: faults(report) };
}

const kill = async (options) => showKills('kills at any moment', await drillKills(options));
const power = async (options) => showKills('power losses at any moment', await drillKills({ ...options, powerLoss: true }));

async function checkpoint({ kills, ...options }) {
  const settings = { ...options, kills: Math.ceil(kills / 4), each: 5, clients: 64, moment: inCheckpoint, kinds: heavy };
  const killed = showKills('kills in checkpoints', await drillKills(settings));
  const lost = showKills('power losses in checkpoints', await drillKills({ ...settings, powerLoss: true }));
  return { report: [killed.report, lost.report], wrong: [...killed.wrong, ...lost.wrong] };
}

async function disk({ seed }) {
  const [reports, rows, wrong] = [[], [], []];
  for (const name of Object.keys(troubles)) {
    const report = await drillTrouble(name, { seed });
    reports.push(report);
    if (report.skip) {
      console.log(`SKIP ${name}: ${report.skip}`);
      continue;
    }
    const refused = Object.entries(report.refused).filter(([label]) => label.endsWith('503'));
    rows.push([name, ...counts(report), number(report.recoveryMs, 0), refused.map(([label, count]) => `${count} × ${label}`).join(', ')]);
    wrong.push(...[...faults(report), ...unnoticed(report)].map((each) => `${name}: ${each}`));
  }
  table('a disk in trouble', [['', ...countNames, 'recovered ms', 'meanwhile'], ...rows]);
  return { report: reports, wrong };
}

async function start() {
  const times = await startTimes();
  table(`starts with ${times.count} sessions, after a kill`, [
    ['', 'median ms', 'slowest'],
    ['start', number(median(times.startMs), 0), number(Math.max(...times.startMs), 0)],
  ]);
  const refused = await refusedStarts();
  table('starts that must be refused', [['', 'says'], ...refused.map(({ name, line, skip }) => [name, skip ? `SKIP ${skip}` : line])]);
  const wrong = refused.filter(({ fault }) => fault).map(({ name, fault }) => `${name}: ${fault}`);
  if (!times.found) wrong.push('a session is gone');
  if (median(times.startMs) > 1000) wrong.push('a start takes longer than a second');
  return { report: { times, refused }, wrong };
}

async function due() {
  const report = await drillDue();
  table(`${number(report.count, 0)} sessions due at once`, [
    ['start ms', 'all ended after ms', 'others p50 ms', 'p99', 'max'],
    [report.startMs, report.endedMs, report.p50, report.p99, report.max].map((ms) => number(ms, 0)),
  ]);
  return { report, wrong: report.endedMs > 30_000 ? ['sessions end too late'] : [] };
}

const parts = { kill, power, checkpoint, disk, start, due };

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      kills: { type: 'string', default: '50' },
      seed: { type: 'string' },
      mode: { type: 'string', default: 'sqlite' },
      json: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help || positionals.some((name) => !(name in parts))) {
    console.log(usage);
    return values.help ? 0 : 2;
  }
  const options = { mode: values.mode, kills: Number(values.kills), seed: Number(values.seed ?? Date.now() % 1_000_000), say: console.log };
  const figures = {};
  let bad = 0;
  for (const name of positionals.length ? positionals : Object.keys(parts)) {
    const { report, wrong } = await parts[name](options);
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
