// Peers of the signal service on bare sockets, one request under way on each: a generator that costs far less than the server.
import { connect } from 'node:net';
import { ascending, quantile } from './statistics.mjs';

const separator = Buffer.from('\r\n\r\n');
const nothing = Buffer.alloc(0);
/// Sockets read into it one after the other, and what they have read is looked at before the next one reads.
const shared = Buffer.alloc(256 * 1024);

/// A POST of what becomes JSON, as it goes over the wire.
export function post(origin, path, value) {
  const body = Buffer.from(JSON.stringify(value));
  const head = `POST ${path} HTTP/1.1\r\nHost: bench\r\nOrigin: ${origin}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), body]);
}

class Peer {
  constructor(port, lost) {
    Object.assign(this, { rest: nothing, heard: null, sentAt: 0 });
    const onread = { buffer: shared, callback: (length) => this.#read(shared.subarray(0, length)) };
    this.socket = connect({ port, host: '127.0.0.1', noDelay: true, onread });
    this.socket.on('error', () => {}).once('close', () => lost(this));
  }

  /// Sends; `heard(status, body, ms)` is called with the answer. The body is only there during the call.
  send(bytes, heard) {
    this.heard = heard;
    this.sentAt = performance.now();
    this.socket.write(bytes);
  }

  /// The answer's {status, body as text}.
  ask(bytes) {
    return new Promise((done) => this.send(bytes, (status, body) => done({ status, body: body.toString() })));
  }

  #read(piece) {
    const received = this.rest.length ? Buffer.concat([this.rest, piece]) : piece;
    const end = received.indexOf(separator);
    const head = end < 0 ? '' : received.latin1Slice(0, end);
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
    if (end < 0 || received.length < end + 4 + length) {
      this.rest = Buffer.from(received);
      return true;
    }
    this.rest = nothing;
    this.heard(Number(head.slice(9, 12)), received.subarray(end + 4, end + 4 + length), performance.now() - this.sentAt);
    return true;
  }
}

/// `count` peers on connections of their own. {peers, lost: how many connections have ended by themselves, close}
export async function peersOf(port, count) {
  const all = { peers: [], lost: 0, closing: false };
  const lost = () => (all.lost += all.closing ? 0 : 1);
  while (all.peers.length < count) {
    // No more at once than a backlog takes.
    const some = Array.from({ length: Math.min(100, count - all.peers.length) }, () => new Peer(port, lost));
    await Promise.all(some.map(({ socket }) => new Promise((done, fail) => socket.once('connect', done).once('error', fail))));
    all.peers.push(...some);
  }
  all.close = () => {
    all.closing = true;
    for (const { socket } of all.peers) socket.destroy();
  };
  return all;
}

/// Sends all requests, each peer its next one as soon as it has its answer. Answers the bodies in order; fails on what is no 200.
export async function sendAll(peers, requests) {
  const bodies = new Array(requests.length);
  let next = 0;
  const work = async (peer) => {
    while (next < requests.length) {
      const at = next++;
      const { status, body } = await peer.ask(requests[at]);
      if (status !== 200) throw new Error(`${requests[at].toString().split('\r\n')[0]}: ${status} ${body}`);
      bodies[at] = body;
    }
  };
  await Promise.all(peers.map(work));
  return bodies;
}

/// {p50, p99, max} of milliseconds.
export function spread(times) {
  const sorted = ascending(times);
  return { p50: quantile(sorted, 0.5), p99: quantile(sorted, 0.99), max: quantile(sorted, 1) };
}

/// Each peer sends its request once in `every` ms for `seconds`, all of them evenly in turn. What is measured begins when a request
/// is written, so it is not about how late this process was, which `late` (ms) tells. An answer that differs from the first one
/// of its peer, or is no 200, is an error; `held` are those that were due before the last one was answered.
export async function pollSteadily(peers, requests, { seconds, every = 1000 }) {
  const [times, late, first] = [[], [], new Array(peers.length)];
  const tally = { polls: 0, errors: 0, held: 0 };
  const total = Math.floor((peers.length * seconds * 1000) / every);
  const answered = (at, status, body, ms) => {
    peers[at].heard = null;
    times.push(ms);
    first[at] ??= Buffer.from(body);
    tally.errors += status !== 200 || !first[at].equals(body);
    ++tally.polls;
  };
  const began = performance.now();
  const dueAt = (n) => began + (n * every) / peers.length;
  for (let sent = 0; sent < total; await new Promise((done) => setTimeout(done, 1))) {
    const now = performance.now();
    for (; sent < total && dueAt(sent) <= now; ++sent) {
      const at = sent % peers.length;
      late.push(now - dueAt(sent));
      if (peers[at].heard) ++tally.held;
      else peers[at].send(requests[at], (...answer) => answered(at, ...answer));
    }
  }
  for (const end = performance.now() + 10_000; peers.some(({ heard }) => heard) && performance.now() < end; )
    await new Promise((done) => setTimeout(done, 5));
  const unanswered = peers.filter(({ heard }) => heard).length;
  const took = (performance.now() - began) / 1000;
  return { ...tally, errors: tally.errors + unanswered, first, seconds: took, ...spread(times), late: spread(late) };
}
