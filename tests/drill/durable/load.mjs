// Many clients at once, each with a session at a time, until they are told to stop or the server dies.
import { listen } from '../../http/sockets.mjs';
import { client, Unanswered } from './calls.mjs';
import { steps } from './steps.mjs';

/// What is made by default; `heavy` fills the database's log instead.
export const mixed = [
  { action_type: 'photo', output_format: 'jpg', session_ttl: '24h' },
  { action_type: 'photo', output_format: 'jpg', session_ttl: '24h' },
  { action_type: 'signature', output_format: 'svg', session_ttl: '24h' },
  { action_type: 'photo', output_format: 'jpg', session_ttl: '3s' },
];

export const heavy = [{ action_type: 'signature', output_format: 'svg', session_ttl: '24h', drafts: { least: 50_000, most: 510_000 } }];

/// Who had no success does not try again at once.
const pause = () => new Promise((done) => setTimeout(done, 20));
const pick = (random, list) => list[Math.floor(random() * list.length)];

function nextStep(session, random) {
  if (session.level[0] === 0) return 'open';
  if (session.level[0] === 1 && random() < 0.8) return 'start';
  if (session.level[0] === 2 && random() < (session.drafts ? 0.02 : 0.2)) return 'submit';
  if (session.wanted.action_type === 'signature') return 'draft';
  return pick(random, ['put', 'put', 'put', 'remove', 'draft']);
}

/// A backend that hears what becomes of its session; what it heard of has happened.
async function hear(server, session, listeners) {
  try {
    const listener = await listen(server, session.id, { key: server.key });
    listeners.push(listener);
    listener.socket.on('message', (data) => {
      const { status, seq } = JSON.parse(data);
      if (status === 'expired') session.expired = true;
      else session.heard = Math.max(session.heard, seq);
    });
    listener.socket.on('error', () => {});
  } catch {
    // The server died; or the session's time was over.
  }
}

/// One connection may break; when the server is dead, all do.
function noteUnanswered(tally, { kept }) {
  ++tally.unanswered;
  if (kept) ++tally.hungUp;
  tally.troubled = Date.now();
}

/// Starts the load. `sessions` are all that are known, and get the new ones, which is what `made` does by default. `finish()` waits
/// for the clients, which stop once the server answers no more, or at `stop()`.
export function load(server, { clients = 32, random, sessions, tally, kinds = mixed, made = (one) => sessions.push(one) }) {
  const { call, close } = client(server, clients);
  const does = steps({ call, random, tally });
  const listeners = [];
  const taken = new Set();
  let over = false;

  /// One that nobody else is at, new or from before.
  async function take() {
    const idle = random() < 0.3 ? pick(random, sessions.slice(-200)) : null;
    const free = idle && !taken.has(idle) && idle.ready();
    const one = free ? idle : await does.create(pick(random, kinds));
    if (!one) return null;
    // At once: where somebody waits, others may choose.
    taken.add(one);
    if (!free) made(one);
    return one;
  }

  async function work() {
    const one = await take();
    if (!one) return pause(); // refused
    try {
      if (random() < 0.1) hear(server, one, listeners);
      for (let i = 2 + random() * 8; i > 0 && !over && one.ready(); --i) {
        const answer = await does[nextStep(one, random)](one);
        if (answer.status >= 500) break;
      }
      if (one.items && random() < 0.5) await does.fetch(one);
    } finally {
      taken.delete(one);
    }
  }

  async function run() {
    while (!over) {
      try {
        await work();
      } catch (error) {
        if (!(error instanceof Unanswered)) throw error;
        noteUnanswered(tally, error);
        if (tally.dead) over = true;
        else await pause();
      }
    }
  }

  const running = Array.from({ length: clients }, run);
  return {
    stop: () => {
      over = true;
    },
    finish: async () => {
      over = true;
      await Promise.all(running);
      listeners.forEach((listener) => listener.leave());
      close();
    },
  };
}
