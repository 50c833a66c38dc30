// A disk that is full, read-only or broken for a while: what cannot be kept is refused, the rest goes on, and nothing that was
// acknowledged is lost, also if the server is killed after it.
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { binary, sleep, temporaryDirectory } from '../../http/launch.mjs';
import { client } from './calls.mjs';
import { load } from './load.mjs';
import { killNode, startNode } from './node.mjs';
import { random as seeded } from './random.mjs';
import { add, emptyReport, emptyTally } from './report.mjs';
import { steps } from './steps.mjs';
import { stores } from './stores.mjs';
import { verify } from './verify.mjs';

/// Of a submission (core/session/lifecycle.hpp). That it was given up cannot be kept in the trouble: it holds its session so long.
const leaseMs = 20_000;
const faulty = join(dirname(binary), 'tests', 'drill', 'durable', 'libfaulty-disk.so');

/// A small file system in memory; `null` where mounting is not allowed.
export function mounted(megabytes) {
  const place = temporaryDirectory('disk');
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'none', place]).status !== 0) return null;
  const unmount = () => spawnSync('umount', ['-l', place]);
  // Before the directory is removed.
  process.prependOnceListener('exit', unmount);
  return { place, unmount };
}

/// Each trouble: {store, env, begin, end, close}, or {skip: why}.
export const troubles = {
  full: () => {
    const disk = mounted(512);
    if (!disk) return { skip: 'mounting is not allowed here' };
    const ballast = join(disk.place, 'ballast');
    return {
      store: stores.sqlite(join(disk.place, 'data')),
      env: {},
      begin: () => {
        const file = openSync(ballast, 'w');
        try {
          for (const piece = Buffer.alloc(65_536); ; ) writeSync(file, piece);
        } catch (error) {
          if (error.code !== 'ENOSPC') throw error;
        }
        closeSync(file);
      },
      end: () => rmSync(ballast),
      close: disk.unmount,
    };
  },
  'read-only': () => refusing(constants.errno.EROFS),
  broken: () => refusing(constants.errno.EIO),
};

function refusing(error) {
  if (!existsSync(faulty)) return { skip: 'the library of the faulty disk is not built' };
  const place = temporaryDirectory('disk');
  const store = stores.sqlite(join(place, 'data'));
  const page = join(place, 'error');
  const set = (number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeInt32LE(number);
    writeFileSync(page, bytes, { flag: existsSync(page) ? 'r+' : 'w' });
  };
  set(0);
  return {
    store,
    env: { LD_PRELOAD: faulty, FAULTY_DISK: store.directory, FAULTY_DISK_ERROR: page },
    begin: () => set(error),
    end: () => set(0),
    close: () => {},
  };
}

async function under(server, { seconds, sessions, random, report }) {
  const tally = emptyTally();
  const running = load(server, { clients: 16, random, sessions, tally });
  await sleep(1000 * seconds);
  running.stop();
  await running.finish();
  add(report, tally);
  return tally.answers;
}

/// Load until what cannot be kept was refused: a full disk has room for small things for a while.
async function whileItLasts(server, load) {
  load.report.refused = {};
  for (const deadline = Date.now() + 30_000; Date.now() < deadline && unnoticed(load.report).length; )
    for (const [label, count] of Object.entries(await under(server, load)))
      load.report.refused[label] = (load.report.refused[label] ?? 0) + count;
}

/// Sessions that meet the trouble for sure: two that end in it, two that a person opens in it, and two in whose middle it comes.
async function bystanders(server, { sessions, random, report }) {
  const { call, close } = client(server);
  const tally = emptyTally();
  const does = steps({ call, random, tally });
  const made = [];
  for (const session_ttl of ['3s', '3s', '24h', '24h'])
    made.push(await does.create({ action_type: 'signature', output_format: 'svg', session_ttl }));
  for (const wanted of [
    { action_type: 'photo', output_format: 'jpg', session_ttl: '24h' },
    { action_type: 'signature', output_format: 'svg', session_ttl: '24h' },
  ]) {
    const session = await does.create(wanted);
    await does.open(session);
    await does.start(session);
    sessions.push(session);
  }
  return async () => {
    for (const session of made.slice(2)) await does.open(session);
    await sleep(made[1].expiresAt + 300 - Date.now());
    sessions.push(...made);
    add(report, tally);
    close();
  };
}

/// Milliseconds until a session can be made again.
async function recovery(server) {
  const { call, close } = client(server);
  const began = performance.now();
  const body = { action_type: 'photo', output_format: 'jpg' };
  while ((await call('POST', '/api/v1/sessions', { body, key: true })).status !== 201) {
    if (performance.now() - began > 20_000) throw new Error('no session can be made 20 s after the trouble');
    await sleep(20);
  }
  close();
  return performance.now() - began;
}

/// Drills one trouble. {…report, refused: answers while it lasted, recoveryMs}, or {skip}.
export async function drillTrouble(name, { seed = Date.now(), seconds = 2, env = {} } = {}) {
  const { skip, store, ...trouble } = troubles[name]();
  if (skip) return { skip };
  const report = { trouble: name, seed, ...emptyReport() };
  const sessions = [];
  const load = { seconds, sessions, random: seeded(seed), report };
  let server = await startNode(store, { ...env, ...trouble.env });
  try {
    await under(server, load);
    const meet = await bystanders(server, load);
    trouble.begin();
    await whileItLasts(server, load);
    await meet();
    await verify(server, sessions, report, { leaseMs });
    trouble.end();
    report.recoveryMs = await recovery(server);
    await under(server, load);
    await verify(server, sessions, report, { leaseMs });
    await killNode(server);
    ++report.kills;
    server = await startNode(store, env);
    report.startMs.push(server.startMs);
    await verify(server, sessions, report);
    await server.stop();
    report.integrity.push(store.check());
    return report;
  } finally {
    await server.kill();
    trouble.close();
  }
}

/// What is wrong beside `faults`: the trouble was not noticed.
export function unnoticed({ refused }) {
  return ['create 503', 'put 503', 'draft 503'].filter((label) => !refused[label]).map((label) => `no ${label}`);
}
