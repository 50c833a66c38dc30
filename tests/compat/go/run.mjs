// Runs the Go client's test against a server of its own, in a temporary copy so that go.mod stays as it is.
// HANDOFF_SRC names a local checkout of the client; without it the module proxy is asked.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startServer } from '../../http/launch.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const client = 'github.com/mxcd/handoff';

function finish(passed, failed, skipped) {
  console.log(`compat-go: ${passed} passed, ${failed} failed, ${skipped} skipped`);
  process.exitCode = failed ? 1 : 0;
}

function skip(reason) {
  console.log(`SKIP go client: ${reason}`);
  finish(0, 0, 1);
}

const go = (dir, ...args) => spawnSync('go', args, { cwd: dir, encoding: 'utf8', env: { ...process.env, GOFLAGS: '-mod=mod' } });

/// Makes the client importable in `dir`; gives the reason if that cannot be done.
function provide(dir) {
  const source = process.env.HANDOFF_SRC;
  if (source) {
    go(dir, 'mod', 'edit', `-require=${client}@v0.0.0`, `-replace=${client}=${resolve(source)}`);
    const tidy = go(dir, 'mod', 'tidy');
    return tidy.status === 0 ? null : `what HANDOFF_SRC needs cannot be fetched: ${tidy.stderr.trim().split('\n').pop()}`;
  }
  return go(dir, 'get', `${client}@latest`).status === 0 ? null : 'module not available (set HANDOFF_SRC to a checkout)';
}

async function test(dir) {
  const server = await startServer();
  let [passed, failed, output] = [0, 0, ''];
  const code = await new Promise((done) => {
    const run = spawn('go', ['test', '-count=1', '-v', './...'], {
      cwd: dir,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, GOFLAGS: '-mod=mod', COMPAT_URL: server.url, COMPAT_KEY: server.key, COMPAT_OTHER_KEY: server.otherKey },
    });
    run.stdout.setEncoding('utf8').on('data', (text) => {
      output += text;
      process.stdout.write(text);
    });
    run.once('close', done);
  });
  await server.stop();
  passed = output.match(/^--- PASS/gm)?.length ?? 0;
  failed = output.match(/^--- FAIL/gm)?.length ?? 0;
  finish(passed, failed || (code ? 1 : 0), output.match(/^--- SKIP/gm)?.length ?? 0);
}

if (spawnSync('go', ['version']).status !== 0) {
  skip('no go tool');
} else {
  const dir = mkdtempSync(join(tmpdir(), 'baton-go-'));
  for (const name of ['go.mod', 'handoff_test.go', 'phone_test.go']) cpSync(join(here, name), join(dir, name));
  try {
    const reason = provide(dir);
    if (reason) skip(reason);
    else await test(dir);
  } catch (error) {
    console.error(error.message);
    finish(0, 1, 0);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
