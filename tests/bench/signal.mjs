// The signal service: what it costs that peers find each other, by where it keeps its sessions. Each on a fresh server.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDatabase, postgresMissing, startPostgres } from '../cluster/postgres.mjs';
import { sleep, temporaryDirectory } from '../http/launch.mjs';
import { freePort } from '../http/ports.mjs';
import { cpuSeconds, memory, peakRss, settledMemory } from './process.mjs';
import { baton, start } from './servers.mjs';
import { peersOf, pollSteadily, post, sendAll, spread } from './signal_peers.mjs';
import { median } from './statistics.mjs';
import { runScript } from './wrk.mjs';

const program = { ...baton, health: '/health' };
const sides = ['offerer', 'answerer'];
const candidatesASide = 4;

/// What a browser offers for a data channel, about 1.2 kB; no two are the same.
function description(number, setup) {
  const hex = number.toString(16).padStart(8, '0');
  const print = Array.from({ length: 32 }, (_, i) => ((number + 37 * i) % 256).toString(16).padStart(2, '0').toUpperCase()).join(':');
  const found = [1, 2, 3, 4].map((n) => `a=${candidate(number, 'sdp', n)}`);
  return [
    ...['v=0', `o=- ${4_611_731_400_430 + number} 2 IN IP4 127.0.0.1`, 's=-', 't=0 0', 'a=group:BUNDLE 0', 'a=extmap-allow-mixed'],
    ...['a=msid-semantic: WMS', 'm=application 9 UDP/DTLS/SCTP webrtc-datachannel', 'c=IN IP4 0.0.0.0', ...found],
    ...[`a=ice-ufrag:${hex.slice(4)}`, `a=ice-pwd:${hex.repeat(3)}`, 'a=ice-options:trickle', `a=fingerprint:sha-256 ${print}`],
    ...[`a=setup:${setup}`, 'a=mid:0', 'a=sctp-port:5000', 'a=max-message-size:262144', ''],
  ].join('\r\n');
}

/// About 120 bytes.
const candidate = (number, side, n) =>
  `candidate:${842163049 + n} ${n} udp 1677729535 203.0.113.${number % 250} ${40000 + (number % 20000)} typ srflx raddr 192.168.1.${n} ` +
  `rport ${50000 + n} ufrag ${side.slice(0, 4)} network-id ${n}`;

const originOf = (number, origins) => `https://page-${number % origins}.example`;

/// The requests of `count` sessions: those that make them, and with their codes those that answer, send candidates and poll.
function requestsOf(count, origins) {
  const numbers = Array.from({ length: count }, (_, n) => n);
  const each = (make) => numbers.map((n) => make(n, originOf(n, origins)));
  const offers = each((n, origin) => post(origin, `/room-${n % 50}/offer`, { info: `peer ${n}`, offer: description(n, 'actpass') }));
  const withCodes = (codes) => ({
    answers: each((n, origin) => post(origin, '/answer', { code: codes[n], side: 'answerer', answer: description(n, 'active') })),
    candidates: Array.from({ length: candidatesASide }, (_, i) =>
      sides.map((side) => each((n, origin) => post(origin, '/answer', { code: codes[n], side, candidate: candidate(n, side, i) }))),
    ).flat(2),
    polls: each((n, origin) => sides.map((side) => ({ origin, value: { code: codes[n], side } }))).flat(),
  });
  return { offers, withCodes };
}

/// Makes so many sessions with all they have, over `connections`. {steps: what each kind of request took, polls}
async function fill(server, { count, origins, connections }) {
  const some = await peersOf(server.port, connections);
  const steps = {};
  const timed = async (name, requests) => {
    const [began, cpu, own] = [performance.now(), cpuSeconds(server.pid), process.cpuUsage()];
    const bodies = await sendAll(some.peers, requests);
    const seconds = (performance.now() - began) / 1000;
    const { user, system } = process.cpuUsage(own);
    steps[name] = {
      perSecond: requests.length / seconds,
      cpuMicros: ((cpuSeconds(server.pid) - cpu) / requests.length) * 1e6,
      generatorShare: (user + system) / 1e6 / seconds,
    };
    return bodies;
  };
  const { offers, withCodes } = requestsOf(count, origins);
  const codes = (await timed('offers', offers)).map((body) => JSON.parse(body).code);
  const { answers, candidates, polls } = withCodes(codes);
  await timed('answers', answers);
  await timed('candidates', candidates);
  some.close();
  return { steps, polls };
}

/// Whether what a peer was told at first is that of its session: the rest is compared with it.
function isOwn(body, at) {
  const number = Math.floor(at / 2);
  const told = JSON.parse(body);
  const [text, list, setup, other] =
    at % 2 ? ['offer', 'offerCandidates', 'actpass', 'offerer'] : ['answer', 'answerCandidates', 'active', 'answerer'];
  const wanted = Array.from({ length: candidatesASide }, (_, i) => candidate(number, other, i));
  // They are sent over many connections at once.
  return told[text] === description(number, setup) && told[list].sort().join() === wanted.sort().join();
}

/// Peers that each hold a connection and poll once a second, and what the server is afterwards, when all of their sessions have ended.
async function crowd(server, { peers: count, seconds, timeout }) {
  const { polls } = await fill(server, { count: count / 2, origins: 1, connections: Math.min(64, count) });
  const filled = performance.now();
  const requests = polls.map(({ origin, value }) => post(origin, '/poll', value));
  const crowded = await peersOf(server.port, count);
  const cpu = cpuSeconds(server.pid);
  const { first, ...figures } = await pollSteadily(crowded.peers, requests, { seconds });
  const used = cpuSeconds(server.pid) - cpu;
  const strange = first.filter((body, at) => !body || !isOwn(body, at)).length;
  const full = memory(server.pid);
  const lost = crowded.lost;
  crowded.close();
  await sleep(Math.max(0, filled + timeout + 2_500 - performance.now()));
  return {
    ...figures,
    errors: figures.errors + lost + strange,
    cpuShare: used / figures.seconds,
    cpuMicros: (used / figures.polls) * 1e6,
    fullBytes: full,
    peakBytes: peakRss(server.pid),
    sweptBytes: await settledMemory(server.pid),
  };
}

const tabbed = ({ origin, value }) => `${origin}\t/poll\t${JSON.stringify(value)}\n`;

/// As many polls as can be had, of some sessions in turn.
async function saturated(server, { sessions, seconds }) {
  const { polls } = await fill(server, { count: sessions, origins: 1, connections: 16 });
  const file = join(temporaryDirectory('polls'), 'polls');
  writeFileSync(file, polls.map(tabbed).join(''));
  await runScript(server, 'signal.lua', [file], { seconds: 1 });
  const cpu = cpuSeconds(server.pid);
  const { requests, seconds: took, p99 } = await runScript(server, 'signal.lua', [file], { seconds });
  const used = cpuSeconds(server.pid) - cpu;
  return { perSecond: requests / took, cpuMicros: (used / requests) * 1e6, cpuShare: used / took, p99, file };
}

/// What others wait for on the session service's listener, alone and while the signal service has as many polls as it can do.
async function beside({ sessions, seconds }) {
  const port = await freePort();
  const own = { SERVICES: 'session,signal', SIGNAL_PORT: port, SIGNAL_STORAGE_PATH: ':memory:', SIGNAL_OFFER_RATE: 0 };
  const server = await start(baton, own);
  const signal = { ...server, port, url: `http://127.0.0.1:${port}` };
  const [asking] = (await peersOf(server.port, 1)).peers;
  const health = Buffer.from('GET /api/v1/health HTTP/1.1\r\nHost: bench\r\n\r\n');
  const ask = async (until) => {
    const times = [];
    for (; !until(); await sleep(2)) {
      const { status } = await asking.ask(health);
      times.push(performance.now() - asking.sentAt);
      if (status !== 200) throw new Error(`GET /api/v1/health: ${status}`);
    }
    return { count: times.length, ...spread(times) };
  };
  const end = performance.now() + 1000 * seconds;
  const alone = await ask(() => performance.now() > end);
  let polls = null;
  const polling = saturated(signal, { sessions, seconds }).then((figures) => (polls = figures));
  const meanwhile = await ask(() => polls);
  await polling;
  await server.stop();
  return { alone, meanwhile, polls };
}

/// A way to keep sessions, by name: each start has a new one.
const stores = {
  memory: () => ({ STORAGE_PATH: ':memory:' }),
  sqlite: () => ({ STORAGE_PATH: join(temporaryDirectory('signal'), 'sessions.db') }),
  postgres: async () => ({ DATABASE_URL: await createDatabase((await ownPostgres()).url, `signal_${++databases}`) }),
};
let databases = 0;
let cluster = null;
/// As it is set up by default; it ends with this process.
const ownPostgres = () => (cluster ??= startPostgres());

async function on(store, use, more = {}) {
  const env = { SERVICES: 'signal', OFFER_RATE: 0, MAX_SESSIONS: 2_000_000, MAX_ORIGIN_SESSIONS: 2_000_000 };
  const server = await start(program, { ...env, ...(await stores[store]()), ...more });
  try {
    return await use(server);
  } finally {
    await server.stop();
  }
}

async function measureStore(store, { starts, crowded, saturation, steps }) {
  const startMs = [];
  for (let i = 0; i < starts; ++i) startMs.push(await on(store, (server) => server.startMs));
  const short = { SESSION_TIMEOUT: crowded.timeout, CLEANUP_INTERVAL: 500 };
  const count = steps.counts[store];
  return {
    startMs: median(startMs),
    idleBytes: await on(store, (server) => settledMemory(server.pid)),
    crowd: await on(store, (server) => crowd(server, crowded), short),
    saturated: await on(store, (server) => saturated(server, saturation)),
    steps: (await on(store, (server) => fill(server, { count, origins: 100, connections: 64 }))).steps,
    stepsOfOne: (await on(store, (server) => fill(server, { count, origins: 1, connections: 64 }))).steps,
  };
}

/// {stores: {memory: figures, …}, beside}; `only`: stores by name, with commas.
export async function measureSignal({ only, ...sizes }) {
  const names = only?.split(',') ?? ['memory', 'sqlite', ...(postgresMissing() ? [] : ['postgres'])];
  const figures = {};
  for (const name of names) figures[name] = await measureStore(name, sizes);
  await (await cluster)?.stop();
  cluster = null;
  return { peers: sizes.crowded.peers, stores: figures, beside: await beside(sizes.saturation) };
}
