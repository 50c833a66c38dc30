import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { webui } from './layout.mjs';

const pages = path.join(webui, 'pages');
const read = (file: string) => readFileSync(file, 'utf8');
const strings = JSON.parse(read(path.join(webui, 'locales/en.json'))) as Record<string, string>;

/** What the server fills in; see README.md. It knows no others, and would leave them empty. */
const values: Record<string, string[]> = {
    'action.html': ['action_styles', 'boot', 'dir', 'entry', 'lang', 'shell', 'title'],
    'intro.html': ['continue', 'dir', 'intro', 'intro_lang', 'lang', 'shell'],
    'notice.html': ['dir', 'icon', 'lang', 'link', 'shell', 'text', 'title'],
};

it('there is a template of each kind', () => {
    expect(readdirSync(pages).sort()).toEqual(Object.keys(values));
});

describe.each(Object.keys(values))('%s', (name) => {
    const html = read(path.join(pages, name));
    const placeholders = [...new Set([...html.matchAll(/\{\{(.*?)\}\}/g)].map((match) => match[1] ?? ''))];

    it('has exactly the placeholders of the contract', () => {
        expect(placeholders.filter((placeholder) => !placeholder.startsWith('t:')).sort()).toEqual(values[name]);
    });

    it('uses strings that exist, and no text of its own', () => {
        for (const placeholder of placeholders.filter((text) => text.startsWith('t:')))
            expect(strings).toHaveProperty([placeholder.slice(2)]);
        expect(
            html
                .replace(/\{\{.*?\}\}/g, '')
                .replace(/<[^>]*>/g, '')
                .trim(),
        ).toBe('');
    });

    it('has nothing that the content policy forbids', () => {
        expect(html).not.toMatch(/<script(?![^>]* src=)|<style|\sstyle=|\son[a-z]+=|https?:/i);
    });
});
