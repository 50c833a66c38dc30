import { expect, it } from 'vitest';
import { timeLeft } from './expiry';

it('counts by the clock of the server', () => {
    expect(timeLeft({ server_time: '2020-01-01T00:00:00Z', expires_at: '2020-01-01T00:30:00.5Z' })).toBe(1_800_500);
});
