// HTTP as a client sees it that must not guess: each call was answered, or nobody knows what became of it.
import { Agent, request } from 'node:http';

/// The connection ended before there was a status: the server may have done what it was asked for, or not. `kept`: it was not the
/// connection's first request, so that its server may have ended it without having seen this one.
export class Unanswered extends Error {
  kept = false;
}

/// Nobody listens there: nothing was asked for.
class Absent extends Unanswered {}

/// A client of a server, or of `nodes` that take turns; one that is not there is passed over. `call` answers {status, headers,
/// body, whole}; `whole` is false if the body was cut short.
export function client(server, connections = 32) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });

  async function call(method, path, options = {}) {
    const first = server.port;
    const ports = server.nodes?.map(({ port }) => port) ?? [first];
    const at = ports.indexOf(first);
    for (const [tried] of ports.entries()) {
      try {
        return await ask(ports[(at + tried) % ports.length], method, path, options);
      } catch (error) {
        if (!(error instanceof Absent) || tried === ports.length - 1) throw error;
      }
    }
  }

  function ask(port, method, path, { body, headers = {}, key, timeout = 30_000 }) {
    const bytes = body === undefined || Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
    return new Promise((done, fail) => {
      const sent = request({
        host: '127.0.0.1',
        port,
        method,
        path,
        agent,
        timeout,
        headers: { ...(key ? { 'X-API-Key': server.key } : {}), ...(bytes ? { 'Content-Length': bytes.length } : {}), ...headers },
      });
      sent.once('response', (answer) => {
        const pieces = [];
        const end = (whole) => done({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(pieces), whole });
        answer.on('data', (piece) => pieces.push(piece));
        answer.once('end', () => end(answer.complete));
        answer.once('error', () => end(false));
      });
      sent.once('timeout', () => sent.destroy(new Error(`no answer within ${timeout / 1000} s`)));
      sent.once('error', (error) => {
        const Kind = error.code === 'ECONNREFUSED' ? Absent : Unanswered;
        fail(Object.assign(new Kind(`${method} ${path}: ${error.message}`), { kept: sent.reusedSocket }));
      });
      sent.end(bytes);
    });
  }

  return { server, call, close: () => agent.destroy() };
}

/// The JSON of an answer; null if it is none, or not whole.
export function json({ body, whole }) {
  try {
    return whole ? JSON.parse(body) : null;
  } catch {
    return null;
  }
}

/// Whether a refusal leaves open what was done.
export const uncertain = (answer) => answer.status >= 500 && /:(uncertain|internal)$/.test(json(answer)?.type ?? ':uncertain');

export const cookieOf = ({ headers }) => /^([^;]+)/.exec((headers['set-cookie'] ?? [])[0] ?? '')?.[1];
