// script/drill signal: prints what was found; the exit code is the verdict.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { median } from '../../bench/statistics.mjs';
import { number, table } from '../../bench/table.mjs';
import { postgresMissing } from '../../cluster/postgres.mjs';
import { drillKills, faults } from './kills.mjs';

const usage = `script/drill signal [sqlite] [postgres] [--kills N] [--seed S] [--json FILE]
Kills with SIGKILL between and during the steps of peers of several origins: every offer, answer and candidate that was acknowledged,
and whatever a poll has shown, is there afterwards, in its order; besides there is at most what nobody acknowledged.
  sqlite    one node, which comes back at the same port with the same file
  postgres  two nodes on one database, which are killed in turn while the other goes on
Without a name: both. --kills: of each (200). The seed is printed; time is not its to repeat.`;

const modes = ['sqlite', 'postgres'];

function show(reports) {
  table(`kills of the signal service (seed ${reports[0].seed})`, [
    [
      '',
      'kills',
      'between',
      'sessions',
      'facts',
      'lost',
      'strange',
      'checks',
      'polls',
      'not acknowledged',
      'there all the same',
      'start ms',
      'slowest',
    ],
    ...reports.map((report) => [
      report.mode,
      report.kills,
      report.between,
      ...[report.sessions, report.facts, report.lost.length, report.strange.length, report.checked, report.polls].map((each) =>
        number(each, 0),
      ),
      number(report.unanswered, 0),
      number(report.extras, 0),
      number(median(report.startMs), 0),
      number(Math.max(...report.startMs), 0),
    ]),
  ]);
  for (const { mode, said } of reports)
    for (const [message, count] of Object.entries(said).slice(0, 20)) console.log(`log, ${mode}: ${count} × ${message}`);
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      kills: { type: 'string', default: '200' },
      seed: { type: 'string' },
      json: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help || positionals.some((name) => !modes.includes(name))) {
    console.log(usage);
    return values.help ? 0 : 2;
  }
  const options = { kills: Number(values.kills), seed: Number(values.seed ?? Date.now() % 1_000_000), say: console.log };
  const reports = [];
  for (const mode of positionals.length ? positionals : modes) {
    const missing = mode === 'postgres' && postgresMissing();
    if (missing) console.log(`SKIP postgres: ${missing}`);
    else reports.push(await drillKills({ mode, ...options }));
  }
  if (!reports.length) return 0;
  show(reports);
  const wrong = reports.flatMap((report) => faults(report).map((each) => `${report.mode}: ${each}`));
  for (const each of wrong.slice(0, 20)) console.log(`WRONG ${each}`);
  if (values.json) writeFileSync(values.json, `${JSON.stringify(reports, null, 2)}\n`);
  console.log(wrong.length ? `${wrong.length} things are wrong` : 'all is well');
  return wrong.length ? 1 : 0;
}

process.exitCode = await main();
process.exit();
