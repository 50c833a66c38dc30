// Something dies or is restarted under a mixed load over all nodes: nothing that was acknowledged is lost, what cannot be done is
// refused as the contract says, and soon all is well again.
import { sleep } from '../../http/launch.mjs';
import { load } from '../durable/load.mjs';
import { random as seeded } from '../durable/random.mjs';
import { add, emptyReport, emptyTally, note } from '../durable/report.mjs';
import { verify } from '../durable/verify.mjs';

const leaseMs = 20_000; // of a submission: core/session/lifecycle.hpp
const quietMs = 1_500; // without trouble: then it counts as over
const patienceMs = 30_000;

/// Each: does it to the installation and answers since when it should become well again, in ms since 1970.
export const troubles = {
  /// A node dies, and is away for a while.
  node: async (installation, { at, random }) => {
    const began = Date.now();
    await installation.kill(at);
    await sleep(500 + 1_500 * random());
    await installation.start(at);
    return began;
  },

  /// The primary dies; somebody notices it and promotes the standby.
  primary: async ({ postgres }, { random }) => {
    const began = Date.now();
    await postgres.kill();
    await sleep(500 + 4_500 * random());
    await postgres.promote();
    return began;
  },

  /// The object store is away.
  s3: async ({ s3 }, { awayMs }) => {
    await s3.kill();
    await sleep(awayMs);
    await s3.start();
    return Date.now();
  },

  /// An operator restarts the nodes one after the other, perhaps with another binary.
  rolling: async (installation, { path, besideMs }) => {
    for (let i = 0; i < installation.nodes.length; ++i) {
      await installation.end(i);
      await installation.start(i, path);
      await sleep(besideMs);
    }
    return Date.now();
  },
};

/// What has to be done before the next time.
const afterwards = { primary: ({ postgres }) => postgres.rejoin() };

/// Waits until the load has been without trouble for a while; answers how long after `since` the last of it was, in ms.
async function recovery(tally, since) {
  for (const deadline = Date.now() + patienceMs; Date.now() - Math.max(tally.troubled, since) < quietMs; await sleep(50))
    if (Date.now() > deadline) break;
  return Math.max(0, tally.troubled - since);
}

/// One trouble under load. Adds to the report: its answers meanwhile, and how long it took until all was well.
async function round(installation, name, { sessions, random, clients, report, ...options }) {
  const tally = emptyTally();
  const running = load(installation.any, { clients, random, sessions, tally });
  await sleep(500 + 1_000 * random());
  add(report, tally);
  Object.assign(tally, emptyTally());
  const at = report.kills % installation.nodes.length;
  const since = await troubles[name](installation, { at, random, ...options });
  const backMs = await recovery(tally, since);
  running.stop();
  await running.finish();
  add(report, tally);
  ++report.kills;
  report.backMs.push(backMs);
  report.meanwhileUnanswered += tally.unanswered;
  report.hungUp += tally.hungUp;
  report.slowestMs = Math.max(report.slowestMs, tally.slowestMs);
  for (const [label, count] of Object.entries(tally.answers)) report.meanwhile[label] = (report.meanwhile[label] ?? 0) + count;
}

/// `rounds` troubles of one kind. `sessions`: those of before are looked at too. `besideMs`: so long an operator waits after each node.
/// {…the report of a durable drill, backMs: of each, meanwhile: answers}
export async function drillTrouble(installation, name, options = {}) {
  const { rounds = 5, clients = 24, seed = Date.now(), awayMs = 10_000, besideMs = 500, path, sessions = [] } = options;
  const report = { trouble: name, seed, ...emptyReport(), backMs: [], meanwhile: {}, meanwhileUnanswered: 0, hungUp: 0, slowestMs: 0 };
  const random = seeded(seed);
  for (let i = 0; i < rounds; ++i) {
    const before = sessions.length;
    await round(installation, name, { sessions, random, clients, report, awayMs, besideMs, path });
    const last = i === rounds - 1;
    const some = sessions.filter((_, at) => last || at >= before - 50);
    await verify(installation.any, some, report, { leaseMs });
    await afterwards[name]?.(installation);
  }
  note(report, installation);
  // Not waited for: what an hour later removes the files whose fate was uncertain when the trouble came.
  report.files = await installation.files();
  return report;
}

const refused = (report, ...steps) => steps.reduce((sum, step) => sum + (report.meanwhile[`${step} 503`] ?? 0), 0);

/// What is wrong beside the faults that a durable drill knows. `limitMs`: how long it may take until all is well.
export function wrongIn(report, { limitMs = 10_000 } = {}) {
  const { trouble, backMs, unanswered, meanwhileUnanswered, hungUp, slowestMs } = report;
  const found = [];
  const worst = Math.max(...backMs);
  if (worst > limitMs) found.push(`all was well again only after ${worst} ms`);
  if (unanswered > meanwhileUnanswered) found.push(`${unanswered - meanwhileUnanswered} requests had no answer although nothing was wrong`);
  if (trouble === 's3') {
    // Sessions and drafts are none of its business.
    const others = refused(report, 'create', 'open', 'start', 'draft');
    if (others) found.push(`${others} requests that need no object store were refused`);
    if (!refused(report, 'put', 'submit', 'download')) found.push('nobody noticed');
  }
  if (trouble === 'primary' && !refused(report, 'create') && slowestMs < 500) found.push('nobody noticed');
  // A kept connection may end at any time, and a client has to know that; a new one that was accepted has an answer.
  const cut = meanwhileUnanswered - hungUp;
  if (trouble === 'rolling' && cut) found.push(`${cut} requests on new connections had no answer`);
  return found;
}
