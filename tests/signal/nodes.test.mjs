// Nodes that share a PostgreSQL. Every other test runs on two of them as well; here is what is about the nodes themselves.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { databaseAt, sql } from '../cluster/postgres.mjs';
import { freePort } from '../http/ports.mjs';
import { Page } from './client.mjs';
import { freshDatabase, sharedDatabase } from './database.mjs';
import { startSignal } from './launch.mjs';
import { refused } from './refused.mjs';

/// A page at each of the nodes, all of one origin.
const pagesOf = (s) => {
  const origin = new Page(s).origin;
  return s.nodes.map((node) => new Page(node, origin));
};
const count = (answers, status) => answers.filter((answer) => answer.status === status).length;

describe('several nodes', () => {
  let s;
  before(async () => (s = await startSignal({ nodes: 3 })));
  after(() => s?.stop());

  test('a poll on one node sees what another acknowledged', async () => {
    const pages = pagesOf(s);
    const at = (n) => pages[n % 3];
    for (let round = 0; round < 10; ++round) {
      const code = await at(round).open('room');
      assert.equal((await at(round + 1).seen(code)).offer, 'an offer');
      assert.ok((await at(round + 2).listed()).some((session) => session.code === code));
      await at(round + 1).candidate(code, 'answerer', 'c');
      assert.deepEqual((await at(round + 2).seen(code, 'offerer')).answerCandidates, ['c']);
      await at(round + 2).answer(code, 'a');
      assert.equal((await at(round).seen(code, 'offerer')).answer, 'a');
      assert.ok(!(await at(round + 1).listed()).some((session) => session.code === code));
    }
  });

  test('of answers on all nodes at once one wins', async () => {
    const pages = pagesOf(s);
    for (let round = 0; round < 5; ++round) {
      const code = await pages[0].open();
      const answers = await Promise.all(Array.from({ length: 48 }, (_, n) => pages[n % 3].answer(code, `answer ${n}`)));
      assert.deepEqual([count(answers, 200), count(answers, 409)], [1, 47]);
      const winner = `answer ${answers.findIndex(({ status }) => status === 200)}`;
      for (const page of pages) assert.equal((await page.seen(code, 'offerer')).answer, winner);
    }
  });

  test('candidates to all nodes at once all stay, in one order', async () => {
    const pages = pagesOf(s);
    const code = await pages[0].open();
    const texts = Array.from({ length: 201 }, (_, n) => `candidate ${n}`);
    const answers = await Promise.all(texts.map((text, n) => pages[n % 3].candidate(code, 'offerer', text)));
    assert.equal(count(answers, 200), 201);
    const [first, ...rest] = await Promise.all(pages.map((page) => page.seen(code)));
    assert.deepEqual(first.offerCandidates.slice().sort(), texts.slice().sort());
    for (const seen of rest) assert.deepEqual(seen, first);
  });

  test('a node dies, the others go on with its sessions', async () => {
    const pages = pagesOf(s);
    const code = await pages[2].open();
    await pages[2].candidate(code, 'offerer', 'c');
    await s.nodes[2].end('SIGKILL');
    assert.equal((await pages[0].answer(code, 'a')).status, 200);
    await s.nodes[2].start();
    assert.deepEqual(await pages[2].seen(code, 'offerer'), { answer: 'a', answerCandidates: [] });
    assert.deepEqual((await pages[1].seen(code)).offerCandidates, ['c']);
  });
});

describe('a PostgreSQL database', { concurrency: 3 }, () => {
  test('its collation does not matter: topics are in order of code points', async () => {
    const url = await sharedDatabase();
    const name = 'signal_collation';
    await sql(url, `CREATE DATABASE ${name} TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en-US'`);
    const s = await startSignal({ env: { DATABASE_URL: databaseAt(url, name) } });
    const page = new Page(s);
    const topics = ['!', '-', 'C', 'Z', 'a', 'a-', 'a\u0001', 'aZ', 'aa', 'b', '\u00e4', '\ufb01', '\uffff', '\u{10000}', '\u{1f680}'];
    const sorted = topics.slice().sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    for (let n = 0; n < topics.length; ++n) await page.open(topics[(n * 7) % topics.length]);
    assert.deepEqual(
      (await page.topics()).topics.map(({ topic }) => topic),
      sorted,
    );
    await s.stop();
  });

  test('both schemes of its address are taken', async () => {
    for (const scheme of ['postgres://', 'postgresql://']) {
      const url = (await freshDatabase()).replace(/^postgres(ql)?:\/\//, scheme);
      const s = await startSignal({ nodes: 1, env: { DATABASE_URL: url, STORAGE_TYPE: 'postgres' } });
      await new Page(s).open();
      await s.stop();
    }
  });

  test('a STORAGE_PATH is not looked at where it is used', async () => {
    const url = await freshDatabase();
    const s = await startSignal({ nodes: 1, env: { DATABASE_URL: url, STORAGE_PATH: '/nowhere/at/all.db' } });
    const page = new Page(s);
    const code = await page.open();
    await s.kill();
    await s.restart();
    assert.equal((await page.poll(code)).status, 200);
    await s.stop();
  });

  test('a database that cannot be reached, or is not there, stops the start with one line and no password', async () => {
    const there = (await sharedDatabase()).replace('baton@', 'baton:geheim@');
    const nobody = `postgresql://baton:geheim@127.0.0.1:${await freePort()}/x`;
    for (const DATABASE_URL of [nobody, databaseAt(there, 'nowhere')]) {
      const line = await refused({ STORAGE_PATH: undefined, DATABASE_URL }, ['DATABASE_URL']);
      assert.ok(!line.includes('geheim'), line);
    }
  });
});
