// Sessions in lockstep: all of them take one step, then all the next, so that a step's time and processor time are its own.
import { client, cookieOf, json } from '../drill/durable/calls.mjs';
import { drawn, handwriting } from '../http/ink.mjs';
import { children, cpuSeconds } from './process.mjs';
import { ascending, quantile } from './statistics.mjs';

const person = { 'User-Agent': 'Mozilla/5.0 (Linux; Android 14) Mobile', Accept: 'text/html' };

/// What a step does for one session {id, cookie, items}; `server` makes the calls.
export const steps = {
  create: (body) => ({ method: 'POST', path: () => '/api/v1/sessions', key: true, body: () => body, expect: 201 }),
  open: () => ({ method: 'GET', path: ({ id }) => `/s/${id}`, headers: person, expect: 200 }),
  start: () => ({ method: 'POST', path: ({ id }) => `/s/${id}/start`, expect: 200 }),
  draft: (bytes) => ({
    method: 'PUT',
    path: ({ id }) => `/s/${id}/draft`,
    body: () => ({ ink: 'x'.repeat(bytes) }),
    expect: 204,
  }),
  upload: (photo) => ({ method: 'PUT', path: ({ id }) => `/s/${id}/files/photo`, body: () => photo, expect: 200 }),
  submit: (body) => ({ method: 'POST', path: ({ id }) => `/s/${id}/submit`, body: () => body, expect: 200 }),
  result: () => ({ method: 'GET', path: ({ id }) => `/api/v1/sessions/${id}/result`, key: true, expect: 200 }),
  download: () => ({ method: 'GET', path: ({ items }) => `/api/v1/downloads/${items[0].download_id}`, key: true, expect: 200 }),
};

/// The ways through a session that are measured.
export const ways = {
  photo: (photo) => [
    ['create', steps.create({ action_type: 'photo', output_format: 'jpg' })],
    ['open', steps.open()],
    ['start', steps.start()],
    ['upload', steps.upload(photo)],
    ['submit', steps.submit({})],
    ['result', steps.result()],
    ['download', steps.download()],
  ],
  signature: () => [
    ['create', steps.create({ action_type: 'signature', output_format: 'svg' })],
    ['open', steps.open()],
    ['start', steps.start()],
    ['draft', steps.draft(4_000)],
    ['submit', steps.submit({ data: drawn(handwriting(400)) })],
    ['result', steps.result()],
    ['download', steps.download()],
  ],
  expired: (_, ttl) => [
    ['create', steps.create({ action_type: 'signature', output_format: 'svg', session_ttl: ttl })],
    ['open', steps.open()],
    ['start', steps.start()],
    ['draft', steps.draft(4_000)],
  ],
};

const workersCpu = (server) => children(server.pid).reduce((sum, pid) => sum + cpuSeconds(pid), 0);

async function one(call, session, { method, path, key, headers = {}, body, expect }) {
  const began = performance.now();
  const cookie = session.cookie ? { Cookie: session.cookie } : {};
  const answer = await call(method, path(session), { key, headers: { ...headers, ...cookie }, body: body?.() });
  if (answer.status !== expect) throw new Error(`${method} ${path(session)}: ${answer.status} ${answer.body.toString().slice(0, 300)}`);
  const ms = performance.now() - began;
  session.cookie = cookieOf(answer) ?? session.cookie;
  if (expect === 201) session.id = answer.headers.location.split('/').pop();
  if (/json/.test(answer.headers['content-type'])) session.items = json(answer)?.items ?? session.items;
  return ms;
}

/// One step of all sessions, `connections` at a time: {name, perSecond, cpuMs, workersMs (both of one session), p50, p99 (ms)}.
async function together(server, { name, step, sessions, connections }) {
  const { call, close } = client(server, connections);
  const times = [];
  let next = 0;
  const work = async () => {
    while (next < sessions.length) times.push(await one(call, sessions[next++], step));
  };
  const [began, cpu, workers] = [performance.now(), cpuSeconds(server.pid), workersCpu(server)];
  await Promise.all(Array.from({ length: connections }, work));
  const seconds = (performance.now() - began) / 1000;
  const each = (used) => (1000 * used) / sessions.length;
  close();
  const sorted = ascending(times);
  return {
    name,
    seconds,
    perSecond: sessions.length / seconds,
    cpuMs: each(cpuSeconds(server.pid) - cpu),
    workersMs: each(workersCpu(server) - workers),
    p50: quantile(sorted, 0.5),
    p99: quantile(sorted, 0.99),
  };
}

/// Takes so many sessions through all steps: {steps: [figures of each], perSecond: whole sessions}.
export async function lockstep(server, way, { count, connections }) {
  const sessions = Array.from({ length: count }, () => ({}));
  const figures = [];
  for (const [name, step] of way) figures.push(await together(server, { name, step, sessions, connections }));
  return { steps: figures, perSecond: count / figures.reduce((sum, { seconds }) => sum + seconds, 0) };
}
