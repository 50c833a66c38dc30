// The phone's event stream, read as it comes.
import { open } from './wire.mjs';

/// The whole chunks at the start of `bytes`: a proxy in front sends the stream in these.
function withoutChunks(bytes) {
  const parts = [];
  for (let at = 0; ; ) {
    const end = bytes.indexOf('\r\n', at);
    const size = end < 0 ? 0 : parseInt(bytes.subarray(at, end).toString('latin1'), 16);
    if (!size || bytes.length < end + 2 + size) return Buffer.concat(parts);
    parts.push(bytes.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
}

/// One stream: `head`, and the events so far. `next(name)` waits for one not given before.
class Stream {
  constructor(wire) {
    this.wire = wire;
    this.given = 0;
  }

  get chunked() {
    return /transfer-encoding: chunked/i.test(this.head);
  }

  get text() {
    const body = this.wire.received.subarray(this.wire.received.indexOf('\r\n\r\n') + 4);
    return (this.chunked ? withoutChunks(body) : body).toString('utf8');
  }

  get events() {
    return this.text
      .split('\n\n')
      .slice(0, -1)
      .map((block) =>
        Object.fromEntries(
          block
            .split('\n')
            .filter((line) => line && !line.startsWith(':'))
            .map((line) => /^(\w+): ?(.*)$/.exec(line).slice(1)),
        ),
      )
      .filter(({ event }) => event)
      .map((each) => ({ ...each, data: JSON.parse(each.data) }));
  }

  next(name, limit = 5_000) {
    return this.wire.waitFor(
      () => {
        for (let at = this.given; at < this.events.length; ++at) {
          if (this.events[at].event === name) {
            this.given = at + 1;
            return this.events[at];
          }
        }
        return null;
      },
      limit,
      `event ${name}`,
    );
  }

  /// The end of the stream; a proxy may keep the connection.
  closed(limit = 5_000) {
    return this.wire.waitFor(
      () => this.wire.ended || (this.chunked && this.wire.received.includes('\r\n0\r\n\r\n')),
      limit,
      'end of the stream',
    );
  }

  leave() {
    this.wire.close();
  }
}

/// Opens the stream; fails if the answer is not one.
export async function events(server, id, { cookie, version = '1.1', prefix = '', headers = {} } = {}) {
  const wire = await open(server);
  const fields = { Host: 'test', Accept: 'text/event-stream', ...(cookie ? { Cookie: `baton_device=${cookie}` } : {}), ...headers };
  wire.send(
    `GET ${prefix}/s/${id}/events HTTP/${version}\r\n${Object.entries(fields)
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('')}\r\n`,
  );
  await wire.waitFor(() => wire.received.includes('\r\n\r\n'), 5_000, 'head of the stream');
  const stream = new Stream(wire);
  stream.head = wire.received.toString('latin1').split('\r\n\r\n')[0];
  if (!/^HTTP\/1\.1 200 /.test(stream.head)) throw new Error(`no stream: ${stream.head}`);
  await wire.waitFor(() => stream.text.includes('retry:'), 5_000, 'greeting');
  return stream;
}
