// Keeps a file as a careful program does, but for the step that is named; says "kept", and dies. For the double's own test.
//   careless.mjs DIRECTORY none|file|directory|truncate|unlink
import { closeSync, fsyncSync, ftruncateSync, openSync, renameSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const [directory, forgotten] = process.argv.slice(2);
const text = 'x'.repeat(3000);

function sync(path) {
  const descriptor = openSync(path, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}

const file = openSync(join(directory, 'new.part'), 'wx');
for (let i = 0; i < 4; ++i) writeSync(file, text, 3000 * i);
if (forgotten !== 'file') fsyncSync(file);
closeSync(file);
renameSync(join(directory, 'new.part'), join(directory, 'new'));
if (forgotten !== 'directory') sync(directory);

const old = openSync(join(directory, 'old'), 'r+');
writeSync(old, 'new', 0);
ftruncateSync(old, 5);
if (forgotten !== 'truncate') fsyncSync(old);
closeSync(old);

unlinkSync(join(directory, 'gone'));
if (forgotten !== 'unlink') sync(directory);
writeSync(1, 'kept\n');
process.kill(process.pid, 'SIGKILL');
