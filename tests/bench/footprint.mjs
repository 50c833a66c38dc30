// What a server costs while it does nothing: its start, its memory, a live session, an idle WebSocket.
import { fork } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { children, rss, settledMemory } from './process.mjs';
import { start } from './servers.mjs';
import { median } from './statistics.mjs';
import { wrk } from './wrk.mjs';

const listeners = join(dirname(fileURLToPath(import.meta.url)), 'listeners.mjs');
const session = JSON.stringify({ action_type: 'photo', output_format: 'jpg' });
const many = { MAX_SESSIONS: '20000000' };

/// A process of its own that keeps one WebSocket open per session; `failures` counts those that did not stay.
export async function listen(server, ids) {
  const child = fork(listeners, [server.url, server.key], { serialization: 'advanced' });
  child.send(ids);
  await new Promise((done, fail) => child.once('message', done).once('exit', () => fail(new Error('the listeners ended'))));
  return {
    close: () =>
      new Promise((done) => {
        child.once('message', ({ failures }) => done(failures));
        child.send('stop');
      }),
  };
}

async function startTime(program, times) {
  const all = [];
  for (let i = 0; i < times; ++i) {
    const server = await start(program);
    all.push(server.startMs);
    await server.stop();
  }
  return median(all);
}

async function perSession(program, seconds) {
  const server = await start(program, many);
  try {
    // Connections and buffers of the load generator are there before and after.
    await wrk(server, { paths: ['/api/v1/health'], seconds: 1 });
    const before = await settledMemory(server.pid);
    const { requests } = await wrk(server, { method: 'POST', body: session, paths: ['/api/v1/sessions'], seconds });
    return { sessions: requests, bytes: ((await settledMemory(server.pid)) - before) / requests };
  } finally {
    await server.stop();
  }
}

async function perSocket(program, count) {
  const server = await start(program, many);
  try {
    const ids = [];
    for (let i = 0; i < count; ++i) ids.push((await server.create()).id);
    const before = await settledMemory(server.pid);
    const sockets = await listen(server, ids);
    const after = await settledMemory(server.pid);
    const failures = await sockets.close();
    if (failures) throw new Error(`${program.name}: ${failures} of ${count} WebSockets did not stay open`);
    return (after - before) / count;
  } finally {
    await server.stop();
  }
}

async function idle(program) {
  const server = await start(program);
  try {
    const bytes = await settledMemory(server.pid);
    return { bytes, workers: children(server.pid).map(rss) };
  } finally {
    await server.stop();
  }
}

export async function measureFootprint(program, { starts, fillSeconds, sockets }) {
  return {
    startMs: await startTime(program, starts),
    idle: await idle(program),
    session: await perSession(program, fillSeconds),
    socketBytes: await perSocket(program, sockets),
  };
}
