// What it costs to keep sessions: in memory, in SQLite, and in PostgreSQL with S3 (those that DATABASE_URL and S3_… name, else
// throw-away ones on this machine, which they share with everything else). Each on a fresh server.
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { clusterMissing } from '../cluster/installation.mjs';
import { startPostgres } from '../cluster/postgres.mjs';
import { startS3 } from '../cluster/s3.mjs';
import { stores } from '../drill/durable/stores.mjs';
import { sleep } from '../http/launch.mjs';
import { jpeg } from './picture.mjs';
import { cpuSeconds } from './process.mjs';
import { measureRequests } from './requests.mjs';
import { baton, start } from './servers.mjs';
import { median } from './statistics.mjs';
import { lockstep, ways } from './store_steps.mjs';
import { wrk } from './wrk.mjs';

const room = { MAX_SESSIONS: '20000000', SESSIONS_MAX_BYTES: String(2 ** 34), FILE_QUOTA_TOTAL_BYTES: String(2 ** 40) };
const body = JSON.stringify({ action_type: 'photo', output_format: 'jpg' });
const usualModes = ['memory', 'sqlite', ...(process.env.DATABASE_URL || !clusterMissing() ? ['postgres'] : [])];

/// About 100 kB, as a phone's camera app would make them smaller.
const photo = (dimensions) => jpeg(dimensions);

let ownCluster = null;
/// PostgreSQL as it is set up by default, and an S3 server; both end with this process.
const cluster = () =>
  (ownCluster ??= Promise.all([startPostgres(), startS3()]).then(([postgres, s3]) => ({ env: { DATABASE_URL: postgres.url, ...s3.env } })));

const storeOf = (mode) => (mode === 'postgres' && !process.env.DATABASE_URL ? cluster() : stores[mode]());

async function on(mode, use, given) {
  const store = given ?? (await storeOf(mode));
  const server = await start(baton, { ...room, ...store.env });
  try {
    return await use(server, store);
  } finally {
    await server.stop();
  }
}

/// Whole sessions, step by step.
async function whole({ modes, count, connections, dimensions }) {
  const bytes = photo(dimensions);
  const results = [];
  for (const mode of modes) {
    for (const name of ['photo', 'signature'])
      results.push({ mode, name, ...(await on(mode, (server) => lockstep(server, ways[name](bytes), { count, connections }))) });
  }
  return { photoBytes: bytes.length, results };
}

/// create → open → start → draft, and the end, for which nobody asks: its processor time is what is used until all have ended.
async function expired({ modes, count, connections, ttl }) {
  const results = [];
  for (const mode of modes) {
    results.push(
      await on(mode, async (server) => {
        const cpu = cpuSeconds(server.pid);
        const { steps, perSecond } = await lockstep(server, ways.expired(null, `${ttl}s`), { count, connections });
        await sleep(1000 * (ttl + 2));
        return { mode, steps, perSecond, cpuMs: (1000 * (cpuSeconds(server.pid) - cpu)) / count };
      }),
    );
  }
  return results;
}

async function creates(server, seconds, connections) {
  await wrk(server, { method: 'POST', body, paths: ['/api/v1/sessions'], seconds: 1, connections });
  const cpu = cpuSeconds(server.pid);
  const figures = await wrk(server, { method: 'POST', body, paths: ['/api/v1/sessions'], seconds, connections });
  return {
    perSecond: figures.requests / figures.seconds,
    cpuMicros: ((cpuSeconds(server.pid) - cpu) / figures.requests) * 1e6,
    p50: figures.p50,
    p99: figures.p99,
  };
}

const medians = (runs) => Object.fromEntries(Object.keys(runs[0]).map((key) => [key, median(runs.map((run) => run[key]))]));

/// Creates alone, in turn on each.
async function createOnly({ modes, rounds, seconds, connections }) {
  const runs = new Map(modes.map((mode) => [mode, []]));
  for (let round = 0; round < rounds; ++round)
    for (const [mode, list] of runs) list.push(await on(mode, (server) => creates(server, seconds, connections)));
  return [...runs].map(([mode, list]) => ({ mode, ...medians(list) }));
}

/// Copies the rows of one session under ids of their own, until the table has so many; their ends are spread over a year.
function fill(store, count) {
  const digits = (bytes) => `hex(randomblob(${bytes}))`;
  const id = `lower(${digits(4)} || '-' || ${digits(2)} || '-4' || substr(${digits(2)}, 2) || '-8' || substr(${digits(2)}, 2) || '-' || ${digits(6)})`;
  const piece = 500_000;
  for (let made = 0; made < count; made += piece) {
    const sql = `PRAGMA synchronous=OFF; PRAGMA cache_size=-1000000;
      WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ${Math.min(piece, count - made)}),
        sample AS MATERIALIZED (SELECT * FROM session ORDER BY rowid LIMIT 1),
        made AS MATERIALIZED (SELECT ${id} AS id, n FROM number)
      INSERT INTO session (id, version, op, owner, status, deadline, record)
      SELECT made.id, version, op, owner, status, deadline + abs(random() % 31536000000000000), replace(record, sample.id, made.id)
      FROM made, sample ORDER BY made.id;
      PRAGMA wal_checkpoint(TRUNCATE);`;
    const run = spawnSync('sqlite3', [store.database, sql], { encoding: 'utf8' });
    if (run.status !== 0) throw new Error(`sqlite3: ${run.error ?? run.stderr}`);
  }
}

/// Creates with so many stored sessions against none.
async function stored({ stored: count, rounds, seconds, connections }) {
  const store = stores.sqlite();
  await on('sqlite', (server) => server.create({ session_ttl: '24h' }), store);
  fill(store, count);
  const bytes = statSync(store.database).size;
  const [empty, full] = [[], []];
  for (let round = 0; round < rounds; ++round) {
    empty.push(await on('sqlite', (server) => creates(server, seconds, connections)));
    full.push(await on('sqlite', async (server) => ({ ...(await creates(server, seconds, connections)), startMs: server.startMs }), store));
  }
  return { count, bytes, empty: medians(empty), full: medians(full) };
}

/// {whole, expired, creates, stored, requests (with `against`: of this binary and that one, in memory)}.
export async function measureStore(options, { against, only } = {}) {
  const sizes = { ...options, modes: only?.split(',') ?? usualModes };
  const figures = {
    connections: sizes.connections,
    creates: await createOnly(sizes),
    whole: await whole(sizes),
    expired: await expired(sizes),
  };
  if (sizes.stored) figures.stored = await stored(sizes);
  if (against)
    figures.requests = await measureRequests([baton, { name: 'other', path: against, args: ['serve'] }], { ...sizes, sessions: 256 });
  return figures;
}
