// HANDOFF_PHONE_ROUTES=false: the phone routes kept from the original server are gone, and our own pages need none of them.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startServer } from './launch.mjs';
import { device, opened, submit, visit } from './phone.mjs';
import { jpeg } from './pictures.mjs';
import { assertProblem } from './problem.mjs';
import { finalize, installed, upload } from './scan.mjs';

describe('without the phone routes of the original', () => {
  let s;
  before(async () => (s = await startServer({ env: { HANDOFF_PHONE_ROUTES: 'false' } })));
  after(() => s?.stop());

  test('they are unknown, whatever the method', async () => {
    const { id } = await opened(s);
    await assertProblem(await submit(s, id), 404);
    await assertProblem(await visit(s, id, { path: '/result', headers: { Accept: '*/*' } }), 404);
    assert.equal((await visit(s, id, { path: '/result', method: 'OPTIONS' })).status, 404);
    await assertProblem(await upload(s, id, 0, 0), 404);
    await assertProblem(await finalize(s, id), 404);
  });

  test('a photo goes its way without them', async () => {
    const { id } = await opened(s);
    const call = device(s, id);
    assert.equal((await call('PUT', '/files/photo', { body: jpeg })).status, 200);
    assert.equal((await call('POST', '/submit', { body: {} })).status, 200);
    assert.equal((await s.api(`/api/v1/sessions/${id}/result`)).status, 200);
  });

  test('a scan too', { skip: installed ? false : 'the scan plugin is not built' }, async () => {
    const { id } = await opened(s, { action_type: 'scan', output_format: 'images' });
    const call = device(s, id);
    assert.equal((await call('PUT', '/files/page-1', { body: jpeg })).status, 200);
    const data = { documents: [{ pages: [{ key: 'page-1' }] }] };
    const answer = await call('POST', '/submit', { body: { data } });
    assert.equal(answer.status, 200, await answer.text());
  });

  test('and they are there unless the setting says so', async () => {
    const usual = await startServer();
    const { id } = await opened(usual);
    assert.equal((await submit(usual, id)).status, 200);
    await usual.stop();
  });
});
