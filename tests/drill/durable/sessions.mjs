// What the clients know of a session. Each fact is the list of what may be true: one entry once it was acknowledged, and
// what was before beside it while a request is under way, or for ever if its answer never came.
import { createHash } from 'node:crypto';

export const levels = ['pending', 'opened', 'action_started', 'completed'];
export const digest = (bytes) => createHash('sha256').update(bytes).digest('hex');

export class Session {
  constructor(answer, wanted) {
    this.id = answer.id;
    this.answer = answer; // as it was created; null: only its id is known
    this.wanted = wanted;
    this.level = [0]; // a place in `levels`
    this.heard = 0; // the number of the latest event that somebody heard of
    this.files = new Map(); // key → [{sha256, size} or null: there is none]
    this.draft = [null]; // its JSON text
    this.drafts = undefined; // how large they are made, see `draftText`
    this.items = null; // of the result, once somebody has seen them
    this.cookie = null;
    this.bound = [false]; // whether a phone has it: ours, if we have a cookie
    this.past = []; // steps and their answers, for people
    this.expired = false;
    this.interrupted = false; // a submission of it died with the server: its lease outlives it, and may prolong the session
    this.expiresAt = Date.parse(answer.expires_at);
    this.follower = null;
  }

  /// A copy with what is known now. What is asked for from now on is open in it for ever, until `leave()`: whatever the session was
  /// at a moment between the two, the copy allows.
  follow() {
    const copies = { files: new Map(this.files), past: [...this.past], follower: null };
    this.follower = Object.assign(Object.create(Session.prototype), this, copies);
    return this.follower;
  }

  leave() {
    this.follower = null;
  }

  /// Something is about to be asked for: what it would change is open from now on. The answer settles it by `kept` or `refused`.
  asks({ level, file, draft, binds }) {
    this.follower?.asks({ level, file, draft, binds });
    const before = { level: this.level, draft: this.draft, bound: this.bound, file: file && (this.files.get(file.key) ?? [null]) };
    const open = (old, now) => [...old.filter((each) => JSON.stringify(each) !== JSON.stringify(now)), now];
    const target = level === undefined ? undefined : Math.max(level, ...this.level);
    if (target !== undefined) this.level = open(before.level, target);
    if (file) this.files.set(file.key, open(before.file, file.value));
    if (draft !== undefined) this.draft = open(before.draft, draft);
    if (binds) this.bound = open(before.bound, true);
    return {
      kept: () => {
        if (target !== undefined) this.level = [target];
        if (file) this.files.set(file.key, [file.value]);
        if (draft !== undefined) this.draft = [draft];
        if (binds) this.bound = [true];
      },
      refused: () => {
        Object.assign(this, { level: before.level, draft: before.draft, bound: before.bound });
        if (file) this.files.set(file.key, before.file);
      },
    };
  }

  /// How many facts there are to look at.
  facts() {
    return 4 + this.files.size + (this.draft.length === 1 && this.draft[0] === null ? 0 : 1) + (this.items?.length ?? 0);
  }

  done() {
    return this.expired || this.level[0] === 3;
  }

  /// What may be asked of it without surprise: nothing is open, and there is time left.
  ready() {
    return !this.done() && !this.interrupted && this.level.length === 1 && this.bound.length === 1 && Date.now() < this.expiresAt - 500;
  }
}
