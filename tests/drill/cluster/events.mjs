// What listeners hear of changes that are made on another node than theirs: how late, and how often.
import { ascending, quantile } from '../../bench/statistics.mjs';
import { sleep } from '../../http/launch.mjs';
import { item, submit, visit } from '../../http/phone.mjs';
import { listen } from '../../http/sockets.mjs';
import { events } from '../../http/streams.mjs';

const key = (node) => ({ key: node.key });

/// When messages of a status came.
const heard = (listener, status) => listener.messages.filter((message) => message.status === status).map(({ receivedAt }) => receivedAt);

async function done(answer, what) {
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`${what}: ${answer.status} ${text.slice(0, 200)}`);
  return Date.now();
}

/// A session whose life is on the first node; the delays that the others' listeners had, in ms since the change was answered.
async function lifeHeard([made, sockets, streams], delays) {
  const { id } = await made.create({ intro_text: 'Hello', session_ttl: '1h' });
  const listener = await listen(sockets, id, key(sockets));
  // What it is told first is how things are by then: from there on it hears of each change.
  await listener.status('pending', 10_000);
  const changes = { opened: await done(await visit(made, id), 'open') };
  const stream = await events(streams, id);
  changes.action_started = await done(await visit(made, id, { path: '/action' }), 'start');
  const told = stream.next('completed', 10_000).then(() => Date.now());
  changes.completed = await done(await submit(made, id, item()), 'submit');
  delays.stream.push((await told) - changes.completed);
  await listener.status('completed', 10_000);
  for (const [status, at] of Object.entries(changes)) {
    const [first, ...more] = heard(listener, status);
    if (first === undefined || more.length) throw new Error(`${status} of ${id} was heard ${first ? more.length + 1 : 0} times`);
    delays.socket.push(first - at);
  }
  listener.leave();
  stream.leave();
}

/// {socket, stream: {count, p50, p99, max} in ms, faults}. A change may be heard before its own answer: then the delay is 0.
export async function drillEvents(installation, { sessions = 300, parallel = 6 } = {}) {
  const { nodes } = installation;
  const delays = { socket: [], stream: [] };
  const faults = [];
  let next = 0;
  const work = async () => {
    while (next < sessions) {
      const at = next++;
      const order = nodes.map((_, i) => nodes[(at + i) % nodes.length]);
      await lifeHeard(order, delays).catch((error) => faults.push(error.message));
      // Not all polls fall into the same moment.
      await sleep(37);
    }
  };
  await Promise.all(Array.from({ length: parallel }, work));
  const figures = Object.fromEntries(
    Object.entries(delays).map(([name, list]) => {
      const sorted = ascending(list.map((ms) => Math.max(0, ms)));
      return [name, { count: sorted.length, p50: quantile(sorted, 0.5), p99: quantile(sorted, 0.99), max: sorted.at(-1) }];
    }),
  );
  return { ...figures, faults };
}

/// Sessions that nobody finishes, with listeners on all nodes: each hears of the end once, within a second.
/// {listeners, p50, p99, max: ms after the deadline, faults}
export async function drillExpiry(installation, { sessions = 100, seconds = 5 } = {}) {
  const { nodes } = installation;
  const faults = [];
  const late = [];
  const one = async (_, at) => {
    const session = await nodes[at % nodes.length].create({ session_ttl: `${seconds}s` });
    await done(await visit(nodes[(at + 1) % nodes.length], session.id), 'open');
    const listeners = await Promise.all(nodes.map((node) => listen(node, session.id, key(node))));
    for (const listener of listeners) {
      const { code } = await listener.ending(1000 * (seconds + 10));
      const ends = heard(listener, 'expired');
      if (ends.length !== 1 || code !== 1000) faults.push(`${session.id}: expired heard ${ends.length} times, closed with ${code}`);
      late.push(...ends.map((ms) => ms - Date.parse(session.expires_at)));
    }
  };
  const all = await Promise.allSettled(Array.from({ length: sessions }, one));
  faults.push(...all.filter(({ reason }) => reason).map(({ reason }) => reason.message));
  const sorted = ascending(late);
  if (sorted[0] < -100) faults.push(`expired heard ${-sorted[0]} ms too early`);
  return { listeners: late.length, p50: quantile(sorted, 0.5), p99: quantile(sorted, 0.99), max: sorted.at(-1), faults };
}
