import { expect, it } from 'vitest';
import { chosenFace, facesFor } from './faces';

const ids = (text: string, locale = 'en') => facesFor(text, locale).map(({ id }) => id);

it('offers three handwritings for Latin letters', () => {
    expect(ids('Anna Müller')).toHaveLength(3);
    expect(ids('Łukasz')).toEqual(ids('Anna'));
});

it('offers others where the script needs them', () => {
    expect(ids('ليلى')).toEqual(['ruqaa']);
    expect(ids('Иван').length).toBeGreaterThan(0);
    expect(ids('王')).toEqual(ids('Anna'));
});

it('goes by the first letter, and without one by the language of the page', () => {
    expect(ids('12 ليلى Anna')).toEqual(['ruqaa']);
    expect(ids('', 'ar')).toEqual(['ruqaa']);
    expect(ids('', 'fr')).toEqual(ids('Anna'));
});

it('keeps what was chosen for as long as it suits', () => {
    expect(chosenFace('vibes', 'Anna', 'en').id).toBe('vibes');
    expect(chosenFace('vibes', 'ليلى', 'en').id).toBe('ruqaa');
    expect(chosenFace('', 'Anna', 'en').id).toBe(ids('Anna')[0]);
    expect(chosenFace('nothing', 'Anna', 'en').id).toBe(ids('Anna')[0]);
});
