// Plays the person's phone: opens the page and submits, as any front end of the original would.
import assert from 'node:assert/strict';
import { sleep } from './launch.mjs';
import { jpeg } from './pictures.mjs';

export const item = (bytes = jpeg, more = {}) => ({
  content_type: 'image/jpeg',
  filename: 'photo.jpg',
  data: bytes.toString('base64'),
  ...more,
});

/// GET /s/:id as a person's browser does.
export function visit(server, id, { path = '', headers = {}, ...init } = {}) {
  return fetch(`${server.url}/s/${id}${path}`, {
    redirect: 'manual',
    headers: { 'User-Agent': 'Mozilla/5.0 (Linux; Android 14) Mobile', Accept: 'text/html', ...headers },
    ...init,
  });
}

export async function openPage(server, id) {
  const answer = await visit(server, id);
  const html = await answer.text();
  assert.equal(answer.status, 200, `GET /s/${id}: ${html.slice(0, 200)}`);
  return html;
}

/// POST /s/:id/result; a string body is sent as it is.
export function post(server, id, body, headers = {}) {
  return fetch(`${server.url}/s/${id}/result`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
  });
}

export const submit = (server, id, ...items) => post(server, id, { items: items.length ? items : [item()] });

/// A session that is open on the phone.
export async function opened(server, body) {
  const session = await server.createSession({ action_type: 'photo', output_format: 'jpg', ...body });
  await openPage(server, session.id);
  return session;
}

/// Waits until a session's time is over, and a moment longer.
export const outlived = ({ expires_at }) => sleep(Date.parse(expires_at) + 250 - Date.now());

/// A completed session and its items.
export async function completed(server, body, bytes) {
  const session = await opened(server, body);
  const answer = await submit(server, session.id, item(bytes));
  const text = await answer.text();
  assert.equal(answer.status, 200, text);
  return { session, items: JSON.parse(text).items };
}

/// The cookies that an answer sets, with their attributes. (Debian 12's Node.js has no getSetCookie.)
export const cookiesOf = ({ headers }) => (headers.get('set-cookie') ?? '').split(/, (?=[^;,\s]+=)/).filter(Boolean);

/// Our own phone protocol on one device: keeps its cookies.
export function device(server, id, { prefix = '' } = {}) {
  const jar = new Map();
  return async function call(method, path, { body, headers = {} } = {}) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const raw = body === undefined || Buffer.isBuffer(body) || typeof body === 'string';
    const answer = await fetch(`${server.url}${prefix}/s/${id}${path}`, {
      method,
      headers: { ...(cookie ? { Cookie: cookie } : {}), ...(raw ? {} : { 'Content-Type': 'application/json' }), ...headers },
      body: raw ? body : JSON.stringify(body),
    });
    for (const line of cookiesOf(answer)) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      jar.set(name, value);
    }
    return answer;
  };
}
