import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Page } from './client.mjs';
import { startSignal } from './launch.mjs';
import { assertMembers } from './verdicts.mjs';

describe('the list of topics', () => {
  let s;
  before(async () => (s = await startSignal()));
  after(() => s?.stop());

  test('it has topics with their counts, and the page: exactly the members shown', async () => {
    const page = new Page(s);
    for (const topic of ['my-room', 'b', 'my-room', 'my-room']) await page.open(topic);
    const body = assertMembers(await page.get('/topics'), ['topics', 'pagination']);
    assert.deepEqual(body, {
      topics: [
        { topic: 'b', count: 1 },
        { topic: 'my-room', count: 3 },
      ],
      pagination: { page: 1, limit: 100, total: 2, hasMore: false },
    });
  });

  test('without sessions it is empty', async () => {
    assert.deepEqual(await new Page(s).topics(), { topics: [], pagination: { page: 1, limit: 100, total: 0, hasMore: false } });
  });

  test('answered sessions are not counted, and a topic without available ones is not there', async () => {
    const page = new Page(s);
    const [first, second] = [await page.open('a'), await page.open('a')];
    await page.answer(first);
    assert.deepEqual((await page.topics()).topics, [{ topic: 'a', count: 1 }]);
    await page.answer(second);
    assert.deepEqual(await page.topics(), { topics: [], pagination: { page: 1, limit: 100, total: 0, hasMore: false } });
  });

  test('topics are sorted by code point', async () => {
    const page = new Page(s);
    const topics = [
      '\u0001',
      ' ',
      '!',
      '-',
      '1',
      '10',
      '2',
      'C',
      'Cb',
      '_',
      'a',
      'a\u0001',
      'a b',
      'ab',
      'b',
      'e\u0301',
      'z',
      '\u00c4',
      '\u00e9',
      '\u4e2d',
      '\ufb01',
      '\uffff',
      '\u{10000}',
      '\u{1f680}',
      '\u{10ffff}',
    ];
    // Not in their order, and not backwards.
    for (let n = 0; n < topics.length; ++n) await page.open(topics[(n * 7) % topics.length]);
    const known = [];
    for (let number = 1; number <= 5; ++number) known.push(...(await page.topics(`?limit=5&page=${number}`)).topics);
    assert.deepEqual(
      known.map(({ topic }) => topic),
      topics,
    );
  });

  test('pages follow each other, hasMore is whether topics follow, total is that of all', async () => {
    const page = new Page(s);
    for (const topic of ['a', 'b', 'c', 'd', 'e']) await page.open(topic);
    const look = async (query) => {
      const { topics, pagination } = await page.topics(query);
      return [topics.map(({ topic }) => topic).join(''), pagination];
    };
    assert.deepEqual(await look('?limit=2'), ['ab', { page: 1, limit: 2, total: 5, hasMore: true }]);
    assert.deepEqual(await look('?limit=2&page=2'), ['cd', { page: 2, limit: 2, total: 5, hasMore: true }]);
    assert.deepEqual(await look('?page=3&limit=2'), ['e', { page: 3, limit: 2, total: 5, hasMore: false }]);
    assert.deepEqual(await look('?limit=5'), ['abcde', { page: 1, limit: 5, total: 5, hasMore: false }]);
    assert.deepEqual(await look('?limit=4'), ['abcd', { page: 1, limit: 4, total: 5, hasMore: true }]);
    assert.deepEqual(await look('?limit=1&page=5'), ['e', { page: 5, limit: 1, total: 5, hasMore: false }]);
    for (const past of [4, 99])
      assert.deepEqual(await look(`?limit=2&page=${past}`), ['', { page: past, limit: 2, total: 5, hasMore: false }]);
  });

  test('the default limit is 100', async () => {
    const page = new Page(s);
    await page.openMany(101, (n) => `topic ${n}`);
    const first = await page.topics();
    assert.equal(first.topics.length, 100);
    assert.deepEqual(first.pagination, { page: 1, limit: 100, total: 101, hasMore: true });
    assert.equal((await page.topics('?page=2')).topics.length, 1);
  });

  const largest = Number.MAX_SAFE_INTEGER;
  const cases = {
    'page and limit are clamped, and the used ones reported': [
      ['page=0', 1, 100],
      ['page=-5', 1, 100],
      ['page=-0', 1, 100],
      ['limit=0', 1, 1],
      ['limit=-3', 1, 1],
      ['limit=1000', 1, 1000],
      ['limit=1001', 1, 1000],
      ['page=7&limit=5000', 7, 1000],
      ['page=%2B3&limit=%2B4', 3, 4],
      ['page=007', 7, 100],
    ],
    'what begins with no sign and digit is the default': [
      ['page=abc&limit=abc', 1, 100],
      ['page=&limit=', 1, 100],
      ['page&limit', 1, 100],
      ['page=%20%203&limit=%203', 1, 100],
      ['page=-&limit=%2B', 1, 100],
      ['page=--2&limit=%2B-2', 1, 100],
      ['page=.5&limit=.5', 1, 100],
      ['page=x2&limit=%C3%A92', 1, 100],
      ['page=%D9%A3&limit=%EF%BC%93', 1, 100],
      ['page=NaN&limit=Infinity', 1, 100],
      ['page=null&limit=%00', 1, 100],
    ],
    'text behind the digits is ignored': [
      ['page=12abc', 12, 100],
      ['page=2.9&limit=3,7', 2, 3],
      ['page=1e3&limit=2e1', 1, 2],
      ['page=0x10', 1, 100],
      ['limit=0x10', 1, 1],
      ['page=3%20&limit=4%00', 3, 4],
      ['page=5-4', 5, 100],
      ['page=6%zz&limit=7%', 6, 7],
      ['page=6%ff', 6, 100],
    ],
    'numbers too large for 53 bits are clamped': [
      [`page=${largest}`, largest, 100],
      ['page=9007199254740993', largest, 100],
      ['page=9223372036854775807', largest, 100],
      ['page=18446744073709551617&limit=1000', largest, 1000],
      [`page=${'9'.repeat(400)}&limit=${'9'.repeat(400)}`, largest, 1000],
      [`page=-${'9'.repeat(400)}&limit=-${'9'.repeat(400)}`, 1, 1],
      ['limit=4294967297', 1, 1000],
    ],
    'of a repeated parameter the first counts': [
      ['page=2&page=1', 2, 100],
      ['limit=5&page=3&limit=6&page=4', 3, 5],
      ['page=abc&page=2', 1, 100],
      ['page=&page=2', 1, 100],
    ],
    'other parameters are ignored': [
      ['offset=3&Page=4&x&=&&', 1, 100],
      ['a=page=3', 1, 100],
    ],
  };
  for (const [name, queries] of Object.entries(cases)) {
    test(name, async () => {
      const other = new Page(s);
      await other.open('only');
      for (const [query, page, limit] of queries) {
        const { topics, pagination } = await other.topics(`?${query}`);
        assert.deepEqual(pagination, { page, limit, total: 1, hasMore: false }, query);
        assert.equal(topics.length, page === 1 ? 1 : 0, query);
      }
    });
  }

  test('rows, total and counts are of one instant', async () => {
    const page = new Page(s);
    let stopped = false;
    const write = async () => {
      for (let n = 0; !stopped; ++n) {
        // Topic "a" is always as far as "b", or one ahead; the third comes and goes.
        const topic = `t${n}`;
        const codes = [await page.open('a'), await page.open('b'), await page.open(topic)];
        await page.answer(codes[2]);
      }
    };
    const writing = write();
    for (let n = 0; n < 120; ++n) {
      const { topics, pagination } = await page.topics('?limit=1000');
      const count = (name) => topics.find(({ topic }) => topic === name)?.count ?? 0;
      assert.equal(topics.length, pagination.total);
      assert.equal(pagination.hasMore, false);
      assert.ok([0, 1].includes(count('a') - count('b')), `${count('a')} ${count('b')}`);
      const small = await page.topics('?limit=2');
      assert.equal(small.pagination.hasMore, small.pagination.total > 2);
    }
    stopped = true;
    await writing;
  });
});
