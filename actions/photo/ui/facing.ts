import type { Facing, Host } from '@baton/kit';

/** The side that the session's options ask for. The server has checked them and filled in the default. */
export const facingOf = (host: Pick<Host, 'session'>) => host.session.options['facing'] as Facing;
