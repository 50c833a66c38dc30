// Pages of several origins whose peers offer, answer, send candidates, poll and list at once, on nodes that may die at any moment.
import { ask } from '../../signal/client.mjs';
import { sides } from './ledger.mjs';

const origins = ['https://one.example', 'https://two.example', 'http://localhost:8080', 'https://ONE.example', 'null'];
const topics = ['room', 'my room/\u{1f680}', '..', '\u00fc'];
let texts = 0;

/// Pages that go on until `stop`, or until no node is left; `acknowledged` is called after each acknowledged fact.
export class Pages {
  constructor(nodes, ledger, random) {
    Object.assign(this, { nodes, ledger, random, acknowledged: () => {}, stopped: false });
    Object.assign(this, { polls: 0, unanswered: 0, surprises: [] });
  }

  one(list) {
    return list[Math.floor(this.random() * list.length)];
  }

  #text(name) {
    const long = this.random() < 0.05 ? 6000 : 60 * this.random();
    return `${name} ${++texts} \0\u{1f4f1}${'a=x\r\n'.repeat(long)}`;
  }

  /// {status, value, begun, ended}; null if the node died before it had answered.
  async ask(method, path, origin, value, node = this.one(this.nodes.filter(({ dead }) => !dead))) {
    if (!node) return null;
    const { life } = node;
    const begun = Date.now();
    let answer;
    try {
      answer = await ask(node.server, method, path, { origin, body: value === undefined ? undefined : JSON.stringify(value) });
    } catch (error) {
      ++this.unanswered;
      if (!node.dead && node.life === life) this.surprises.push(`${method} ${path}: ${error.message} of a node that lives`);
      return null;
    }
    return { status: answer.status, value: answer.body(), begun, ended: Date.now() };
  }

  #surprise(what, { status, value }) {
    this.surprises.push(`${what}: ${status} ${JSON.stringify(value)}`);
  }

  #fact() {
    ++this.ledger.facts;
    this.acknowledged();
  }

  async offer(origin) {
    const [topic, info, offer] = [this.one(topics), `peer ${++texts}`, this.#text('offer')];
    const from = Date.now();
    const answer = await this.ask('POST', `/${encodeURIComponent(topic)}/offer`, origin, { info, offer });
    if (!answer) this.ledger.doubtful.add(`${origin} ${topic} ${info}`);
    else if (answer.status !== 200) this.#surprise('offer', answer);
    else {
      this.ledger.add({ origin, topic, info, offer, code: answer.value.code }, from, answer.ended);
      this.acknowledged();
    }
  }

  /// One after the other for each side: so there is an order to look for.
  async candidate(session) {
    const name = this.one(sides);
    const side = session[name];
    if (side.busy || side.sent.length >= 200) return;
    side.busy = true;
    const sent = { text: this.#text('candidate').slice(0, 4000), acked: false, doubtful: false };
    side.sent.push(sent);
    const answer = await this.ask('POST', '/answer', session.origin, { code: session.code, side: name, candidate: sent.text });
    side.busy = false;
    if (!answer) sent.doubtful = true;
    else if (answer.status !== 200 && answer.status !== 404) this.#surprise('candidate', answer);
    else if (this.ledger.lives(session, answer, 'candidate')) {
      sent.acked = true;
      this.#fact();
    }
  }

  async answer(session, text = this.#text('answer')) {
    const { answer } = session;
    answer.asked.add(text);
    const before = this.ledger.before(session).answer;
    const got = await this.ask('POST', '/answer', session.origin, { code: session.code, side: 'answerer', answer: text });
    if (!got) return;
    if (![200, 404, 409].includes(got.status)) return this.#surprise('answer', got);
    if (got.status === 409) {
      answer.refused.add(text);
      if (before === text) this.ledger.lost.push(`answer: ${session.code}: the first answer is refused`);
    } else if (this.ledger.lives(session, got, 'answer')) {
      if ((answer.kept ?? before ?? text) !== text) this.ledger.lost.push(`answer: ${session.code}: a second answer has won`);
      answer.kept ??= text;
      this.#fact();
    }
  }

  async poll(session, side = this.one(sides), node = undefined, what = 'poll') {
    const before = this.ledger.before(session);
    const answer = await this.ask('POST', '/poll', session.origin, { code: session.code, side }, node);
    if (!answer) return;
    ++this.polls;
    if (answer.status !== 200 && answer.status !== 404) this.#surprise(what, answer);
    else if (this.ledger.lives(session, answer, what)) this.ledger.checkPoll(session, side, before, answer.value, what);
  }

  async list(origin, topic = this.one(topics), node = undefined, what = 'list') {
    const before = [...this.ledger.sessions.values()]
      .filter((session) => session.origin === origin && session.topic === topic)
      .map((session) => [session, this.ledger.before(session)]);
    const answer = await this.ask('GET', `/${encodeURIComponent(topic)}/sessions`, origin, undefined, node);
    if (!answer) return;
    if (answer.status !== 200) return this.#surprise(what, answer);
    this.ledger.checkSessions({ origin, topic }, before, answer.value.sessions, answer, what);
  }

  async #step(origin) {
    const session = this.one(this.ledger.recent.get(origin) ?? [null]);
    const dice = this.random();
    if (!session || dice < 0.15) return this.offer(origin);
    if (dice < 0.55) return this.candidate(session);
    if (dice < 0.59) return Promise.all([this.answer(session), this.answer(session)]);
    if (dice < 0.63) return this.answer(session, session.answer.kept ?? undefined);
    return dice < 0.98 ? this.poll(session) : this.list(origin);
  }

  /// So many at once; ends when they have ended.
  async run(count) {
    const page = async (n) => {
      while (!this.stopped && this.nodes.some(({ dead }) => !dead)) await this.#step(origins[n % origins.length]);
    };
    await Promise.all(Array.from({ length: count }, (_, n) => page(n)));
  }

  /// Asks for all that there must be, now that nobody changes it; forgets what has ended, once it is seen to be gone.
  async verify(what) {
    this.ledger.quiet = true;
    const ended = [...this.ledger.sessions.values()].filter((session) => this.ledger.mustBeGone(session, Date.now()));
    const questions = [
      ...[...this.ledger.sessions.values()].flatMap((session) => sides.map((side) => () => this.poll(session, side, undefined, what))),
      ...origins.flatMap((origin) => topics.map((topic) => () => this.list(origin, topic, undefined, what))),
    ];
    const work = async () => {
      while (questions.length) await questions.pop()();
    };
    await Promise.all(Array.from({ length: 24 }, work));
    for (const { code } of ended) this.ledger.sessions.delete(code);
    this.ledger.quiet = false;
  }
}
