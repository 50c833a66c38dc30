// Prints what the first load of each action costs over the wire (brotli): page, shell, styles, script, strings.
import { readFileSync, existsSync, statSync } from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { bundles, outputRoot } from './layout.mjs';

const wire = (file) => {
    const packed = path.join(outputRoot, `${file}.br`);
    const plain = path.join(outputRoot, file);
    return existsSync(packed) ? statSync(packed).size : existsSync(plain) ? statSync(plain).size : 0;
};

/** The page carries the shell's strings in its data-boot attribute; quotes are escaped there. */
function pageSize(tag) {
    const page = readFileSync(path.join(outputRoot, 'shell/pages/action.html'), 'utf8');
    const strings = readFileSync(path.join(outputRoot, `shell/locales/${tag}.json`), 'utf8');
    return zlib.brotliCompressSync(page.replace('{{boot}}', strings.replaceAll('"', '&quot;'))).length;
}

for (const { name } of bundles().slice(1)) {
    for (const tag of ['en', 'ar']) {
        const parts = {
            page: pageSize(tag),
            'shell.js': wire('shell/shell.js'),
            'shell.css': wire('shell/shell.css'),
            'main.js': wire(`${name}/main.js`),
            'main.css': wire(`${name}/main.css`),
            strings: wire(`${name}/locales/${tag}.json`),
        };
        const total = Object.values(parts).reduce((sum, size) => sum + size, 0);
        console.log(
            `${name} (${tag}):`,
            Object.entries(parts)
                .map(([part, size]) => `${part} ${size}`)
                .join(', '),
            `= ${total} bytes`,
        );
    }
}
