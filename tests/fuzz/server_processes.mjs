// What a running server costs: its process, its workers, and the memory of all of them.
import { readFileSync, readdirSync, readlinkSync, statSync } from 'node:fs';

/// The server's process and its workers.
export function processes(pid) {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
  const tasks = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim().split(' ').filter(Boolean),
  );
  return [...new Set([String(pid), ...children, ...tasks])];
}

/// RSS and memfds in bytes, over all of them; a memfd that several hold counts once.
export function memory(pid) {
  const files = new Map();
  let rss = 0;
  for (const process of processes(pid)) {
    try {
      rss += Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${process}/status`, 'utf8'))?.[1] ?? 0) * 1024;
      for (const fd of readdirSync(`/proc/${process}/fd`)) {
        const path = `/proc/${process}/fd/${fd}`;
        if (readlinkSync(path).startsWith('/memfd:')) files.set(statSync(path).ino, statSync(path).size);
      }
    } catch {
      // A worker that went in between.
    }
  }
  return { rss, memfds: [...files.values()].reduce((sum, size) => sum + size, 0) };
}

/// What is wrong with the memory after `count` sessions, compared with what it was before. Sessions and tombstones stay
/// for a day: some 2 KB for each; allocators keep a little.
export function leaks(before, held, count) {
  const found = [];
  if (held.memfds > before.memfds + 1e6) found.push('memfds were left behind');
  if (held.rss > before.rss + 32e6 + count * 4096) found.push('memory did not come back');
  return found;
}

const mb = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
export const described = ({ rss, memfds }) => `${mb(rss)} RSS + ${mb(memfds)} memfds`;
