// Ports for the servers of tests. Files of tests run side by side, and a port can be asked for long before somebody listens
// there, or be left for a while by a server that is killed and comes back: so each belongs to one process until that ends.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/// Outgoing connections are given no port below 32768 by the kernel.
const first = 18_000;
const count = 13_000;
/// A file for each port that somebody has, with the process' id in it.
const taken = join(tmpdir(), `baton-test-ports-${process.getuid()}`);
const ours = new Set();
process.on('exit', () => ours.forEach((port) => rmSync(join(taken, String(port)), { force: true })));

function lives(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/// Whether the port is this process' own from now on, and was nobody's.
function claim(port) {
  const file = join(taken, String(port));
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      ours.add(port);
      return true;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    try {
      // Not written to the end yet: somebody is just taking it.
      const owner = Number(readFileSync(file, 'utf8'));
      if (owner === 0 || lives(owner)) return false;
      rmSync(file);
    } catch (error) {
      // Given back in this moment.
      if (error.code !== 'ENOENT') throw error;
    }
  }
}

const listens = (port) =>
  new Promise((done) => {
    const probe = createServer().once('error', () => done(true));
    probe.listen(port, '0.0.0.0', () => probe.close(() => done(false)));
  });

/// The first of `wanted` ports in a row where nobody listens; no other test gets them while this process lives.
export async function freePorts(wanted) {
  mkdirSync(taken, { recursive: true });
  for (let attempt = 0; attempt < 200; ++attempt) {
    const port = first + Math.floor(Math.random() * (count - wanted));
    let free = true;
    for (let i = 0; i < wanted && free; ++i) free = claim(port + i) && !(await listens(port + i));
    if (free) return port;
  }
  throw new Error(`no ${wanted} free ports between ${first} and ${first + count}`);
}

export const freePort = () => freePorts(1);
