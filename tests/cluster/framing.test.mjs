// Where requests and answers end, wherever the network cuts them; and what is left alone because nobody can say.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Answers, Requests } from './framing.mjs';

/// Feeds the bytes in pieces of `size`; the places at which the message counts as complete.
function ends(direction, text, size) {
  const bytes = Buffer.from(text, 'latin1');
  const found = [];
  for (let at = 0; at < bytes.length; at += size) {
    direction.feed(bytes.subarray(at, at + size));
    if (direction.lost) return 'lost';
    if (direction.complete) found.push(Math.min(bytes.length, at + size));
  }
  return found;
}

const after = (method) => () => Object.assign(new Answers(Object.assign(new Requests(), { method })));
const sizes = [1, 2, 3, 7, 1_000];

function wholeAtItsEnd(make, text) {
  for (const size of sizes) assert.deepEqual(ends(make(), text, size), [text.length], `in pieces of ${size}`);
}

describe('framing', () => {
  const requests = {
    'without a body': 'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
    'without any field': 'DELETE /x HTTP/1.1\r\n\r\n',
    'with a length': 'PUT /x HTTP/1.1\r\ncontent-length:  5 \r\n\r\n\r\n\r\n!',
    'of no bytes': 'POST /x HTTP/1.1\r\nContent-Length: 0\r\n\r\n',
    'in chunks': 'POST /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\n0\r\n\r\n\r\n1\r\nx\r\n0\r\n\r\n',
    'in chunks, with trailers': 'POST /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\nA: b\r\n\r\n',
  };
  for (const [name, text] of Object.entries(requests)) {
    test(`a request ${name} ends where it ends`, () => wholeAtItsEnd(() => new Requests(), text));
  }

  const answers = [
    ['with a length', 'GET', 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc'],
    ['in chunks', 'GET', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n'],
    ['to HEAD', 'HEAD', 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n'],
    ['of status 204', 'PUT', 'HTTP/1.1 204 No Content\r\n\r\n'],
    ['of status 304', 'GET', 'HTTP/1.1 304 Not Modified\r\nContent-Length: 3\r\n\r\n'],
    ['after "go on"', 'PUT', 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx'],
  ];
  for (const [name, method, text] of answers) {
    test(`an answer ${name} ends where it ends`, () => wholeAtItsEnd(after(method), text));
  }

  const unclear = {
    'another length': 'GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
    'a length and chunks': 'GET / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
    'a length that is none': 'GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n',
    'another coding': 'GET / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n',
    'another version': 'GET / HTTP/1.0\r\n\r\n',
    'an upgrade': 'GET / HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
    'a tunnel': 'CONNECT / HTTP/1.1\r\n\r\n',
    'no request': 'hello\r\n\r\n',
    'a field that is none': 'GET / HTTP/1.1\r\nhello\r\n\r\n',
    'a second request before the answer': 'GET / HTTP/1.1\r\n\r\nG',
    'a head without end': `GET / HTTP/1.1\r\nA: ${'x'.repeat(70_000)}`,
    'a chunk without a length': 'POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
  };
  for (const [name, text] of Object.entries(unclear)) {
    test(`${name}: not followed`, () => assert.equal(ends(new Requests(), text, 100_000), 'lost'));
  }

  test('an answer that lasts as long as its connection, or announces its end, is not followed', () => {
    for (const head of ['', 'Connection: close\r\nContent-Length: 0\r\n', 'Upgrade: x\r\n']) {
      const status = head.startsWith('Upgrade') ? '101 Switching Protocols' : '200 OK';
      assert.equal(ends(after('GET')(), `HTTP/1.1 ${status}\r\n${head}\r\n`, 1_000), 'lost', head);
    }
  });
});
