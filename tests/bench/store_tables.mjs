// script/bench store, for people.
import { mebibytes, number, table } from './table.mjs';

function showSteps(title, { steps, perSecond }) {
  table(`${title}: ${number(perSecond, 0)} whole ones a second`, [
    ['', 'a second', 'CPU ms', 'of workers', 'p50 ms', 'p99'],
    ...steps.map((step) => [
      step.name,
      number(step.perSecond, 0),
      number(step.cpuMs, 3),
      number(step.workersMs, 3),
      number(step.p50),
      number(step.p99),
    ]),
    [
      'all',
      '',
      ...['cpuMs', 'workersMs'].map((name) =>
        number(
          steps.reduce((sum, step) => sum + step[name], 0),
          3,
        ),
      ),
      '',
      '',
    ],
  ]);
}

function showStored({ count, bytes, empty, full }) {
  table(`creates with ${number(count, 0)} stored sessions (${mebibytes(bytes)}) and with none`, [
    ['', 'a second', 'CPU µs', 'p50 ms', 'p99', 'start ms'],
    ...[
      ['none', empty],
      ['stored', full],
    ].map(([name, each]) => [
      name,
      number(each.perSecond, 0),
      number(each.cpuMicros),
      number(each.p50, 2),
      number(each.p99, 2),
      number(each.startMs, 0),
    ]),
    ['ratio', number(full.perSecond / empty.perSecond, 2), number(full.cpuMicros / empty.cpuMicros, 2), '', '', ''],
  ]);
}

function showRequests(requests) {
  table('in memory, this binary and the other, median of alternating runs', [
    ['', 'CPU µs', 'other', 'ratio', 'requests/s', 'other', 'ratio'],
    ...requests.map(({ scenario, baton, other }) => [
      scenario,
      ...['cpuMicros', 'perSecond'].flatMap((name) => [number(baton[name]), number(other[name]), number(baton[name] / other[name], 2)]),
    ]),
  ]);
}

export function showStore({ connections, creates, whole, expired, stored, requests }) {
  table(`POST of sessions alone, wrk -t1 -c${connections}`, [
    ['', 'a second', 'CPU µs', 'p50 ms', 'p99'],
    ...creates.map((each) => [each.mode, number(each.perSecond, 0), number(each.cpuMicros), number(each.p50, 2), number(each.p99, 2)]),
  ]);
  const photo = `${number(whole.photoBytes / 1000, 0)} kB`;
  for (const each of whole.results)
    showSteps(`${each.mode}, sessions of ${each.name === 'photo' ? `a photo of ${photo}` : 'a signature'} (-c${connections})`, each);
  for (const each of expired) showSteps(`${each.mode}, sessions that end by themselves (${number(each.cpuMs, 3)} ms with their end)`, each);
  if (stored) showStored(stored);
  if (requests) showRequests(requests);
}
