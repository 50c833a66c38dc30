// Builds the shell and every action's page into the output root, each in a directory of its own that the server embeds
// byte for byte. See README.md, "What the build writes".
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { compressTree } from './compress.mjs';
import { copyFonts } from './fonts.mjs';
import { bundles, outputRoot, resolveFromWorkspace, webui } from './layout.mjs';

async function buildBundle({ name, entry, output, locales, pages, icon }) {
    const directory = path.join(outputRoot, name);
    await build({
        configFile: false,
        root: webui,
        logLevel: 'warn',
        plugins: [resolveFromWorkspace()],
        base: './',
        publicDir: false,
        esbuild: { jsx: 'automatic', jsxImportSource: 'preact', legalComments: 'none' },
        build: {
            outDir: directory,
            emptyOutDir: true,
            target: ['es2020', 'safari14', 'chrome87', 'firefox90'],
            modulePreload: false,
            cssCodeSplit: false,
            // A data: font or script would need a wider Content-Security-Policy than the server sends.
            assetsInlineLimit: 0,
            reportCompressedSize: false,
            rollupOptions: {
                input: { [output]: entry },
                // Not the library mode of Vite: that one leaves white space in ES modules.
                preserveEntrySignatures: 'strict',
                output: {
                    entryFileNames: '[name].js',
                    chunkFileNames: '[name]-[hash].js',
                    assetFileNames: (asset) => (asset.names.some((file) => file.endsWith('.css')) ? `${output}.css` : '[name][extname]'),
                },
            },
        },
        // decision 0081
        // Classic scripts, at an address relative to the script that starts them: module workers are too young for phones.
        worker: { format: 'iife', rollupOptions: { output: { entryFileNames: '[name].js' } } },
    });
    await copyLocales(locales, path.join(directory, 'locales'));
    if (icon) await fs.copyFile(icon, path.join(directory, path.basename(icon)));
    await copyFonts(path.dirname(entry), directory);
    await compressTree(directory);
    // Templates go out only after the server has filled them in: a compressed copy would never be sent.
    if (pages) await fs.cp(pages, path.join(directory, 'pages'), { recursive: true });
}

async function copyLocales(from, to) {
    await fs.mkdir(to, { recursive: true });
    for (const file of await fs.readdir(from)) {
        const strings = JSON.parse(await fs.readFile(path.join(from, file), 'utf8'));
        await fs.writeFile(path.join(to, file), JSON.stringify(strings));
    }
}

for (const bundle of bundles()) await buildBundle(bundle);
