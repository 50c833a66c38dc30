// Child process: keeps a WebSocket open for each session it is told of. `ws` answers the server's pings.
import WebSocket from 'ws';

const [url, key] = process.argv.slice(2);
const sockets = new Set();
let failures = 0;
let stopping = false;

const open = (id) =>
  new Promise((done) => {
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/api/v1/sessions/${id}/ws`, {
      headers: { 'X-API-Key': key },
      perMessageDeflate: false,
    });
    sockets.add(socket);
    socket
      .once('open', done)
      .once('error', done)
      .once('close', () => {
        failures += stopping ? 0 : 1;
      });
  });

process.on('message', async (message) => {
  if (message === 'stop') {
    stopping = true;
    process.send({ failures }, () => process.exit());
    return;
  }
  const rest = [...message];
  // A few at a time: a burst would only measure the listen queue.
  await Promise.all(
    Array.from({ length: 32 }, async () => {
      while (rest.length) await open(rest.pop());
    }),
  );
  process.send({ open: sockets.size });
});
