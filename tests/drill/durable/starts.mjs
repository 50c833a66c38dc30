// Starts: quick with many sessions, and refused with one line where the state cannot be used.
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { runToExit, temporaryDirectory } from '../../http/launch.mjs';
import { client } from './calls.mjs';
import { mounted } from './disk_trouble.mjs';
import { killNode, startNode } from './node.mjs';
import { stores } from './stores.mjs';

/// Makes sessions, `parallel` at a time; answers their ids.
export async function createMany(server, count, body = { action_type: 'photo', output_format: 'jpg' }, parallel = 64) {
  const { call, close } = client(server, parallel);
  const ids = [];
  let left = count;
  const work = async () => {
    while (left-- > 0) {
      const answer = await call('POST', '/api/v1/sessions', { body, key: true });
      if (answer.status !== 201) throw new Error(`create: ${answer.status} ${answer.body}`);
      ids.push(answer.headers.location.split('/').pop());
    }
  };
  await Promise.all(Array.from({ length: parallel }, work));
  close();
  return ids;
}

/// Milliseconds from the spawn to the first answer, with so many sessions, each time after a kill.
export async function startTimes({ count = 10_000, times = 5, env = {} } = {}) {
  const store = stores.sqlite();
  let server = await startNode(store, env);
  const [first] = await createMany(server, count);
  const startMs = [];
  for (let i = 0; i < times; ++i) {
    await killNode(server);
    server = await startNode(store, env);
    startMs.push(server.startMs);
  }
  const answer = await fetch(`${server.url}/api/v1/sessions/${first}`, { headers: { 'X-API-Key': server.key } });
  await server.stop();
  return { count, startMs, found: answer.status === 200 };
}

function change(database, sql) {
  const run = spawnSync('sqlite3', [database, sql], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(run.stderr);
}

/// A directory in which a server ran and made a session.
async function used(directory) {
  const store = stores.sqlite(directory);
  const server = await startNode(store);
  await createMany(server, 1, undefined, 1);
  await server.stop();
  // What is in the log would repair the pages that are damaged here.
  change(store.database, 'PRAGMA wal_checkpoint(TRUNCATE)');
  return store;
}

function overwrite(path, offset, bytes) {
  const file = openSync(path, 'r+');
  writeSync(file, bytes, 0, bytes.length, offset);
  closeSync(file);
}

/// Each prepares a directory and answers {directory, after?}, or {skip: why}.
const unusable = {
  'a database that is damaged': async (directory) => {
    overwrite((await used(directory)).database, 0, Buffer.alloc(8192, 0x5a));
    return { directory };
  },
  'a database whose tables are damaged': async (directory) => {
    overwrite((await used(directory)).database, 100, Buffer.alloc(3996, 0x5a));
    return { directory };
  },
  'a file that is no database': (directory) => {
    mkdirSync(directory);
    writeFileSync(join(directory, 'baton.sqlite'), 'not a database, but text that is long enough\n'.repeat(500));
    return { directory };
  },
  'a directory that another server uses': async (directory) => {
    const server = await startNode(stores.sqlite(directory));
    const after = async () => {
      const [id] = await createMany(server, 1, undefined, 1);
      await server.stop();
      return id ? null : 'the first server does not work any more';
    };
    return { directory, after };
  },
  'a database that another program has locked': async (directory) => {
    const { database } = await used(directory);
    const script =
      'import sqlite3,sys,time; db=sqlite3.connect(sys.argv[1]); db.execute("BEGIN EXCLUSIVE"); print("locked", flush=True); time.sleep(60)';
    const child = spawn('python3', ['-c', script, database], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((done) => child.stdout.once('data', done));
    return { directory, after: () => void child.kill('SIGKILL') };
  },
  'a file in place of the directory': (directory) => {
    writeFileSync(directory, '');
    return { directory };
  },
  'a directory that cannot be made': (directory) => ({ directory: join(directory, 'none', 'deeper') }),
  'a disk that is read-only': async () => {
    const disk = mounted(32);
    if (!disk) return { skip: 'mounting is not allowed here' };
    const directory = join(disk.place, 'data');
    await used(directory);
    spawnSync('mount', ['-o', 'remount,ro', disk.place]);
    return { directory, after: () => void disk.unmount() };
  },
  'tables of a newer version': async (directory) => {
    const { database } = await used(directory);
    const sql =
      "INSERT INTO baton_migration SELECT component, 1000, 'later', 1000, 0 FROM baton_migration WHERE component = 'session' LIMIT 1";
    change(database, sql);
    return { directory };
  },
};

/// Starts that must fail: [{name, line, fault: what is wrong, or null, skip?}].
export async function refusedStarts() {
  const results = [];
  for (const [name, prepare] of Object.entries(unusable)) {
    const { skip, directory, after } = await prepare(join(temporaryDirectory('start'), 'data'));
    if (skip) {
      results.push({ name, skip, fault: null });
      continue;
    }
    const { code, signal, output } = await runToExit({ env: { DATA_DIR: directory }, limit: 20_000 });
    const lines = output.trim().split('\n');
    const ended = signal === null && code !== 0;
    const fault = !ended ? 'the server runs' : lines.length !== 1 || !lines[0].startsWith('baton: ') ? `not one line: ${output}` : null;
    results.push({ name, line: lines[0], fault: fault ?? (await after?.()) ?? null });
  }
  return results;
}
