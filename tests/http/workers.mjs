// The processes of a server's workers, as the system sees them.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { sleep } from './launch.mjs';

/// All processes: {pid, state, parent, ticks of processor time of their own}.
export function processes() {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((entry) => {
      try {
        const stat = readFileSync(`/proc/${entry}/stat`, 'utf8').split(') ').pop().split(' ');
        return [{ pid: Number(entry), state: stat[0], parent: Number(stat[1]), ticks: Number(stat[11]) }];
      } catch {
        return []; // it has just ended
      }
    });
}

/// Ticks of each of the server's workers: {pid: ticks}.
function ticksOfWorkers({ nodes }) {
  const servers = new Set(nodes.map(({ pid }) => pid));
  return new Map(
    processes()
      .filter(({ parent }) => servers.has(parent))
      .map(({ pid, ticks }) => [pid, ticks]),
  );
}

const enough = 20; // ticks: a fifth of a second

/// Answers a function that waits until the server's workers have computed for a while since this call: a job is in hand then.
export function workersAtWork(s) {
  const before = ticksOfWorkers(s);
  // Worker by worker: what one that was replaced has done is gone.
  const since = () => [...ticksOfWorkers(s)].reduce((sum, [pid, ticks]) => sum + ticks - (before.get(pid) ?? 0), 0);
  return async () => {
    for (const deadline = Date.now() + 60_000; since() < enough; await sleep(5)) {
      assert.ok(Date.now() < deadline, s.log());
    }
  };
}
