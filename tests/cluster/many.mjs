// Two nodes behind a balancer where a test of the wire starts a server (BATON_TEST_STORE=cluster). PostgreSQL and the S3 server
// are those of the whole run, or this process' own; each server has a database and a prefix of its own in them.
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startBalancer } from './balancer.mjs';
import { temporaryDirectory } from '../http/launch.mjs';
import { freePort } from '../http/ports.mjs';
import { createDatabase, sql, startPostgres } from './postgres.mjs';
import { startS3 } from './s3.mjs';

const variable = 'BATON_TEST_STORES';

/// BATON_TEST_HINTS=off: nodes do not tell each other of changes, and every test passes all the same.
const hints = process.env.BATON_TEST_HINTS ? { DATABASE_HINTS: process.env.BATON_TEST_HINTS } : {};

/// Starts the stores that the children of this process use.
export async function shareStores() {
  const [postgres, s3] = await Promise.all([startPostgres({ durable: false }), startS3()]);
  // Their files are encrypted, which no test may notice.
  const key = join(temporaryDirectory('file-key'), 'key');
  writeFileSync(key, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 });
  process.env[variable] = JSON.stringify({ url: postgres.url, s3: { ...s3.env, ...hints, FILE_KEY: key } });
}

let sharing = null;
async function stores() {
  if (!process.env[variable]) {
    sharing ??= shareStores();
    await sharing;
  }
  return JSON.parse(process.env[variable]);
}

/// The settings of an installation that begins empty; `remove` lets the database go.
async function freshStore() {
  const { url, s3 } = await stores();
  const name = `test_${randomBytes(8).toString('hex')}`;
  const env = { DATABASE_URL: await createDatabase(url, name), ...s3, S3_PREFIX: `${name}/` };
  return { env, remove: () => sql(url, `DROP DATABASE "${name}" WITH (FORCE)`) };
}

/// Starts the nodes of one server; the list's `front` is what clients talk to. `start` starts a process.
export async function startMany(start, { nodes: count = 2, env, ...options }) {
  const store = await freshStore();
  // Twice as many processes as usual; what a test says counts for each.
  const settings = { ...store.env, WORKERS: 1, ...env };
  // They end with this process, also when it is killed because it took too long.
  options.within = ['setpriv', '--pdeathsig', 'KILL', ...(options.within ?? [])];
  if (count === 1) return [await start({ ...options, env: settings })];
  const front = options.port ?? (await freePort());
  const launched = Array.from({ length: count }, () => start({ ...options, port: undefined, front, env: settings }));
  const started = await Promise.allSettled(launched);
  const nodes = started.filter(({ status }) => status === 'fulfilled').map(({ value }) => value);
  try {
    for (const { reason } of started) if (reason) throw reason;
    const balancer = await startBalancer({ port: front, ports: nodes.map(({ port }) => port) });
    const stop = async () => {
      await balancer.stop();
      await store.remove();
    };
    return Object.assign(nodes, { front: { ...balancer, stop } });
  } catch (error) {
    await Promise.all(nodes.map((node) => node.stop('SIGKILL')));
    throw error;
  }
}
