// Plugins that are bad at their load harm nothing but themselves.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { runToExit, startServer } from './launch.mjs';
import { libraries, pluginDir } from './plugins.mjs';

const bad = ['crash-on-load', 'hang-on-load', 'no-formats', 'bad-assets', 'throwing-provision', 'wrong-abi', 'wrong-symbol-abi', 'files'];
const skip = pluginDir('photo', 'misbehave', ...bad) ? false : 'the test plugins are not built';

describe('plugins', { skip, concurrency: 3 }, () => {
  for (const name of bad) {
    test(`${name}: one line says which plugin is bad, and the start ends`, async () => {
      const env = { ...libraries, PLUGIN_DIR: pluginDir('photo', name), ACTIONS: `photo,${name}`, WORKER_TIMEOUT: '2s' };
      const { code, signal, output } = await runToExit({ env, limit: 40_000 });
      assert.equal(signal, null, output);
      assert.notEqual(code, 0);
      assert.ok(output.includes(name), output);
      assert.equal(output.trim().split('\n').length, 1, output);
    });
  }

  test('an action that is called like a route of the server is refused by that name', async () => {
    const { output } = await runToExit({ env: { ...libraries, PLUGIN_DIR: pluginDir('photo', 'files') } });
    assert.match(output, /plugin 'files': no action may be called 'files': \/s\/:id\/files is a route of the server/);
  });

  test('a bad plugin that is not enabled stops nothing', async () => {
    const s = await startServer({ env: { ...libraries, PLUGIN_DIR: pluginDir('photo', ...bad), ACTIONS: 'photo' } });
    await s.createSession();
    assert.equal((await s.stop()).code, 0);
  });

  test('options of a plugin are checked by its schema', async () => {
    const s = await startServer({ env: { ...libraries, PLUGIN_DIR: pluginDir('photo', 'misbehave') } });
    try {
      const answer = await s.api('/api/v1/sessions', { json: { action_type: 'misbehave', output_format: 'jpg', options: { how: 5 } } });
      assert.equal(answer.status, 400);
      const { errors } = await answer.json();
      assert.equal(errors[0].pointer, '/options/how');
    } finally {
      await s.stop();
    }
  });
});
