// The web pages that use the service: each has an origin of its own, so that tests can share a server.
import assert from 'node:assert/strict';
import { request as send } from 'node:http';
import { open, request } from '../http/wire.mjs';

/// One request. `origin` null sends none; `body` is text or bytes; `from` is the address of the client. Paths go as they are.
export function ask(server, method, path, { origin = null, headers = {}, body, from } = {}) {
  const all = {
    ...(origin === null ? {} : { Origin: origin }),
    ...(body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) }),
    ...headers,
  };
  const { agent, port } = server;
  return new Promise((done, fail) => {
    const outgoing = send({ host: '127.0.0.1', port, agent, method, path, headers: all, localAddress: from }, (incoming) => {
      const parts = [];
      incoming.on('data', (part) => parts.push(part)).once('error', fail);
      incoming.once('end', () => {
        const text = Buffer.concat(parts).toString('utf8');
        done({ status: incoming.statusCode, headers: incoming.headers, text, body: () => JSON.parse(text) });
      });
    });
    // As bytes: with a text, the headers would be written in its coding.
    outgoing.once('error', fail).end(body === undefined ? body : Buffer.from(body));
  });
}

/// Sends all of these on one connection before it reads the answers; answers them in the order in which they came.
export async function pipelined(server, requests, options) {
  const wire = await open(server);
  try {
    wire.send(Buffer.concat(requests));
    const answers = [];
    for (const _ of requests) answers.push(await wire.response({ limit: 20_000, ...options }));
    return answers;
  } finally {
    wire.close();
  }
}

let pages = 0;

export class Page {
  constructor(server, origin = `https://page-${++pages}.example`) {
    Object.assign(this, { server, origin });
  }

  get(path, options) {
    return ask(this.server, 'GET', path, { origin: this.origin, ...options });
  }

  /// POST of what becomes JSON.
  post(path, value, options) {
    return ask(this.server, 'POST', path, { origin: this.origin, body: JSON.stringify(value), ...options });
  }

  offer(topic = 'room', fields = {}, options) {
    return this.post(`/${encodeURIComponent(topic)}/offer`, { info: 'somebody', offer: 'an offer', ...fields }, options);
  }

  /// The code of a new session.
  async open(topic, fields) {
    const answer = await this.offer(topic, fields);
    assert.equal(answer.status, 200, answer.text);
    return answer.body().code;
  }

  /// Codes of `count` new sessions, made one after the other as fast as can be.
  async openMany(count, topicOf, fields = {}) {
    const body = JSON.stringify({ info: 'somebody', offer: 'an offer', ...fields });
    const codes = [];
    for (let first = 0; first < count; first += 200) {
      const numbers = Array.from({ length: Math.min(200, count - first) }, (_, i) => first + i);
      const requests = numbers.map((n) => request(`POST /${encodeURIComponent(topicOf(n))}/offer`, { Origin: this.origin }, body));
      for (const answer of await pipelined(this.server, requests)) {
        assert.equal(answer.status, 200, answer.body);
        codes.push(JSON.parse(answer.body).code);
      }
    }
    return codes;
  }

  answer(code, answer = 'an answer', fields = {}) {
    return this.post('/answer', { code, side: 'answerer', answer, ...fields });
  }

  candidate(code, side, candidate) {
    return this.post('/answer', { code, side, candidate });
  }

  poll(code, side = 'answerer') {
    return this.post('/poll', { code, side });
  }

  /// What a poll answers that must succeed.
  async seen(code, side) {
    const answer = await this.poll(code, side);
    assert.equal(answer.status, 200, answer.text);
    return answer.body();
  }

  /// The available sessions of a topic.
  async listed(topic = 'room') {
    const answer = await this.get(`/${encodeURIComponent(topic)}/sessions`);
    assert.equal(answer.status, 200, answer.text);
    return answer.body().sessions;
  }

  /// The answer of /topics, `query` with its question mark.
  async topics(query = '') {
    const answer = await this.get(`/topics${query}`);
    assert.equal(answer.status, 200, `${query}: ${answer.text}`);
    return answer.body();
  }
}
