// Looks at everything that was acknowledged. What is missing is `lost`; what is there in part, or was never asked for, is `half`.
import { sanitized } from '../../http/launch.mjs';
import { refusal, listen } from '../../http/sockets.mjs';
import { client, cookieOf, json, Unanswered } from './calls.mjs';
import { digest, levels } from './sessions.mjs';
import { submission } from './steps.mjs';

const patienceMs = sanitized ? 60_000 : 10_000; // of a person whose submission waits
const dateMs = 100; // dates follow the wall clock, which others correct, and nodes' ideas of the database's clock differ a little
const lateMs = 2_000; // an end may be seen that much later

class Look {
  constructor(server, call, session, report, { leaseMs, gone }) {
    Object.assign(this, { server, call, session, report, leaseMs, gone: gone.get(session.id) ?? new Set() });
  }

  lost(what) {
    this.report.lost.push(this.#told(what));
  }

  half(what) {
    this.report.half.push(this.#told(what));
  }

  #told(what) {
    return `${this.session.id} of ${this.session.wanted.session_ttl}: ${what} (${this.session.past.join(' ')})`;
  }

  /// A file whose bytes are known to be gone: that it is not there is all that may be said of it.
  absent(name, { status }) {
    if (status === 404) ++this.report.gone;
    else this.half(`the file ${name} that is gone is ${status}`);
  }

  /// How long past its time a submission may hold it that died with its node, where another node may still know of it, or that
  /// was refused when nothing could be kept, and so not even that it was over.
  heldMs() {
    const { interrupted, past } = this.session;
    return interrupted || past.join(' ').includes('submit 503') ? this.leaseMs : 0;
  }

  /// Whether its time has come while we looked: then it may end at any moment, and what it had is gone.
  over() {
    const { session } = this;
    const left = session.level[0] < 3 ? session.expiresAt - Date.now() : Infinity;
    if (left <= 0 && !this.heldMs()) session.expired = true;
    return left <= dateMs || session.expired;
  }

  backend(path) {
    return this.call('GET', path, { key: true });
  }

  phone(method, path, options = {}) {
    const headers = this.session.cookie ? { Cookie: this.session.cookie } : {};
    return this.call(method, `/s/${this.session.id}${path}`, { ...options, headers });
  }

  /// The session as its backend sees it; answers its level, or null if there is nothing more to look at.
  async status() {
    const { session } = this;
    const asked = Date.now();
    const answer = await this.backend(`/api/v1/sessions/${session.id}`);
    const seen = json(answer);
    // That it has ended cannot be kept while the disk is in trouble; it may have ended while it was asked for.
    if (answer.status === 503 && this.report.trouble && Date.now() > session.expiresAt - dateMs) return null;
    if (answer.status !== 200 || !seen) return this.lost(`the session: ${answer.status} ${answer.body.toString().slice(0, 200)}`);
    if (seen.status === 'expired') {
      if (session.level.length === 1 && session.level[0] === 3) return this.lost('completed, now expired');
      if (Date.now() < session.expiresAt - dateMs) return this.lost('expired before its time');
      session.expired = true;
      return null;
    }
    if (session.expired) return this.lost(`expired, now ${seen.status}`);
    const level = levels.indexOf(seen.status);
    if (level === 2 && session.level.length > 1 && session.level.includes(3)) session.interrupted = true;
    const late = level < 3 && asked > session.expiresAt + lateMs + this.heldMs();
    if (late && session.interrupted) this.report.held.add(session.id);
    else if (late) this.half(`${seen.status} although its time was over ${asked - session.expiresAt} ms ago`);
    if (!session.level.includes(level) || level < session.heard) this.lost(`${seen.status}, not ${this.expectedLevel()}`);
    for (const name of ['action_type', 'output_format', 'session_ttl', 'result_ttl', 'metadata']) {
      const expected = session.answer[name] ?? (name in session.wanted && !name.endsWith('ttl') ? session.wanted[name] : seen[name]);
      if (JSON.stringify(seen[name]) !== JSON.stringify(expected)) this.lost(`${name}: ${JSON.stringify(seen[name])}`);
    }
    for (const name of ['created_at', 'expires_at']) {
      const apart = Math.abs(Date.parse(seen[name]) - Date.parse(session.answer[name] ?? seen[name]));
      if (!(apart <= dateMs)) this.lost(`${name}: ${seen[name]} instead of ${session.answer[name]}`);
    }
    session.answer = { ...seen, ...session.answer };
    session.expiresAt = Date.parse(seen.expires_at);
    session.level = [level];
    return level;
  }

  expectedLevel() {
    return `${this.session.level.map((level) => levels[level]).join(' or ')}, of which ${this.session.heard} was heard`;
  }

  async result() {
    const { session } = this;
    const answer = await this.backend(`/api/v1/sessions/${session.id}/result`);
    const seen = json(answer);
    if (answer.status !== 200 || !seen?.items?.length) return this.half(`completed, and its result is ${answer.status}`);
    if (session.items && JSON.stringify(seen.items) !== JSON.stringify(session.items)) this.lost(`other items: ${answer.body}`);
    session.items = seen.items;
    for (const { download_id, sha256, size, content_type } of seen.items) {
      const file = await this.backend(`/api/v1/downloads/${download_id}`);
      if (this.gone.has(download_id)) this.absent(download_id, file);
      else if (file.status !== 200 || !file.whole) this.lost(`a result is ${file.status}${file.whole ? '' : ', cut short'}`);
      else if (file.body.length !== size || digest(file.body) !== sha256 || file.headers['content-type'] !== content_type)
        this.half(`a result of ${size} bytes comes as ${file.body.length} others`);
    }
    session.files.clear();
    session.draft = [null];
  }

  /// The phone's view; takes the session over if the cookie of its first request got lost with the answer.
  async state() {
    const { session } = this;
    let seen = json(await this.phone('GET', '/state'));
    if (this.over()) return;
    const must = session.bound.length === 1 && session.bound[0];
    if (must && seen?.device !== 'this') this.lost(`the phone's hold: it is ${seen?.device}`);
    else if (seen?.device === 'other') {
      session.cookie = cookieOf(await this.phone('POST', '/takeover')) ?? session.cookie;
      seen = json(await this.phone('GET', '/state'));
    }
    if (this.over()) return;
    if (!seen) return this.lost('no state');
    session.bound = [seen.device === 'this'];
    await this.files(seen.files);
    const draft = seen.draft === null ? null : JSON.stringify(seen.draft);
    if (!session.draft.includes(draft))
      this.lost(`the draft: ${draft?.length ?? 0} bytes instead of ${session.draft.map((each) => each?.length ?? 0)}`);
    session.draft = [draft];
  }

  async files(listed) {
    const { session } = this;
    const seen = new Map(listed.map(({ key, sha256, size }) => [key, { sha256, size }]));
    for (const [key, { sha256, size }] of seen) {
      if (!session.files.has(key)) this.half(`a file ${key} that nobody sent`);
      const file = await this.phone('GET', `/files/${key}`);
      if (this.over()) return;
      if (this.gone.has(key)) this.absent(key, file);
      else if (file.status !== 200 || !file.whole || file.body.length !== size || digest(file.body) !== sha256)
        this.half(`the listed file ${key} of ${size} bytes is ${file.status}, ${file.body.length} bytes`);
    }
    for (const [key, values] of session.files) {
      const now = seen.get(key) ?? null;
      if (!values.some((value) => JSON.stringify(value) === JSON.stringify(now)))
        this.lost(`file ${key}: ${JSON.stringify(now)} instead of ${JSON.stringify(values)}`);
      session.files.set(key, [now]);
    }
  }

  /// A person whose submission had no answer tries again.
  async again() {
    const { session } = this;
    const photo = session.wanted.action_type === 'photo';
    if (this.gone.size) return;
    if (photo && ![...session.files.values()].some(([value]) => value)) return;
    // Once it is known that they wait, it need not be waited for each time.
    if (this.report.held.size > 2) return;
    session.level = [2, 3];
    try {
      const answer = await this.phone('POST', '/submit', { body: submission(session), timeout: patienceMs + this.leaseMs });
      if (answer.status === 503 || (answer.status === 410 && Date.now() > session.expiresAt)) return;
      // The first one's node lives, and came to its end meanwhile.
      const late = answer.status === 409 && this.leaseMs > 0;
      if (answer.status !== 200 && !late) return this.lost(`a submission tried again: ${answer.status} ${answer.body}`);
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error;
      return this.report.held.add(session.id);
    }
    session.interrupted = false;
    session.level = [3];
    await this.result();
  }

  /// The number of the latest event, as a backend hears it that connects now.
  async sequence(level) {
    if (this.session.expired) {
      const { status } = await refusal(this.server, this.session.id, { key: this.server.key }).catch(() => ({ status: 101 }));
      // What counts as over here may be so there a moment later.
      if (status !== 410 && Date.now() > this.session.expiresAt + lateMs) this.half(`expired, and its WebSocket is ${status}`);
      return;
    }
    const { listener, refused } = await listen(this.server, this.session.id, { key: this.server.key }).then(
      (listener) => ({ listener }),
      (refused) => ({ refused }),
    );
    if (this.over()) return listener?.leave();
    if (refused) return this.lost(`the WebSocket: ${refused.message}`);
    const { seq, status } = await listener.next();
    listener.leave();
    // What comes first is how things are when it is written, a moment after the connection was accepted.
    if (status === 'expired' && this.over()) return;
    if (seq < this.session.heard || seq < level) this.lost(`event ${seq} after ${Math.max(level, this.session.heard)}`);
    if (seq !== level) this.half(`event ${seq} of a session that is ${levels[level]}`);
    this.session.heard = seq;
  }

  async all(listening) {
    const left = Math.round((this.session.expiresAt - Date.now()) / 1000);
    this.session.past.push(`look ${left} s before its end`);
    this.report.facts += this.session.facts();
    ++this.report.sessions;
    const level = await this.status();
    if (level === 3) await this.result();
    else if (level > 0) await this.state();
    if (this.session.interrupted && Date.now() < this.session.expiresAt) await this.again();
    const known = this.session.level.length === 1 && (typeof level === 'number' || this.session.expired);
    if (listening && known) await this.sequence(this.session.level[0]);
  }
}

/// Adds to `report` {facts, sessions, lost: [], half: []}. Every `hearing`-th session's events are looked at too. `leaseMs`: how long
/// a submission that died with its node keeps others waiting; a single node has forgotten it when it starts again. `gone`: of
/// sessions' ids the keys and ids of files whose bytes are lost; `report.gone` counts those that are looked at.
export async function verify(server, sessions, report, { parallel = 16, hearing = 5, leaseMs = 0, gone = new Map() } = {}) {
  const { call, close } = client(server, parallel);
  let next = 0;
  const work = async () => {
    while (next < sessions.length) {
      const at = next++;
      await new Look(server, call, sessions[at], report, { leaseMs, gone }).all(at % hearing === 0);
    }
  };
  await Promise.all(Array.from({ length: parallel }, work));
  close();
}
