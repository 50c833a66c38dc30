// Kills the server in the middle of a mixed load, again and again, and looks whether all that it acknowledged is there.
import { watch } from 'node:fs';
import { join } from 'node:path';
import { sleep, temporaryDirectory } from '../../http/launch.mjs';
import { load } from './load.mjs';
import { killNode, library, startNode } from './node.mjs';
import { arm, environment, failPower } from './power_loss.mjs';
import { random as seeded } from './random.mjs';
import { add, emptyReport, emptyTally, note } from './report.mjs';
import { stores } from './stores.mjs';
import { verify } from './verify.mjs';

/// A moment under load: any.
export const anyMoment = (_, random) => sleep(1000 * (0.2 + 1.8 * random()));

/// A moment in a checkpoint: the database itself is only written to then. The log has grown for a while before.
export async function inCheckpoint(store, random) {
  await sleep(1000 + 3000 * random());
  const watcher = watch(store.database);
  await Promise.race([new Promise((done) => watcher.once('change', done)), sleep(10_000)]);
  watcher.close();
  await sleep(30 * random() ** 2);
}

/// One life of a server under load, and its death. `power`: where the disk's double lives, or null.
async function life({ store, server, power, sessions, clients, moment, kinds, random, report }) {
  const tally = emptyTally();
  const running = load(server, { clients, random, sessions, tally, kinds });
  await moment(store, random);
  tally.dead = true;
  if (store.durable) await killNode(server);
  await running.finish();
  add(report, tally);
  note(report, server);
  if (!power) return;
  const { unsynced } = failPower(store.directory, power, { keep: ['none', 'some', 'some', 'all'][report.kills % 4], random });
  report.unsynced.writes += unsynced.writes;
  report.unsynced.names += unsynced.names;
}

/// Those of this life, and some of the older ones; `everything` takes all.
function toVerify(sessions, before, random) {
  return sessions.filter((_, i) => i >= before - 100 || random() < 200 / sessions.length);
}

/// Kills of one installation: it begins empty.
async function generation({ store, powerLoss, kills, env, ...rest }) {
  const { random, report } = rest;
  const sessions = [];
  const power = powerLoss ? join(temporaryDirectory('disk'), 'disk') : null;
  const preload = power ? environment(library, store.directory, power) : {};
  const begin = async () => {
    if (power) arm(store.directory, power);
    const server = await startNode(store, { ...env, ...preload });
    report.startMs.push(server.startMs);
    return server;
  };
  let server = await begin();
  for (let i = 0; i < kills; ++i) {
    const before = sessions.length;
    await life({ store, server, power, sessions, ...rest });
    ++report.kills;
    if (store.durable) server = await begin();
    await verify(server, i === kills - 1 ? sessions : toVerify(sessions, before, random), report);
  }
  await server.stop();
  note(report, server);
  report.integrity.push(store.check?.() ?? 'ok');
  for (const [name, count] of Object.entries(store.files?.() ?? {})) report.files[name] += count;
  return sessions.length;
}

/// `kills` of a server that keeps its state in `mode`, in installations of at most `each` kills.
export async function drillKills({
  mode = 'sqlite',
  kills = 50,
  each = 10,
  clients = 32,
  moment = anyMoment,
  kinds,
  powerLoss = false,
  seed = Date.now(),
  env = {},
  say = () => {},
}) {
  const report = { mode, powerLoss, seed, ...emptyReport() };
  const random = seeded(seed);
  for (let left = kills; left > 0; left -= each) {
    const made = await generation({
      store: stores[mode](),
      powerLoss,
      kills: Math.min(each, left),
      env,
      clients,
      moment,
      kinds,
      random,
      report,
    });
    say(`${report.kills} kills: ${made} sessions, ${report.facts} facts, ${report.lost.length} lost, ${report.half.length} half visible`);
  }
  return report;
}
