// A round-robin balancer for tests, without sticky sessions: each request, also on a connection that is kept, goes to the next
// node, so that no two requests in a row of one client meet the same one. It changes no byte, adds none, and tries nothing again
// that a node has seen; only a node that refuses the connection is passed over. What it cannot follow (WebSockets, requests
// before the answer, whatever is no plain HTTP/1.1) stays with its node to the end of the connection. decision 0118
import { connect, createServer } from 'node:net';
import { Answers, Requests } from './framing.mjs';

const connected = (port) =>
  new Promise((done, fail) => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    socket.once('connect', () => done(socket));
    socket.once('error', fail);
  });

/// A client's connection, and the one to the node whose turn it is.
class Relay {
  constructor(client, choose) {
    Object.assign(this, { client, choose, node: null, inner: null, requests: new Requests() });
    this.answers = new Answers(this.requests);
    client.on('data', (bytes) => this.#onward(bytes).catch(() => client.destroy()));
    client.on('end', () => this.inner?.end());
    client.on('error', () => this.inner?.resetAndDestroy());
    client.on('close', () => this.inner?.destroy());
    client.unref().pause();
    this.#turn().then(
      () => client.resume(),
      () => client.destroy(),
    );
  }

  /// Between two requests: the last one was answered, and nobody has announced the connection's end.
  #between() {
    const { requests, answers } = this;
    return !requests.lost && !answers.lost && requests.complete && answers.complete;
  }

  async #turn() {
    const before = this.inner;
    const inner = await this.choose(this);
    if (this.client.destroyed) return inner.destroy();
    // A test that forgot a connection must not wait for it.
    inner.unref();
    this.inner = inner;
    before?.end();
    inner.on('data', (bytes) => {
      if (inner !== this.inner) return;
      this.answers.feed(bytes);
      if (this.client.write(bytes)) return;
      inner.pause();
      this.client.once('drain', () => inner.resume());
    });
    inner.on('end', () => {
      if (inner === this.inner) this.client.end();
    });
    inner.on('error', () => {
      // What the node said before it hung up still arrives.
      if (inner === this.inner) this.client.destroySoon();
    });
    inner.on('close', () => {
      if (inner === this.inner) this.client.destroySoon();
    });
  }

  async #onward(bytes) {
    const { client } = this;
    client.pause();
    if (this.#between()) await this.#turn();
    // A second request before the answer: whatever follows belongs to the same node.
    if (this.requests.complete && !this.answers.complete) this.requests.lost = true;
    if (this.requests.complete) this.answers.begin();
    this.requests.feed(bytes);
    if (this.inner.write(bytes)) client.resume();
    else this.inner.once('drain', () => client.resume());
  }
}

/// Listens at `port` before the nodes at `ports`, which may change. {port, url, taken: how many connections each port got, stop}.
export async function startBalancer({ port, ports }) {
  const taken = new Map();
  const clients = new Set();
  let turn = 0;

  async function choose(relay) {
    for (let tries = 0; tries < 2 * ports.length; ++tries) {
      const next = ports[turn++ % ports.length];
      if (next === relay.node && ports.length > 1) continue;
      try {
        const socket = await connected(next);
        relay.node = next;
        taken.set(next, (taken.get(next) ?? 0) + 1);
        return socket;
      } catch {
        // Not there: the next one's turn.
      }
    }
    throw new Error('no node answers');
  }

  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    clients.add(client.once('close', () => clients.delete(client)));
    new Relay(client, choose);
  });
  await new Promise((done, fail) => server.once('error', fail).listen(port, '127.0.0.1', done));
  server.unref();
  const stop = () =>
    new Promise((done) => {
      server.close(done);
      for (const client of clients) client.destroy();
    });
  return { port, url: `http://127.0.0.1:${port}`, taken, stop };
}
