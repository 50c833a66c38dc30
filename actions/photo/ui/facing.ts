import type { Facing, Host } from '@baton/kit';

/** The side that the session's options ask for. */
export const facingOf = (host: Pick<Host, 'session'>): Facing => (host.session.options['facing'] === 'user' ? 'user' : 'environment');
