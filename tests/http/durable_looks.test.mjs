// The look at what was acknowledged, with which durability is tried, sees what is missing: it must itself be able to fail.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { client } from '../drill/durable/calls.mjs';
import { startNode } from '../drill/durable/node.mjs';
import { random as seeded } from '../drill/durable/random.mjs';
import { emptyReport, emptyTally } from '../drill/durable/report.mjs';
import { steps } from '../drill/durable/steps.mjs';
import { stores } from '../drill/durable/stores.mjs';
import { verify } from '../drill/durable/verify.mjs';

describe('the look at what was acknowledged', () => {
  let server, clients;
  before(async () => {
    server = await startNode(stores.memory());
    clients = client(server);
  });
  after(async () => {
    clients?.close();
    await server?.stop();
  });

  const photo = { action_type: 'photo', output_format: 'jpg', session_ttl: '1h' };

  /// A session that was taken through these steps.
  async function session(...names) {
    const tally = emptyTally();
    const does = steps({ call: clients.call, random: seeded(3), tally });
    const made = await does.create(photo);
    for (const name of names) assert.ok((await does[name](made)).status < 300, name);
    assert.deepEqual(tally.surprises, []);
    return made;
  }

  async function seen(...sessions) {
    const report = emptyReport();
    await verify(server, sessions, report, { hearing: 1 });
    return { lost: report.lost.length, half: report.half.length };
  }

  const whole = { lost: 0, half: 0 };
  const lost = { lost: 1, half: 0 };

  test('is content with what is there', async () => {
    const all = [await session(), await session('open', 'start', 'put', 'draft'), await session('open', 'start', 'put', 'submit')];
    assert.deepEqual(await seen(...all), whole);
    assert.deepEqual(await seen(...all), whole, 'also a second time');
  });

  test('takes either outcome of what had no answer, and holds to the one it saw', async () => {
    const one = await session('open', 'start', 'put', 'draft');
    one.asks({ file: { key: 'k9', value: { sha256: 'x', size: 1 } }, draft: '1', binds: true });
    assert.deepEqual(await seen(one), whole);
    assert.deepEqual([one.level, one.draft.length, one.files.get('k9')], [[2], 1, [null]]);
  });

  test('tries a submission again that had no answer', async () => {
    const one = await session('open', 'start', 'put');
    one.asks({ level: 3, binds: true });
    assert.deepEqual(await seen(one), whole);
    assert.deepEqual([one.level, one.interrupted, one.items.length], [[3], false, 1]);
  });

  test('misses a session, a file, other bytes, a draft, a change of its state', async () => {
    const gone = await session();
    gone.id = '00000000-0000-4000-8000-000000000000';
    assert.deepEqual(await seen(gone), lost);
    const fewer = await session('open', 'start', 'put');
    fewer.files.set('k9', [{ sha256: 'x', size: 1 }]);
    assert.deepEqual(await seen(fewer), lost);
    const other = await session('open', 'start', 'put');
    for (const [value] of other.files.values()) value.sha256 = value.sha256.replace(/^./, 'x');
    assert.deepEqual(await seen(other), lost);
    const draft = await session('open', 'start', 'draft');
    draft.draft = ['{}'];
    assert.deepEqual(await seen(draft), lost);
    const opened = await session('open', 'start');
    opened.level = [3];
    assert.deepEqual(await seen(opened), lost);
    const result = await session('open', 'start', 'put', 'submit');
    result.items = [{ ...result.items[0], sha256: 'x' }];
    assert.deepEqual(await seen(result), lost);
  });

  test('notices what nobody asked for, and an event that was heard and did not happen', async () => {
    const more = await session('open', 'start', 'put');
    more.files.clear();
    assert.deepEqual(await seen(more), { lost: 0, half: 1 });
    const heard = await session('open');
    heard.heard = 3;
    assert.ok((await seen(heard)).lost > 0);
  });
});
