// The figures of the signal service for people, beside what they are to be.
import { mebibytes, number, table } from './table.mjs';

const fixed = (digits) => (value) => number(value, digits);

const rowsOf = (peers) => [
  [`${number(peers, 0)} peers that poll once a second`, () => undefined, () => ''],
  ['  latency p50, ms', ({ crowd }) => crowd.p50, fixed(2)],
  ['  latency p99, ms', ({ crowd }) => crowd.p99, fixed(2), '≤ 50'],
  ['  latency max, ms', ({ crowd }) => crowd.max, fixed(2)],
  ['  polls', ({ crowd }) => crowd.polls, fixed(0)],
  ['  errors', ({ crowd }) => crowd.errors, fixed(0), '0'],
  ['  due before the last was answered', ({ crowd }) => crowd.held, fixed(0), '0'],
  ['  CPU share of the server', ({ crowd }) => crowd.cpuShare, fixed(3)],
  ['  CPU per poll, µs', ({ crowd }) => crowd.cpuMicros, fixed(1)],
  ['  generator late p99, ms', ({ crowd }) => crowd.late.p99, fixed(2)],
  ['wrk -t1 -c64: polls/s', ({ saturated }) => saturated.perSecond, fixed(0)],
  ['  CPU per poll, µs', ({ saturated }) => saturated.cpuMicros, fixed(1), '≤ 15 in memory, ≤ 40 SQLite'],
  ['  CPU share of the server', ({ saturated }) => saturated.cpuShare, fixed(2)],
  ['  latency p99, ms', ({ saturated }) => saturated.p99, fixed(2)],
  ['start to first answer, ms', ({ startMs }) => startMs, fixed(1), '≤ 50'],
  ['memory, idle after the start', ({ idleBytes }) => idleBytes, mebibytes, '≤ 12'],
  ['  with all peers', ({ crowd }) => crowd.fullBytes, mebibytes],
  ['  once their sessions are swept', ({ crowd }) => crowd.sweptBytes, mebibytes],
  ...['offers', 'answers', 'candidates'].flatMap((step) => [
    [`64 connections, 100 origins: ${step}/s`, ({ steps }) => steps[step].perSecond, fixed(0)],
    ['  CPU, µs', ({ steps }) => steps[step].cpuMicros, fixed(1)],
    ['  CPU share of the generator', ({ steps }) => steps[step].generatorShare, fixed(2)],
  ]),
  ['64 connections, one origin: offers/s', ({ stepsOfOne }) => stepsOfOne.offers.perSecond, fixed(0)],
  ['  CPU, µs', ({ stepsOfOne }) => stepsOfOne.offers.cpuMicros, fixed(1)],
];

export function showSignal({ peers, stores, beside }) {
  const all = Object.values(stores);
  table('signal: peers that find each other', [
    ['', ...Object.keys(stores), 'to be'],
    ...rowsOf(peers).map(([name, value, show, wanted = '']) => [name, ...all.map((figures) => show(value(figures))), wanted]),
  ]);
  const row = (name, { count, p50, p99, max }, more) => [name, number(count, 0), ...[p50, p99, max].map(fixed(2)), more];
  table('GET /api/v1/health of the session service beside it (SERVICES=session,signal)', [
    ['', 'requests', 'p50 ms', 'p99', 'max', 'polls/s'],
    row('alone', beside.alone, ''),
    row('polled as fast as can be', beside.meanwhile, number(beside.polls.perSecond, 0)),
  ]);
}
