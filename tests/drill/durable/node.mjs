// A node under drill: started, killed with its workers, started again.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { children } from '../../bench/process.mjs';
import { start } from '../../bench/servers.mjs';
import { binary, sleep } from '../../http/launch.mjs';

export const library = join(dirname(binary), 'tests', 'drill', 'durable', 'libpower-loss.so');

const room = { FILE_QUOTA_TOTAL_BYTES: String(2 ** 40), LOG_LEVEL: 'warn' };

/// Tries another port when somebody was faster, unless it is to have `port`. `command`: what is started instead of the binary.
export async function startNode(store, env = {}, { port, command = [binary] } = {}) {
  const [path, ...args] = command;
  for (let attempt = 0; ; ++attempt) {
    try {
      return await start({ name: 'baton', path, args: [...args, 'serve'] }, { ...room, ...store.env, ...env }, port);
    } catch (error) {
      if (port || attempt === 3 || !/in use/i.test(error.message)) throw error;
    }
  }
}

/// Kills the server; its workers have ten seconds to notice.
export async function killNode(server) {
  const workers = children(server.pid);
  await server.kill();
  const alive = () => workers.filter((pid) => existsSync(`/proc/${pid}/exe`));
  for (const deadline = Date.now() + 10_000; alive().length; await sleep(10))
    if (Date.now() > deadline) throw new Error(`workers ${alive().join(', ')} outlive their server`);
  return workers.length;
}
