// What a process costs, read from /proc.
import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';

const ticksPerSecond = 100; // USER_HZ: the same on every Linux that Node runs on

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/// CPU time of all threads so far, in seconds.
export function cpuSeconds(pid) {
  // The name in parentheses may hold spaces; after it, utime and stime are the 12th and 13th fields.
  const fields = read(`/proc/${pid}/stat`).split(') ').pop().split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/// Resident bytes. `statm` is the way for a process whose `smaps_rollup` belongs to root.
export function rss(pid) {
  const exact = /^Rss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`));
  return exact ? Number(exact[1]) * 1024 : Number(read(`/proc/${pid}/statm`).split(' ')[1]) * 4096;
}

function descriptors(pid) {
  try {
    return readdirSync(`/proc/${pid}/fd`);
  } catch {
    return []; // the server's are for root only: run.mjs says so
  }
}

/// Bytes of the memfds that the process holds, each counted once. They are memory of nobody's RSS.
export function memfds(pid) {
  const seen = new Map();
  for (const fd of descriptors(pid)) {
    const path = `/proc/${pid}/fd/${fd}`;
    try {
      if (!readlinkSync(path).startsWith('/memfd:')) continue;
      const { ino, blocks } = statSync(path);
      seen.set(ino, blocks * 512);
    } catch {
      // Closed while we looked.
    }
  }
  return [...seen.values()].reduce((sum, bytes) => sum + bytes, 0);
}

/// Memory always counts both.
export const memory = (pid) => rss(pid) + memfds(pid);

/// The largest RSS since the process began, in bytes.
export const peakRss = (pid) => Number(/^VmHWM:\s+(\d+) kB/m.exec(read(`/proc/${pid}/status`))?.[1] ?? NaN) * 1024;

/// The children of a process: the workers of a server.
export const children = (pid) =>
  readdirSync(`/proc/${pid}/task`)
    .flatMap((thread) => read(`/proc/${pid}/task/${thread}/children`).trim().split(' '))
    .filter(Boolean)
    .map(Number);

/// Memory once it has stopped moving; a server gives back or builds up a little after its work.
export async function settledMemory(pid, { pause = 500, tries = 20 } = {}) {
  let last = memory(pid);
  for (let i = 0; i < tries; ++i) {
    await new Promise((done) => setTimeout(done, pause));
    const now = memory(pid);
    if (Math.abs(now - last) < 64 * 1024) return now;
    last = now;
  }
  return last;
}
