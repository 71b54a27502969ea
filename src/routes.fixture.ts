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
  'GET /api/v1/:ambito/organisations': ['/api/v1/oglio-po/organisations'],
  'GET /api/v1/:ambito/organisations/:code': ['/api/v1/oglio-po/organisations/concass'],
  'GET /api/v1/:ambito/bodies': ['/api/v1/oglio-po/bodies'],
  'GET /api/v1/:ambito/bodies/:code': ['/api/v1/oglio-po/bodies/O-01'],
  'GET /api/v1/:ambito/networks': ['/api/v1/oglio-po/networks'],
  'GET /api/v1/:ambito/networks/:code': ['/api/v1/oglio-po/networks/N-16'],
  'GET /api/v1/:ambito/agreements': ['/api/v1/oglio-po/agreements'],
  'GET /api/v1/:ambito/agreements/:code': ['/api/v1/oglio-po/agreements/A-14'],
  'GET /api/v1/:ambito/services': ['/api/v1/oglio-po/services'],
  'GET /api/v1/:ambito/services/:code': ['/api/v1/oglio-po/services/S-01'],
  'GET /api/v1/:ambito/funds': ['/api/v1/oglio-po/funds'],
  'GET /api/v1/:ambito/funds/:code': ['/api/v1/oglio-po/funds/pippi'],
  'GET /api/v1/:ambito/outcome-sheets': ['/api/v1/oglio-po/outcome-sheets'],
  'GET /api/v1/:ambito/outcome-sheets/:code': ['/api/v1/oglio-po/outcome-sheets/ESC-1'],
  'GET /api/v1/:ambito/budget-lines': ['/api/v1/oglio-po/budget-lines'],
  'GET /api/v1/:ambito/measurements': ['/api/v1/oglio-po/measurements'],
  'GET /:ambito/ufficio/rilevazioni/:indicator/:measurement/modifica': [
    '/oglio-po/ufficio/rilevazioni/00000000-0000-7000-8000-000000000000/00000000-0000-7000-8000-000000000000/modifica',
  ],
  'POST /:ambito/ufficio/rilevazioni/:indicator/:measurement/modifica': [
    '/oglio-po/ufficio/rilevazioni/00000000-0000-7000-8000-000000000000/00000000-0000-7000-8000-000000000000/modifica',
  ],
  'GET /:ambito/ufficio/rilevazioni/:indicator/:measurement/rimuovi': [
    '/oglio-po/ufficio/rilevazioni/00000000-0000-7000-8000-000000000000/00000000-0000-7000-8000-000000000000/rimuovi',
  ],
  'POST /:ambito/ufficio/rilevazioni/:indicator/:measurement/rimuovi': [
    '/oglio-po/ufficio/rilevazioni/00000000-0000-7000-8000-000000000000/00000000-0000-7000-8000-000000000000/rimuovi',
  ],
  'GET /:ambito/ufficio/rilevazioni/:indicator/:measurement/storia': [
    '/oglio-po/ufficio/rilevazioni/00000000-0000-7000-8000-000000000000/00000000-0000-7000-8000-000000000000/storia',
  ],
  'GET /invito/:token': ['/invito/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
  'POST /invito/:token': ['/invito/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
};
