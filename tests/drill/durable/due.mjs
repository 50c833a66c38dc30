// Many sessions that are due at once when the server comes back: all end soon, and nobody else waits for it.
import { ascending, quantile } from '../../bench/statistics.mjs';
import { sleep } from '../../http/launch.mjs';
import { client } from './calls.mjs';
import { killNode, startNode } from './node.mjs';
import { createMany } from './starts.mjs';
import { stores } from './stores.mjs';

const unfinished = "SELECT count(*) FROM session WHERE status <> 'expired'";

/// Makes sessions of so many seconds; answers when the last of them ends (ms since 1970).
async function fill(server, count, seconds) {
  const began = Date.now();
  await createMany(server, count, { action_type: 'photo', output_format: 'jpg', session_ttl: `${seconds}s` });
  if (Date.now() - began > 1000 * (seconds - 5)) throw new Error(`${count} sessions took longer than the first of them lasts`);
  return Date.now() + 1000 * seconds;
}

/// Asks all the time; `stop()` answers how long that took, in ascending milliseconds.
function asking(server, clients = 4) {
  const { call, close } = client(server, clients);
  const times = [];
  let over = false;
  const work = async () => {
    while (!over) {
      const began = performance.now();
      const made = await call('POST', '/api/v1/sessions', { body: { action_type: 'photo', output_format: 'jpg' }, key: true });
      const seen = await call('GET', made.headers.location?.replace(/^https?:\/\/[^/]+/, ''), { key: true });
      if (made.status !== 201 || seen.status !== 200) throw new Error(`${made.status}, ${seen.status} while sessions end`);
      times.push((performance.now() - began) / 2);
      await sleep(5);
    }
  };
  const running = Promise.all(Array.from({ length: clients }, work));
  // Who waits for something else meanwhile hears of it at `stop()`.
  running.catch(() => {});
  return async () => {
    over = true;
    await running;
    close();
    return ascending(times);
  };
}

/// {count, startMs, endedMs: until the last was stored as ended, p50, p99, max of other requests while it lasted, in ms}.
export async function drillDue({ count = 100_000, seconds = 60, env = {} } = {}) {
  const store = stores.sqlite();
  let server = await startNode(store, env);
  const lastEnds = await fill(server, count, seconds);
  await killNode(server);
  await sleep(lastEnds - Date.now() + 100);
  server = await startNode(store, env);
  const began = performance.now();
  const stop = asking(server);
  // Not those that somebody makes meanwhile.
  const left = () => Number(store.query(`${unfinished} AND deadline < ${lastEnds}000000`));
  while (left() > 0) {
    if (performance.now() - began > 60_000) throw new Error(`${left()} of ${count} sessions have not ended after a minute`);
    await sleep(100);
  }
  const endedMs = performance.now() - began;
  const times = await stop();
  await server.stop();
  return { count, startMs: server.startMs, endedMs, p50: quantile(times, 0.5), p99: quantile(times, 0.99), max: times.at(-1) };
}
