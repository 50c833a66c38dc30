/** Letters of a typed signature; the server takes no more. */
export const longestText = 60;
