// Pages do what comes to their mind, and each answer is compared with that of a few arrays.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Page } from './client.mjs';
import { startSignal } from './launch.mjs';
import { gone } from './verdicts.mjs';

const limits = { MAX_CANDIDATES: 4, MAX_ORIGIN_SESSIONS: 12 };
const names = ['a', 'B', 'a b', '/', '.', '\uffff', '\u{10000}', '%2F'];
const texts = ['x', 'X', 'x\0', '\0', 'x ', '\u00e9', 'e\u0301'];
const sides = ['offerer', 'answerer'];

/// mulberry32: numbers below 1 that a seed determines.
function randomOf(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/// What the service should know of one origin, and should answer: [status, body].
class Model {
  sessions = [];

  find(code) {
    return this.sessions.find((session) => session.code === code);
  }

  available(topic) {
    return this.sessions.filter((session) => session.answer === null && session.topic === topic);
  }

  list(topic) {
    const known = this.available(topic).reverse();
    return [200, { sessions: known.map(({ code, info, offer, offerer }) => ({ code, info, offer, offerCandidates: offerer })) }];
  }

  topics(page, limit) {
    const bytes = (text) => Buffer.from(text);
    const known = names.slice().sort((a, b) => Buffer.compare(bytes(a), bytes(b)));
    const rows = known.map((topic) => ({ topic, count: this.available(topic).length })).filter(({ count }) => count);
    const pagination = { page, limit, total: rows.length, hasMore: page * limit < rows.length };
    return [200, { topics: rows.slice((page - 1) * limit, page * limit), pagination }];
  }

  answer(code, text) {
    const session = this.find(code);
    if (!session) return [404, { error: gone }];
    if (![null, text].includes(session.answer)) return [409, { error: 'Session already answered' }];
    session.answer = text;
    return [200, { success: true }];
  }

  candidate(code, side, text) {
    const session = this.find(code);
    if (!session) return [404, { error: gone }];
    if (session[side].length === limits.MAX_CANDIDATES) return [409, { error: 'Too many candidates' }];
    session[side].push(text);
    return [200, { success: true }];
  }

  poll(code, side) {
    const session = this.find(code);
    if (!session) return [404, { error: gone }];
    if (side === 'offerer') return [200, { answer: session.answer, answerCandidates: session.answerer }];
    return [200, { offer: session.offer, offerCandidates: session.offerer }];
  }
}

/// Without what no model foretells.
function comparable({ sessions, ...rest }) {
  if (!sessions) return rest;
  return { ...rest, sessions: sessions.map(({ createdAt, expiresAt, ...session }) => session) };
}

async function offer(page, model, topic, info, text) {
  const answer = await page.offer(topic, { info, offer: text });
  if (model.sessions.length === limits.MAX_ORIGIN_SESSIONS) return assert.equal(answer.status, 429);
  assert.equal(answer.status, 200, answer.text);
  model.sessions.push({ code: answer.body().code, topic, info, offer: text, answer: null, offerer: [], answerer: [] });
}

/// One step of a page, and the look at its answer.
async function step({ page, model }, others, random) {
  const any = (list) => list[Math.floor(random() * list.length)];
  const text = any(texts);
  const kind = any(['offer', 'answer', 'candidate', 'candidate', 'poll', 'poll', 'list', 'topics']);
  if (kind === 'offer') return offer(page, model, any(names), any(texts), text);
  // Now and then a code that this page may not use.
  const code = any((random() < 0.1 ? any(others) : model).sessions)?.code;
  const side = any(sides);
  const [topic, number, limit] = [any(names), 1 + Math.floor(random() * 4), 1 + Math.floor(random() * 4)];
  const calls = {
    answer: () => [page.answer(code ?? 'x', text), () => model.answer(code, text)],
    candidate: () => [page.candidate(code ?? 'x', side, text), () => model.candidate(code, side, text)],
    poll: () => [page.poll(code ?? 'x', side), () => model.poll(code, side)],
    list: () => [page.get(`/${encodeURIComponent(topic)}/sessions`), () => model.list(topic)],
    topics: () => [page.get(`/topics?page=${number}&limit=${limit}`), () => model.topics(number, limit)],
  };
  const [asked, expected] = calls[kind]();
  const answer = await asked;
  assert.deepEqual([answer.status, comparable(answer.body())], expected(), kind);
}

test('whatever pages do one after the other, each answer is that of a few arrays', async () => {
  const s = await startSignal({ env: limits });
  const seed = Math.floor(Math.random() * 2 ** 31);
  const random = randomOf(seed);
  const pages = Array.from({ length: 8 }, () => ({ page: new Page(s), model: new Model() }));
  const models = pages.map(({ model }) => model);
  for (let n = 0; n < 1_000; ++n) {
    const own = pages[Math.floor(random() * pages.length)];
    try {
      await step(own, models, random);
    } catch (error) {
      error.message = `seed ${seed}, step ${n}: ${error.message}`;
      throw error;
    }
  }
  await s.stop();
});
