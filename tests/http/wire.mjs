// HTTP/1.x on a bare socket, for what fetch cannot send: broken, slow, pipelined and half requests.
import { connect } from 'node:net';

const separator = Buffer.from('\r\n\r\n');

function parseHead(text) {
  const [statusLine, ...lines] = text.split('\r\n');
  const [, version, status] = /^HTTP\/(\d\.\d) (\d{3})/.exec(statusLine) ?? [];
  const headers = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    headers[name] = name in headers ? `${headers[name]}, ${value}` : value;
  }
  return { version, status: Number(status), headers, statusLine };
}

/// The chunked body at the start of `bytes`: its content and its length on the wire, or null while it is incomplete.
function parseChunks(bytes) {
  const parts = [];
  for (let at = 0; ; ) {
    const end = bytes.indexOf('\r\n', at);
    if (end < 0) return null;
    const size = parseInt(bytes.subarray(at, end).toString('latin1'), 16);
    const next = end + 2 + size + 2;
    if (bytes.length < next) return null;
    if (size === 0) return { body: Buffer.concat(parts), used: next };
    parts.push(bytes.subarray(end + 2, end + 2 + size));
    at = next;
  }
}

class Wire {
  constructor(socket) {
    this.socket = socket;
    this.received = Buffer.alloc(0);
    this.ended = false;
    this.wake = () => {};
    socket.on('data', (data) => {
      this.received = Buffer.concat([this.received, data]);
      this.wake();
    });
    const end = () => {
      this.ended = true;
      this.wake();
    };
    socket.on('end', end).on('close', end).on('error', end);
  }

  /// Writes; errors of a connection that the server has closed show up as `ended`.
  send(data) {
    if (!this.socket.destroyed) this.socket.write(data);
    return this;
  }

  async waitFor(ready, limit, what) {
    const deadline = Date.now() + limit;
    let late = false;
    for (;;) {
      const value = ready();
      if (value) return value;
      const left = deadline - Date.now();
      // A process that was held up meets its timers before what has arrived meanwhile: one more look, after that.
      if (left <= 0 && !late) {
        late = true;
        await new Promise((done) => setTimeout(done, 20));
        continue;
      }
      if (left <= 0)
        throw new Error(`${what}: nothing within ${limit} ms; received ${JSON.stringify(this.received.toString('latin1').slice(0, 300))}`);
      await new Promise((done) => {
        const timer = setTimeout(done, left);
        this.wake = () => {
          clearTimeout(timer);
          done();
        };
      });
    }
  }

  /// The next response. `head: true` for the answer to a HEAD request; `null` when the connection ended instead.
  async response({ head = false, limit = 10_000 } = {}) {
    return this.waitFor(
      () => {
        const parsed = this.take(head);
        if (parsed) return parsed;
        return this.ended ? { status: 0, closed: true, headers: {}, body: '' } : null;
      },
      limit,
      'response',
    );
  }

  take(head) {
    const end = this.received.indexOf(separator);
    if (end < 0) return null;
    const answer = parseHead(this.received.subarray(0, end).toString('latin1'));
    const rest = this.received.subarray(end + 4);
    const finish = (bytes, used) => {
      this.received = rest.subarray(used);
      return { ...answer, bytes, body: bytes.toString('utf8') };
    };
    if (head || answer.status < 200 || answer.status === 204 || answer.status === 304) return finish(Buffer.alloc(0), 0);
    if (/chunked/i.test(answer.headers['transfer-encoding'] ?? '')) {
      const parsed = parseChunks(rest);
      return parsed && finish(parsed.body, parsed.used);
    }
    if (!('content-length' in answer.headers)) return this.ended ? finish(rest, rest.length) : null;
    const length = Number(answer.headers['content-length']);
    return rest.length < length ? null : finish(rest.subarray(0, length), length);
  }

  /// Resolves when the server has closed the connection.
  async closed(limit = 5_000) {
    await this.waitFor(() => this.ended, limit, 'close');
  }

  close() {
    this.socket.destroy();
  }
}

/// A connection to the server under test.
export function open(server) {
  return new Promise((done, fail) => {
    const socket = connect(server.port, '127.0.0.1');
    socket.setNoDelay(true);
    socket.once('connect', () => done(new Wire(socket))).once('error', fail);
  });
}

/// One request as text: a request line, headers, and an optional body whose length is added.
export function request(line, headers = {}, body) {
  const all = { Host: 'test', ...headers };
  if (body !== undefined && !('Content-Length' in all) && !('Transfer-Encoding' in all)) all['Content-Length'] = Buffer.byteLength(body);
  const head = `${line} HTTP/1.1\r\n${Object.entries(all)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')}\r\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(body ?? '')]);
}

/// Sends one request on a connection of its own and returns its response.
export async function exchange(server, bytes, options) {
  const wire = await open(server);
  try {
    return await wire.send(bytes).response(options);
  } finally {
    wire.close();
  }
}
