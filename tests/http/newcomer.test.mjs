// What somebody meets who installs the server for the first time and gets something wrong.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { assertPage } from './html.mjs';
import { runToExit, sanitized, startServer, temporaryDirectory } from './launch.mjs';
import { visit } from './phone.mjs';
import { libraries, pluginDir } from './plugins.mjs';

const own = pluginDir('misbehave') ? false : 'the test plugins are not built';
const noProc = sanitized
  ? 'a sanitizer needs /proc itself'
  : spawnSync('unshare', ['-m', 'sh', '-c', 'umount -l /proc']).status === 0
    ? false
    : 'only root can take /proc away';

async function oneLine(options, ...words) {
  const { code, signal, output } = await runToExit(options);
  assert.equal(signal, null, output);
  assert.notEqual(code, 0, output);
  const lines = output.trim().split('\n');
  assert.equal(lines.length, 1, output);
  for (const word of words) assert.ok(lines[0].includes(word), `"${word}" in: ${lines[0]}`);
}

/// A plugin's library whose manifest was forgotten.
function orphan() {
  const dir = pluginDir('photo');
  copyFileSync(realpathSync(join(pluginDir('misbehave'), 'misbehave.so')), join(dir, 'lonely.so'));
  return dir;
}

describe('a newcomer', { concurrency: 4 }, () => {
  test('a command that there is none is named', async () => {
    await oneLine({ args: ['foo'] }, "'foo'", 'baton --help');
    await oneLine({ args: ['serve', '--demon'] }, '--demon', 'baton --help');
  });

  test('a setting that is nearly one is asked about', () =>
    oneLine({ env: { API_KEYS: undefined, API_KEY: 'the-secret' } }, 'API_KEYS is not set', '(API_KEY is set: is that what was meant?)'));

  test('a variable that is nearly a setting is told in the log', async () => {
    const s = await startServer({ env: { WORKER: '3' } });
    await s.stop();
    const line = s
      .log()
      .split('\n')
      .find((each) => each.includes('a variable is no setting'));
    assert.ok(line, s.log());
    assert.deepEqual([JSON.parse(line).variable, JSON.parse(line).meant], ['WORKER', 'WORKERS']);
  });

  test('a PLUGIN_CONFIG that is not there is called that', () =>
    oneLine({ env: { PLUGIN_CONFIG: '/no/such/file.json' } }, 'PLUGIN_CONFIG', '/no/such/file.json', 'No such file'));

  test('too few descriptors are not the fault of PORT', () =>
    oneLine({ within: ['prlimit', '--nofile=20:20'] }, 'only 20 files may be open at once (ulimit -n)'));

  test('without /proc the line says so', { skip: noProc }, () =>
    oneLine({ within: ['unshare', '-m', 'sh', '-c', 'umount -l /proc && exec "$@"', 'sh'] }, '/proc', 'must be mounted'),
  );

  test('a plugin without a manifest is named, wanted or not', { skip: own }, async () => {
    const env = { ...libraries, PLUGIN_DIR: orphan() };
    await oneLine({ env: { ...env, ACTIONS: 'photo,lonely' } }, "'lonely'", 'lonely.json is missing');
    const s = await startServer({ env });
    await s.createSession();
    await s.stop();
    assert.match(s.log(), /a library has no manifest and is not loaded.*lonely\.so/);
    const { code, output } = await runToExit({ env, args: ['actions'] });
    assert.equal(code, 1);
    assert.match(output, /lonely[\s\S]*broken: .*lonely\.json is missing/);
  });

  test('actions come from several directories', { skip: own }, async () => {
    const empty = temporaryDirectory('plugins');
    const s = await startServer({ env: { ...libraries, PLUGIN_DIR: `${pluginDir('photo')}:${empty}:${pluginDir('misbehave')}` } });
    for (const action_type of ['photo', 'misbehave']) await s.createSession({ action_type, output_format: 'jpg' });
    await s.stop();
    await oneLine({ env: { ...libraries, PLUGIN_DIR: `${pluginDir('photo')}:${pluginDir('photo')}` } }, "'photo'", 'is installed in');
    await oneLine({ env: { PLUGIN_DIR: `${empty}:/does/not/exist` } }, 'PLUGIN_DIR', '/does/not/exist');
  });

  test('an action without a page sends a person where they came from', { skip: own }, async () => {
    const s = await startServer({ env: { ...libraries, PLUGIN_DIR: pluginDir('misbehave') } });
    const session = await s.createSession({ action_type: 'misbehave', output_format: 'jpg', return_url: 'https://shop.example/back' });
    const page = await assertPage(await visit(s, session.id), 200);
    assert.match(page, /Please continue elsewhere/);
    assert.match(page, /href="https:\/\/shop\.example\/back"/);
    await s.stop();
  });

  test('a demo that listens on this machine only shows no address of the network', async () => {
    const s = await startServer({ nodes: 1, args: ['serve', '--demo'], env: { DEV: 'true', LISTEN: '127.0.0.1', BASE_URL: undefined } });
    await s.stop();
    assert.match(s.log(), /Baton is ready at http:\/\/127\.0\.0\.1:\d+\n/);
    assert.match(s.log(), /LISTEN=127\.0\.0\.1 lets no phone in/);
  });
});
