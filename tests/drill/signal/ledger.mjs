// What the signal service has acknowledged or shown, and whether what it says is still that. All times are of this machine's clock.

export const sides = ['offerer', 'answerer'];
/// Clocks are read a little before and after what they are read for.
const slackMs = 20;

export class Ledger {
  /// Nothing is under way while it is `quiet`. `doubtful` are offers that nobody acknowledged, `extras` what is there of such requests.
  constructor(timeout) {
    Object.assign(this, { timeout, sessions: new Map(), doubtful: new Set(), recent: new Map(), quiet: false });
    Object.assign(this, { facts: 0, checked: 0, made: 0, lost: [], strange: [], extras: new Set() });
  }

  /// An offer that was acknowledged: between `from` and `to` it was made.
  add(fields, from, to) {
    const side = () => ({ sent: [], seen: [], busy: false });
    const session = {
      ...fields,
      from,
      to,
      offerer: side(),
      answerer: side(),
      answer: { asked: new Set(), refused: new Set(), kept: null, seen: null },
    };
    this.sessions.set(session.code, session);
    const recent = this.recent.get(fields.origin) ?? [];
    this.recent.set(fields.origin, [...recent.slice(-39), session]);
    ++this.made;
    ++this.facts;
  }

  mustLive(session, until) {
    return until < session.from + this.timeout - slackMs;
  }

  mustBeGone(session, since) {
    return since > session.to + this.timeout + slackMs;
  }

  /// What an answer of 404 or 200 to a request of that time means; false if there is nothing more to look at.
  lives(session, { status, begun, ended }, what) {
    if (status === 200 && this.mustBeGone(session, begun)) this.strange.push(`${what}: ${session.code} lives on after its end`);
    if (status === 404 && this.mustLive(session, ended)) this.lost.push(`${what}: ${session.code} is not there`);
    return status === 200;
  }

  /// What must be in an answer to a question that is asked now.
  before({ answer, offerer, answerer }) {
    const list = ({ sent, seen }) => ({ acked: sent.filter(({ acked }) => acked).map(({ text }) => text), seen });
    const settled = answer.kept ?? answer.seen;
    return { answer: settled, answered: settled !== null || answer.refused.size > 0, offerer: list(offerer), answerer: list(answerer) };
  }

  /// Candidates of one side: those that were acknowledged, in order; besides at most some whose acknowledgement nobody got.
  checkList(session, side, { acked, seen }, found, what) {
    const own = session[side];
    const say = (list, text) => list.push(`${what}: ${session.code}, candidates of the ${side}: ${text}`);
    const places = found.map((text) => own.sent.findIndex((each) => each.text === text));
    if (places.includes(-1)) say(this.strange, 'one that nobody sent');
    if (new Set(found).size !== found.length) say(this.strange, 'one is there twice');
    const missing = acked.filter((text) => !found.includes(text));
    if (missing.length) say(this.lost, `${missing.length} of ${acked.length} are missing`);
    if (seen.some((text, n) => found[n] !== text)) say(this.lost, 'they do not begin with what was shown before');
    const sure = places.filter((place) => place >= 0 && !own.sent[place].doubtful);
    if (sure.some((place, n) => n && place <= sure[n - 1])) say(this.lost, 'not in the order of their arrival');
    for (const place of places) if (own.sent[place]?.doubtful) this.extras.add(own.sent[place]);
    if (found.length > own.seen.length) own.seen = found;
    this.checked += acked.length;
  }

  checkAnswer(session, before, found, what) {
    const { answer, code } = session;
    if (before.answer !== null && found !== before.answer) this.lost.push(`${what}: ${code}: its answer is another one, or gone`);
    else if (before.answered && found === null) this.lost.push(`${what}: ${code}: its answer is gone`);
    else if (found !== null && (!answer.asked.has(found) || answer.refused.has(found)))
      this.strange.push(`${what}: ${code}: an answer that was refused, or that nobody sent`);
    else if (found !== null && answer.kept !== null && found !== answer.kept) this.lost.push(`${what}: ${code}: two answers have won`);
    if (this.quiet && found !== null && answer.kept === null && answer.seen === null) this.extras.add(answer);
    answer.seen ??= found;
    this.checked += before.answered;
  }

  /// What a poll of one side has told.
  checkPoll(session, side, before, told, what) {
    if (side === 'answerer') {
      if (told.offer !== session.offer) this.lost.push(`${what}: ${session.code}: another offer`);
      ++this.checked;
      return this.checkList(session, 'offerer', before.offerer, told.offerCandidates, what);
    }
    this.checkAnswer(session, before, told.answer, what);
    return this.checkList(session, 'answerer', before.answerer, told.answerCandidates, what);
  }

  /// Sessions of a topic, of which `before` tells what must be in the list.
  checkSessions({ origin, topic }, before, listed, { begun, ended }, what) {
    const found = new Map(listed.map((each) => [each.code, each]));
    for (const [session, known] of before) {
      const entry = found.get(session.code);
      if (entry && known.answered) this.strange.push(`${what}: ${session.code} has an answer and is in the list`);
      if (!entry && session.answer.asked.size === 0 && this.mustLive(session, ended))
        this.lost.push(`${what}: ${session.code} is not in the list`);
      if (entry) this.#checkEntry(session, known, entry, what);
    }
    if (listed.some(({ createdAt }, n) => n && createdAt > listed[n - 1].createdAt)) this.strange.push(`${what}: not the newest first`);
    if (listed.some(({ expiresAt }) => expiresAt <= begun - slackMs)) this.strange.push(`${what}: a session that has ended is in the list`);
    // What was sent meanwhile is not in the books yet.
    for (const { code, info } of this.quiet ? listed : []) {
      if (this.sessions.has(code)) continue;
      if (!this.doubtful.has(`${origin} ${topic} ${info}`)) this.strange.push(`${what}: ${code} is of no offer`);
      this.extras.add(code);
    }
  }

  #checkEntry(session, known, { info, offer, offerCandidates, createdAt, expiresAt }, what) {
    if (info !== session.info || offer !== session.offer) this.lost.push(`${what}: ${session.code}: another info or offer`);
    const inTime = createdAt >= session.from - slackMs && createdAt <= session.to + slackMs;
    if (!inTime || expiresAt !== createdAt + this.timeout) this.strange.push(`${what}: ${session.code}: other times`);
    this.checkList(session, 'offerer', known.offerer, offerCandidates, what);
  }
}
