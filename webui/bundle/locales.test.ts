import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundles } from './layout.mjs';

const tags = ['ar', 'de', 'en', 'es', 'fr'];

function strings(directory: string, tag: string): Record<string, string> {
    return JSON.parse(readFileSync(path.join(directory, `${tag}.json`), 'utf8')) as Record<string, string>;
}

const placeholders = (text: string | undefined) => [...(text ?? '').matchAll(/\{\w+\}/g)].map(String).sort();

describe.each(bundles())('strings of $name', ({ locales }: { locales: string }) => {
    it('come in every language', () => {
        expect(existsSync(locales)).toBe(true);
        expect(readdirSync(locales).sort()).toEqual(tags.map((tag) => `${tag}.json`));
    });

    it.each(tags)('have the same keys and placeholders in %s as in en', (tag) => {
        const english = strings(locales, 'en');
        const translated = strings(locales, tag);
        expect(Object.keys(translated)).toEqual(Object.keys(english));
        for (const [key, text] of Object.entries(translated)) {
            expect(text.trim(), key).not.toBe('');
            expect(placeholders(text), key).toEqual(placeholders(english[key]));
        }
    });

    it('keep the marks that stand after a space on the line of their word', () => {
        // French sets them apart, German an ellipsis: an ordinary space would let a line begin with one.
        for (const tag of tags) {
            for (const [key, text] of Object.entries(strings(locales, tag))) expect(text, key).not.toMatch(/ [;:?!»…]|« /);
        }
    });
});
