import { describe, expect, it } from 'vitest';
import { Guide, hintOf, type Hint } from './guide';

/** What is said while the hints of `phases` last so many milliseconds each. */
function said(guide: Guide, ...phases: [Hint, number][]): Hint[] {
    const words: Hint[] = [];
    let now = 0;
    for (const [hint, time] of phases) {
        for (const end = now + time; now < end; now += 70) {
            const { say } = guide.update(hint, now);
            if (say) words.push(say);
        }
    }
    return words;
}

describe('Guide', () => {
    it('says each thing once, and nothing the person sees for themselves', () => {
        expect(said(new Guide(), ['search', 3_000], ['moving', 1_000], ['holding', 1_000], ['taking', 500], ['next', 2_000])).toEqual([
            'holding',
        ]);
    });

    it('helps who needs more time', () => {
        expect(said(new Guide(), ['search', 5_000], ['far', 3_000], ['moving', 3_000], ['holding', 900])).toEqual([
            'search',
            'far',
            'moving',
            'holding',
        ]);
    });

    it('is not confused by hints that flicker', () => {
        const guide = new Guide();
        const flicker = Array.from({ length: 30 }, (_, index): [Hint, number] => [index % 2 ? 'moving' : 'holding', 140]);
        expect(said(guide, ['moving', 1_000], ...flicker).length).toBeLessThanOrEqual(1);
    });

    it('shows a hint only once it lasts, but at once that the page is being taken', () => {
        const guide = new Guide();
        guide.update('search', 0);
        expect(guide.update('holding', 70).shown).toBe('search');
        expect(guide.update('holding', 400).shown).toBe('holding');
        expect(guide.update('taking', 470).shown).toBe('taking');
    });

    it('keeps silent right after something else was said', () => {
        const guide = new Guide();
        guide.update('search', 0);
        guide.spoke(10);
        expect(guide.update('holding', 500).say).toBeNull();
        expect(guide.update('holding', 1_000).say).toBeNull();
        expect(guide.update('holding', 2_000).say).toBe('holding');
    });
});

it('asks for the shutter where pages are not taken by themselves', () => {
    expect(hintOf('holding', false)).toBe('press');
    expect(hintOf('shoot', false)).toBe('press');
    expect(hintOf('moving', false)).toBe('press');
    expect(hintOf('far', false)).toBe('far');
    expect(hintOf('taken', false)).toBe('next');
    expect(hintOf('holding', true)).toBe('holding');
});
