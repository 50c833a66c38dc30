// The backend's WebSocket, by the client library `ws`.
import WebSocket from 'ws';
import { keys } from './launch.mjs';

export function socketUrl(server, id, { query = '', prefix = '' } = {}) {
  return `ws://127.0.0.1:${server.port}${prefix}/api/v1/sessions/${id}/ws${query}`;
}

/// What a listener has seen. `next(match, limit)` gives the first message, not given before, that matches.
class Listener {
  constructor(socket) {
    this.socket = socket;
    this.messages = [];
    this.pings = 0;
    this.given = 0;
    this.wake = new Set();
    socket.on('message', (data, binary) => {
      this.messages.push({ ...JSON.parse(data.toString('utf8')), receivedAt: Date.now(), binary });
      this.wake.forEach((look) => look());
    });
    socket.on('ping', () => {
      ++this.pings;
      this.wake.forEach((look) => look());
    });
    this.closed = new Promise((done) => {
      socket.on('close', (code, reason) => {
        this.end = { code, reason: reason.toString(), at: Date.now() };
        this.wake.forEach((look) => look());
        done(this.end);
      });
    });
  }

  until(ready, limit, what) {
    return new Promise((done, fail) => {
      const stop = () => {
        clearTimeout(timer);
        this.wake.delete(look);
      };
      const look = () => {
        const value = ready();
        if (value) {
          stop();
          done(value);
        }
      };
      const giveUp = () => {
        stop();
        fail(new Error(`no ${what} within ${limit} ms; messages ${JSON.stringify(this.messages)}, end ${JSON.stringify(this.end)}`));
      };
      // A process that was held up meets its timers before what has arrived meanwhile: one more look, after that.
      let timer = setTimeout(() => (timer = setTimeout(giveUp, 20)), limit);
      this.wake.add(look);
      look();
    });
  }

  next(match = () => true, limit = 5_000) {
    return this.until(
      () => {
        for (let at = this.given; at < this.messages.length; ++at) {
          if (match(this.messages[at])) {
            this.given = at + 1;
            return this.messages[at];
          }
        }
        return null;
      },
      limit,
      'such message',
    );
  }

  status(status, limit) {
    return this.next((message) => message.status === status, limit);
  }

  ending(limit = 5_000) {
    return this.until(() => this.end, limit, 'close');
  }

  leave() {
    this.socket.terminate();
  }
}

/// Connects; the promise fails with `.status`, `.headers` and `.body` if the server answers plain HTTP.
export function listen(server, id, { key = keys.alpha, query, prefix, ...options } = {}) {
  const headers = key === null ? {} : { 'X-API-Key': key };
  const socket = new WebSocket(socketUrl(server, id, { query, prefix }), { headers, ...options });
  const listener = new Listener(socket);
  return new Promise((done, fail) => {
    socket.once('open', () => done(listener));
    socket.once('error', fail);
    socket.once('unexpected-response', (_, answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (text) => (body += text));
      answer.on('end', () =>
        fail(Object.assign(new Error(`refused with ${answer.statusCode}`), { status: answer.statusCode, headers: answer.headers, body })),
      );
    });
  });
}

/// The plain HTTP answer of a connect that must be refused.
export async function refusal(server, id, options) {
  try {
    (await listen(server, id, options)).leave();
  } catch (error) {
    if (error.status) return error;
    throw error;
  }
  throw new Error('the upgrade was accepted');
}
