// A small reverse proxy under a path, as an operator has one in front of the server.
import { createServer, request as ask } from 'node:http';
import { connect } from 'node:net';

/// Serves `prefix` at `port` from `upstream` (a port); `strip` takes the prefix away on the way in. Everything outside the
/// prefix is another application: 418.
export async function startProxy({ port, upstream, prefix, strip }) {
  const sockets = new Set();
  const inside = (url) => url === prefix || url.startsWith(`${prefix}/`) || url.startsWith(`${prefix}?`);
  const onward = (url) => (strip ? url.slice(prefix.length) || '/' : url);
  const outside = [];

  const proxy = createServer((incoming, outgoing) => {
    if (!inside(incoming.url)) {
      outside.push(incoming.url);
      outgoing.writeHead(418).end();
      return;
    }
    const headers = { ...incoming.headers, 'x-forwarded-proto': 'http', 'x-forwarded-host': incoming.headers.host };
    const inner = ask({ port: upstream, host: '127.0.0.1', method: incoming.method, path: onward(incoming.url), headers }, (answer) => {
      outgoing.writeHead(
        answer.statusCode,
        answer.rawHeaders.filter((_, n, all) => !/^(connection|keep-alive)$/i.test(all[n - (n % 2)])),
      );
      outgoing.flushHeaders();
      answer.pipe(outgoing);
      answer.on('error', () => outgoing.destroy());
    });
    inner.on('error', () => outgoing.destroy());
    outgoing.on('close', () => inner.destroy());
    incoming.pipe(inner);
  });
  proxy.on('upgrade', (incoming, socket, head) => {
    const inner = connect(upstream, '127.0.0.1', () => {
      const fields = incoming.rawHeaders.map((text, n) => (n % 2 ? `${text}\r\n` : `${text}: `)).join('');
      inner.write(`GET ${onward(incoming.url)} HTTP/1.1\r\n${fields}\r\n`);
      if (head.length) inner.write(head);
      socket.pipe(inner).pipe(socket);
    });
    for (const each of [socket, inner]) each.on('error', () => [socket, inner].forEach((end) => end.destroy()));
  });
  proxy.on('connection', (socket) => sockets.add(socket.once('close', () => sockets.delete(socket))));
  await new Promise((done, fail) => proxy.once('error', fail).listen(port, '127.0.0.1', done));
  return {
    /// What was asked for beside the prefix.
    outside,
    stop: () =>
      new Promise((done) => {
        proxy.close(done);
        sockets.forEach((socket) => socket.destroy());
      }),
  };
}
