// What small hostile inputs cost a worker: CPU time and peak memory of each, in a process of its own.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { binary } from '../http/launch.mjs';
import { inputs } from './hostile_inputs.mjs';

const build = dirname(binary);
const program = join(build, 'tests', 'bench', 'worker-job');

function job(action, format, file) {
  const { status, signal, stdout, stderr } = spawnSync(program, [action, format, file], { encoding: 'utf8' });
  if (status !== 0) return { outcome: `ended: ${signal ?? status} ${stderr}` };
  return JSON.parse(stdout.trim().split('\n').at(-1));
}

/// A row per input and format, of those whose name contains `only`.
export function measureHostile({ only = '' } = {}) {
  const made = spawnSync('ninja', ['-C', build, '--quiet', 'tests/bench/worker-job'], { encoding: 'utf8' });
  if (made.status !== 0) throw new Error(made.stdout + made.stderr);
  const directory = mkdtempSync(join(tmpdir(), 'baton-bench-'));
  try {
    return inputs
      .filter(({ name }) => name.includes(only))
      .flatMap(({ name, action, bytes, formats, drawn }) => {
        const file = join(directory, drawn ? 'input.json' : 'input');
        const input = bytes();
        writeFileSync(file, input);
        return formats.map((format) => ({ name, format, size: input.length, ...job(action, format, file) }));
      });
  } finally {
    rmSync(directory, { recursive: true });
  }
}
