import { expect, it } from 'vitest';
import { needsDarkPaper, optionsOf } from './options';

it('reads what the server sends', () => {
    const options = { methods: ['upload', 'draw'], min_ink: 60, ink: '#14285a', background: '#ffffff', strokes: false };
    expect(optionsOf({ options })).toEqual({ methods: ['draw', 'upload'], minInk: 60, signerName: '', ink: '#14285a' });
    expect(optionsOf({ options: { ...options, signer_name: 'Anna' } }).signerName).toBe('Anna');
});

it('knows which ink white paper would swallow', () => {
    expect(['#14285a', '#000000', '#0000ff', '#c00000', '#808080'].filter(needsDarkPaper)).toEqual([]);
    expect(['#ffffff', '#ffff00', '#d0e0ff'].filter((ink) => !needsDarkPaper(ink))).toEqual([]);
});
