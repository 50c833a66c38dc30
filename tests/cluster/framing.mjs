// Where messages of HTTP/1.1 end, seen by somebody in between who passes every byte on as it is.
// What is not plain is not followed any more (`lost`): then the rest of the connection belongs together.

const limit = 65_536; // bytes of a head

/// The lengths of chunks, their bytes, and the trailers.
class Chunks {
  constructor() {
    this.line = '';
    this.left = 0; // bytes of the chunk, with the line's end behind it
    this.trailers = false;
  }

  /// How many of the bytes belong to the body; `done` once its end is among them, `lost` if they are none.
  take(bytes) {
    let at = 0;
    while (at < bytes.length && !this.done && !this.lost) {
      if (this.left) {
        const taken = Math.min(this.left, bytes.length - at);
        this.left -= taken;
        at += taken;
      } else this.#character(String.fromCharCode(bytes[at++]));
    }
    return at;
  }

  #character(character) {
    this.line += character;
    if (this.line.length > 4_096) this.lost = true;
    if (!this.line.endsWith('\r\n')) return;
    const line = this.line.slice(0, -2);
    this.line = '';
    if (this.trailers) this.done = line === '';
    else if (!/^[0-9a-fA-F]{1,8}(;|$)/.test(line)) this.lost = true;
    else if (parseInt(line, 16) === 0) this.trailers = true;
    else this.left = parseInt(line, 16) + 2;
  }
}

/// A body whose length was said before.
class Counted {
  constructor(length) {
    this.left = length;
    this.done = length === 0;
  }

  take(bytes) {
    const taken = Math.min(this.left, bytes.length);
    this.left -= taken;
    this.done = this.left === 0;
    return taken;
  }
}

function fieldsOf(head) {
  const fields = new Map();
  for (const line of head.split('\r\n').slice(1)) {
    const [, name, value] = /^([!-9;-~]+):[ \t]*(.*?)[ \t]*$/.exec(line) ?? [];
    // Twice the same, or no field at all: whoever reads it decides.
    if (!name || fields.has(name.toLowerCase())) return null;
    fields.set(name.toLowerCase(), value);
  }
  return fields;
}

function bodyOf(fields, otherwise) {
  const length = fields.get('content-length');
  const coding = fields.get('transfer-encoding');
  if (coding !== undefined) return coding.toLowerCase() === 'chunked' && length === undefined ? new Chunks() : null;
  if (length === undefined) return otherwise;
  return /^\d{1,15}$/.test(length) ? new Counted(Number(length)) : null;
}

/// One direction of a connection: `complete` after a whole message and before the first byte of the next one.
class Direction {
  constructor() {
    this.begin();
    this.complete = false;
  }

  begin() {
    Object.assign(this, { head: '', body: null, complete: false, begun: false });
  }

  feed(bytes) {
    if (this.lost || !bytes.length) return;
    if (this.complete) this.begin();
    this.begun = true;
    let rest = bytes;
    if (!this.body) {
      const before = this.head.length;
      this.head += bytes.toString('latin1');
      const end = this.head.indexOf('\r\n\r\n');
      if (end < 0) {
        if (this.head.length > limit) this.lost = true;
        return;
      }
      rest = bytes.subarray(end + 4 - before);
      this.read(this.head.slice(0, end));
      if (this.lost || this.interim) return this.#after(rest);
    }
    const taken = this.body.take(rest);
    if (this.body.lost) this.lost = true;
    this.complete = Boolean(this.body.done);
    // The next message is here before this one was answered.
    if (taken < rest.length) this.lost = true;
  }

  /// Behind an answer that only says "go on" comes the real one.
  #after(rest) {
    if (this.lost) return;
    this.interim = false;
    this.head = '';
    this.feed(rest);
  }
}

export class Requests extends Direction {
  read(head) {
    this.method = /^([A-Z]+) [^ ]+ HTTP\/1\.1(\r\n|$)/.exec(head)?.[1];
    const fields = fieldsOf(head);
    const plain = this.method && fields && !fields.has('upgrade') && this.method !== 'CONNECT';
    this.body = plain ? bodyOf(fields, new Counted(0)) : null;
    if (!this.body) this.lost = true;
  }
}

export class Answers extends Direction {
  /// `requests` is the other direction.
  constructor(requests) {
    super();
    this.requests = requests;
  }

  read(head) {
    const status = Number(/^HTTP\/1\.1 (\d{3})( |\r\n|$)/.exec(head)?.[1]);
    const fields = fieldsOf(head);
    this.interim = status === 100;
    if (this.interim) return;
    const ends = !status || !fields || status < 200 || /close/i.test(fields.get('connection') ?? '');
    const bare = this.requests.method === 'HEAD' || status === 204 || status === 304;
    this.body = ends ? null : bare ? new Counted(0) : bodyOf(fields, null);
    if (!this.body) this.lost = true;
  }
}
