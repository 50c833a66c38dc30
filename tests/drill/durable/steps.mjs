// What backends and phones do, one step at a time, with each answer's meaning for what is known of the session.
import { readFileSync } from 'node:fs';
import { drawn, handwriting } from '../../http/ink.mjs';
import { jpeg } from '../../http/pictures.mjs';
import { cookieOf, json, uncertain } from './calls.mjs';
import { digest, Session } from './sessions.mjs';

const photos = [jpeg, ...['odd_1', 'gray', 'rgb'].map((name) => readFileSync(new URL(`../../data/photos/${name}.jpg`, import.meta.url)))];
const longMs = 1_000;
const person = { 'User-Agent': 'Mozilla/5.0 (Linux; Android 14) Mobile', Accept: 'text/html' };

/// A real photo with something behind it, 631 bytes to about 300 kB, mostly small.
export function upload(random) {
  const photo = photos[random() < 0.8 ? 0 : Math.floor(random() * photos.length)];
  const more = Buffer.alloc(Math.floor(10 ** (random() * 5.4)));
  for (let i = 0; i + 4 <= more.length && i < 64; i += 4) more.writeUInt32LE(Math.floor(random() * 2 ** 32), i);
  return Buffer.concat([photo, more]);
}

/// Mostly small, unless somebody says how many bytes.
function draftText(random, { least = 1, most = random() < 0.1 ? 510_000 : 10_000 } = {}) {
  const size = Math.floor(least * (most / least) ** random());
  return JSON.stringify({ number: random(), ink: String.fromCharCode(97 + Math.floor(random() * 26)).repeat(size) });
}

/// What a session's page submits.
export function submission({ wanted }, points = 100) {
  return wanted.action_type === 'photo' ? {} : { data: drawn(handwriting(points)) };
}

/// The steps of one load. `tally` counts answers by step, and lists those that nobody expected.
class Steps {
  constructor({ call, random, tally }) {
    Object.assign(this, { random, tally, call: this.#timed(call) });
  }

  /// Who is let wait for long has trouble too.
  #timed = (call) => async (method, path, options) => {
    const began = Date.now();
    const answer = await call(method, path, options);
    const took = Date.now() - began;
    this.tally.slowestMs = Math.max(this.tally.slowestMs, took);
    if (took > longMs) this.tally.troubled = Date.now();
    return answer;
  };

  #count(name, answer, expected) {
    const { answers, surprises } = this.tally;
    const label = `${name} ${answer.status}${answer.whole ? '' : ' cut short'}`;
    answers[label] = (answers[label] ?? 0) + 1;
    if (answer.status >= 500 || !answer.whole) this.tally.troubled = Date.now();
    if (!expected.includes(answer.status) && answer.status !== 503) surprises.push(`${label}: ${answer.body.toString().slice(0, 300)}`);
    if (answer.status === 503 && !/^\d+$/.test(answer.headers['retry-after'])) surprises.push(`${label} without Retry-After`);
  }

  /// Asks for a change and settles what is known of it.
  async #change(session, name, changes, { method, path, ...options }) {
    const asked = session.asks(changes);
    const headers = { ...(session.cookie ? { Cookie: session.cookie } : {}), ...options.headers };
    session.past.push(name);
    const answer = await this.call(method, `/s/${session.id}${path}`, { ...options, headers });
    session.past.push(answer.status);
    // A session ends on its own; what was refused because of that changed nothing.
    this.#count(name, answer, Date.now() > session.expiresAt - 100 ? [200, 204, 410] : [200, 204]);
    if (answer.status < 300) {
      asked.kept();
      session.cookie = cookieOf(answer) ?? session.cookie;
    } else if (!uncertain(answer)) asked.refused();
    return answer;
  }

  /// Null if it was refused.
  async create({ drafts, ...more }) {
    const metadata = { number: String(this.random()), text: 'é'.repeat(this.random() * 300) };
    const wanted = { ...more, result_ttl: '24h', metadata };
    const answer = await this.call('POST', '/api/v1/sessions', { body: wanted, key: true });
    this.#count('create', answer, [201]);
    if (answer.status !== 201) return null;
    const id = answer.headers.location.split('/').pop();
    return Object.assign(new Session(json(answer) ?? { id }, wanted), { drafts });
  }

  open(session) {
    return this.#change(session, 'open', { level: 1 }, { method: 'GET', path: '', headers: person });
  }

  start(session) {
    return this.#change(session, 'start', { level: 2, binds: true }, { method: 'POST', path: '/start' });
  }

  async put(session) {
    const bytes = upload(this.random);
    const key = `k${Math.floor(this.random() * 4)}`;
    const value = { sha256: digest(bytes), size: bytes.length };
    const changes = { level: 2, file: { key, value }, binds: true };
    const answer = await this.#change(session, 'put', changes, { method: 'PUT', path: `/files/${key}`, body: bytes });
    const said = answer.status === 200 ? json(answer) : null;
    if (said && said.sha256 !== value.sha256) this.tally.surprises.push(`put: ${said.sha256} instead of ${value.sha256}`);
    return answer;
  }

  remove(session) {
    const keys = [...session.files].filter(([, values]) => values.length === 1 && values[0]).map(([key]) => key);
    if (!keys.length) return this.put(session);
    const key = keys[Math.floor(this.random() * keys.length)];
    const changes = { file: { key, value: null }, binds: true };
    return this.#change(session, 'delete', changes, { method: 'DELETE', path: `/files/${key}` });
  }

  draft(session) {
    const text = draftText(this.random, session.drafts);
    return this.#change(session, 'draft', { draft: text, binds: true }, { method: 'PUT', path: '/draft', body: Buffer.from(text) });
  }

  /// The backend fetches what it was told of.
  async fetch(session) {
    for (const { download_id, sha256, size } of session.items) {
      const answer = await this.call('GET', `/api/v1/downloads/${download_id}`, { key: true });
      this.#count('download', answer, [200]);
      if (answer.status === 200 && answer.whole && digest(answer.body) !== sha256)
        this.tally.surprises.push(`download: ${answer.body.length} other bytes instead of ${size}`);
    }
  }

  /// With a photo that is there for sure, or with ink.
  async submit(session) {
    const photo = session.wanted.action_type === 'photo';
    const sure = [...session.files.values()].some((values) => values.every((value) => value));
    if (photo && !sure) {
      const put = await this.put(session);
      if (put.status !== 200) return put;
    }
    const body = submission(session, 60 + Math.floor(this.random() * 100));
    const answer = await this.#change(session, 'submit', { level: 3, binds: true }, { method: 'POST', path: '/submit', body });
    if (answer.status === 200) session.items = json(answer)?.items ?? null;
    return answer;
  }
}

export const steps = (options) => new Steps(options);
