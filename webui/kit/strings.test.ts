import { expect, it } from 'vitest';
import { translator } from './strings';

it('takes the first table that has the key', () => {
    const t = translator({ a: 'action' }, { a: 'shell', b: 'shell' });
    expect([t('a'), t('b'), t('c')]).toEqual(['action', 'shell', 'c']);
});

it('fills in parameters and leaves unknown ones alone', () => {
    const t = translator({ key: '{n} of {total}, {other}' });
    expect(t('key', { n: 0, total: '2' })).toBe('0 of 2, {other}');
});

it('does not take parameters for patterns', () => {
    expect(translator({ key: '{a}' })('key', { a: '$& {b}' })).toBe('$& {b}');
});
