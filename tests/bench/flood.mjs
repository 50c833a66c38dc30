// What one link can make the server hold: many submissions at once, each as large and as costly to take apart as can be.
import { memory, peakRss, settledMemory } from './process.mjs';
import { start } from './servers.mjs';

/// As a tree it takes sixteen times its text.
function body(bytes) {
  const head = '{"data":[[0]';
  return `${head}${',[0]'.repeat(Math.floor((bytes - head.length - 2) / 4))}]}`;
}

async function flood(server, id, text, count) {
  const statuses = {};
  const from = performance.now();
  await Promise.all(
    Array.from({ length: count }, async () => {
      const answer = await fetch(`${server.url}/s/${id}/submit`, { method: 'POST', body: text }).catch((error) => ({
        status: error.cause?.code,
      }));
      await answer.arrayBuffer?.();
      statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
    }),
  );
  return { statuses, seconds: (performance.now() - from) / 1000 };
}

export async function measureFlood(program, { count, bytes }) {
  const server = await start(program);
  try {
    const { id } = await server.create();
    const page = await fetch(`${server.url}/s/${id}`, { headers: { 'User-Agent': 'Mozilla/5.0 Mobile', Accept: 'text/html' } });
    if (page.status !== 200) throw new Error(`the page is ${page.status}`);
    const before = await settledMemory(server.pid);
    const { statuses, seconds } = await flood(server, id, body(bytes), count);
    const right = memory(server.pid);
    return { count, bytes, statuses, seconds, before, peak: peakRss(server.pid), right, after: await settledMemory(server.pid) };
  } finally {
    await server.stop();
  }
}
