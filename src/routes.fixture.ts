/** Fewer routes than this means that a domain was left out of the app. */
export const LEAST_ROUTES = 30;
/** The same of routes that read. */
export const LEAST_READS = 20;

/**
 * Addresses of routes to which no page links: operations for programs, and one-time addresses.
 * Key: method and route.
 */
export const UNLINKED: Record<string, string[]> = {
  'GET /api/v1/:ambito/plans/:plan/document.html': ['/api/v1/oglio-po/plans/2021-2023/document.html'],
  'POST /:ambito/ufficio/piano/:plan/documento/file/:format': [
    '/oglio-po/ufficio/piano/2021-2023/documento/file/pdf',
  ],
  'POST /:ambito/ufficio/piano/:plan/documento/file/:format/annulla': [
    '/oglio-po/ufficio/piano/2021-2023/documento/file/pdf/annulla',
  ],
  'GET /invito/:token': ['/invito/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
  'POST /invito/:token': ['/invito/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
};
