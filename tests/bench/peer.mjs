// The Go server this one replaces, built to be measured in the same run. Nothing of it is kept.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { temporaryDirectory } from '../http/launch.mjs';

const module = 'github.com/mxcd/handoff';

/// {program} or {missing: why it was left out}. HANDOFF_SRC: a checkout of the peer; else the module proxy is asked.
export function buildPeer() {
  if (spawnSync('go', ['version']).status !== 0) return { missing: 'no go tool' };
  const dir = temporaryDirectory('bench-peer');
  const source = process.env.HANDOFF_SRC && resolve(process.env.HANDOFF_SRC);
  const path = join(dir, 'server');
  const built = source
    ? spawnSync('go', ['build', '-o', path, './cmd/server'], { cwd: source, encoding: 'utf8' })
    : spawnSync('go', ['install', `${module}/cmd/server@latest`], { cwd: dir, encoding: 'utf8', env: { ...process.env, GOBIN: dir } });
  if (built.status !== 0 || !existsSync(path)) {
    const why = (built.stderr || '').trim().split('\n').pop();
    return { missing: source ? `HANDOFF_SRC does not build: ${why}` : `the module cannot be had (${why}); set HANDOFF_SRC to a checkout` };
  }
  return { program: { name: 'peer', path, args: [] } };
}
