/** Fewer routes than this means that a domain was left out of the app. */
export const LEAST_ROUTES = 30;
/** The same of routes that read. */
export const LEAST_READS = 20;

/**
 * Addresses of routes to which no page links: operations for programs, and one-time addresses.
 * Key: method and route.
 */
export const UNLINKED: Record<string, string[]> = {
  'GET /invito/:token': ['/invito/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
  'POST /invito/:token': ['/invito/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
};
