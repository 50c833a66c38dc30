// Pipes whose reader decides when it reads: for a server whose output nobody takes.
import { execFileSync } from 'node:child_process';
import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from './launch.mjs';

/// The result, or null where the call would have had to wait.
function atOnce(call) {
  try {
    return call();
  } catch (error) {
    if (error.code === 'EAGAIN') return null;
    throw error;
  }
}

export class Pipe {
  constructor() {
    const path = join(temporaryDirectory('pipe'), 'pipe');
    execFileSync('mkfifo', [path]);
    /// For the server: a write to it waits while the pipe is full.
    this.fd = openSync(path, constants.O_RDWR);
    this.ours = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
    this.buffer = Buffer.alloc(64 * 1024);
  }

  /// With line ends, until nothing more goes in.
  fill() {
    const filling = Buffer.alloc(4096, '\n');
    let room = true;
    while (room) room = Boolean(atOnce(() => writeSync(this.ours, filling)));
    return this;
  }

  /// All that is there now.
  read() {
    const next = () => atOnce(() => readSync(this.ours, this.buffer));
    let text = '';
    for (let size = next(); size; size = next()) text += this.buffer.toString('latin1', 0, size);
    return text;
  }

  close() {
    closeSync(this.fd);
    closeSync(this.ours);
  }
}
