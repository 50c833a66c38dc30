// Kills the nodes of a signal service in the middle of what its peers do, again and again, and looks whether all is there.
import { execFileSync } from 'node:child_process';
import { createDatabase, sql, startPostgres } from '../../cluster/postgres.mjs';
import { sleep } from '../../http/launch.mjs';
import { fileOf, startSignal } from '../../signal/launch.mjs';
import { random as seeded } from '../durable/random.mjs';
import { Ledger } from './ledger.mjs';
import { Pages } from './pages.mjs';

const tables = ['signal_session', 'signal_candidate'];

/// Where sessions are kept: {env, nodes, check: of the first node's server once all are stopped}.
const stores = {
  sqlite: async () => ({
    env: { STORAGE_PATH: '{directory}/sessions.db' },
    nodes: 1,
    check: (server) => {
      const ask = (text) => execFileSync('sqlite3', [fileOf(server), text], { encoding: 'utf8' }).trim();
      return { integrity: ask('PRAGMA integrity_check'), rows: tables.map((name) => Number(ask(`SELECT count(*) FROM ${name}`))) };
    },
  }),
  postgres: async () => {
    const postgres = await startPostgres();
    const url = await createDatabase(postgres.url, 'signal');
    const count = async (name) => Number(await sql(url, `SELECT count(*) FROM ${name}`));
    const check = async () => ({ integrity: 'ok', rows: await Promise.all(tables.map(count)) });
    return { env: { DATABASE_URL: url }, nodes: 2, check, stop: postgres.stop };
  },
};

/// One that is killed: in between it is `dead`, and `life` counts what came after.
class Node {
  constructor(server) {
    Object.assign(this, { server, life: 0, dead: false });
  }

  /// From here on nobody waits for it; what it had answered is still read.
  kill() {
    this.dead = true;
    this.ended = this.server.nodes[0].end('SIGKILL');
  }

  async restart() {
    await this.ended;
    const began = performance.now();
    await this.server.restart();
    ++this.life;
    this.dead = false;
    return performance.now() - began;
  }
}

/// Kills `victim` at once after one of the next acknowledgements, or at any moment. Resolves when it is killed.
async function killSoon(victim, pages, random) {
  if (random() < 0.5) {
    let left = Math.floor(400 * random() ** 2);
    await new Promise((done) => {
      pages.acknowledged = () => {
        if (left-- > 0) return;
        pages.acknowledged = () => {};
        victim.kill();
        done();
      };
    });
    return 'between';
  }
  await sleep(5 + 600 * random() ** 2);
  victim.kill();
  return 'during';
}

/// One more kill, under the load of `clients` at once.
async function round({ nodes, victim, ledger, random, clients, report }) {
  const pages = new Pages(nodes, ledger, random);
  const running = pages.run(clients);
  ++report[await killSoon(victim, pages, random)];
  report.startMs.push(await victim.restart());
  // The others have gone on meanwhile, and all do for a moment.
  if (nodes.length > 1) await sleep(100 * random());
  pages.stopped = true;
  await running;
  ++report.kills;
  await pages.verify(`after kill ${report.kills}`);
  for (const name of ['polls', 'unanswered']) report[name] += pages[name];
  report.surprises.push(...pages.surprises);
}

/// What the logs say, from warnings on: message → how often.
function note(report, servers) {
  for (const line of servers.flatMap((server) => server.log().split('\n')).filter(Boolean)) {
    const message = /"message":"([^"]*)"/.exec(line)?.[1] ?? line;
    report.said[message] = (report.said[message] ?? 0) + 1;
  }
}

/// `kills` of the nodes in turn. Sessions live for `timeout` ms, so that they also end and are swept among kills.
export async function drillKills({ mode, kills, seed, clients = 16, timeout = 10_000, say = () => {} }) {
  const random = seeded(seed);
  const store = await stores[mode]();
  const limits = { SESSION_TIMEOUT: timeout, CLEANUP_INTERVAL: 200, MAX_ORIGIN_SESSIONS: 1_000_000, MAX_SESSIONS: 1_000_000 };
  const servers = [];
  // One after the other: the first makes the tables.
  while (servers.length < store.nodes) servers.push(await startSignal({ nodes: 1, env: { ...limits, LOG_LEVEL: 'warn', ...store.env } }));
  const nodes = servers.map((server) => new Node(server));
  const ledger = new Ledger(timeout);
  const report = { mode, seed, kills: 0, between: 0, during: 0, polls: 0, unanswered: 0, startMs: [], surprises: [], said: {} };
  while (report.kills < kills) {
    await round({ nodes, victim: nodes[report.kills % nodes.length], ledger, random, clients, report });
    if (report.kills % 20 === 0 || report.kills === kills)
      say(`${mode}: ${report.kills} kills, ${ledger.made} sessions, ${ledger.facts} facts, ${ledger.lost.length} lost`);
  }
  await sleep(timeout + 1_500);
  report.ends = [];
  for (const server of servers) report.ends.push((await server.stop()).code);
  report.store = await store.check(servers[0]);
  await store.stop?.();
  note(report, servers);
  const { made, facts, checked, lost, strange, extras } = ledger;
  return { ...report, sessions: made, facts, checked, lost, strange, extras: extras.size };
}

/// What must not be in a report; empty if all is well.
export function faults({ lost, strange, surprises, ends, store, said }) {
  const found = [...lost.map((each) => `lost: ${each}`), ...strange.map((each) => `strange: ${each}`)];
  found.push(...surprises.map((each) => `unexpected: ${each}`));
  if (ends.some((code) => code !== 0)) found.push(`ended with ${ends}`);
  if (store.integrity !== 'ok') found.push(`integrity_check: ${store.integrity}`);
  if (store.rows.some((count) => count)) found.push(`rows that nobody swept: ${store.rows}`);
  found.push(...Object.keys(said).filter((message) => /Sanitizer|runtime error/.test(message)));
  return found;
}
