import { unlinkedMoney } from './routes-money.fixture.js';

/** Fewer routes than this means that a domain was left out of the app. */
export const LEAST_ROUTES = 180;
/** The same of routes that read. */
export const LEAST_READS = 90;

/** Where walks begin; deep pages too, because a walk follows a few addresses of each route only. */
export const STARTS = {
  public: ['/', '/oglio-po', '/oglio-po/piano/2021-2023/obiettivi/CAS-1', '/accesso'],
  office: ['/oglio-po/ufficio', '/oglio-po/ufficio/piano/2021-2023/obiettivi/CAS-1', '/profilo'],
};

const API = '/api/v1/oglio-po';
const TOKEN = '/invito/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
const DATASET = `${API}/datasets/popolazione-stranieri-e-superficie-dei-comuni`;
const DOCUMENT = `${API}/plans/2021-2023/document`;
const CONTRIBUTIONS = `${API}/plans/2021-2023/contributions`;
const LOOSE_NOTE =
  '/oglio-po/ufficio/piano/2021-2023/fili-sciolti/spiegazioni/01890a5d-ac96-774b-bcce-b302099a8057';
const SOME_ID = '01890a5d-ac96-774b-bcce-b302099a8057';
const INDICATOR = `/oglio-po/ufficio/rilevazioni/${SOME_ID}`;
const EVIDENCE = `${INDICATOR}/${SOME_ID}/documenti/${SOME_ID}`;
const REMARKS = '/oglio-po/ufficio/piano/2021-2023/documento/1/commenti';
const NOBODY = '01890a5d-ac96-774b-bcce-b302099a8057';
const RECIPES = '/oglio-po/ufficio/territorio/dati/ricette';

/**
 * Addresses of routes to which no page links: operations for programs, one-time addresses, short ways to a page.
 * Key: method and route.
 */
export const UNLINKED: Record<string, string[]> = {
  // The demonstration has no coat of arms to take away.
  'GET /:ambito/ufficio/impostazioni/stemma/rimuovi': ['/oglio-po/ufficio/impostazioni/stemma/rimuovi'],
  'POST /:ambito/ufficio/impostazioni/stemma/rimuovi': ['/oglio-po/ufficio/impostazioni/stemma/rimuovi'],
  // The demonstration's actions belong to the period before: none has a date to shift.
  'GET /:ambito/ufficio/piano/:plan/linee-di-indirizzo': [
    '/oglio-po/ufficio/piano/2021-2023/linee-di-indirizzo',
  ],
  'POST /:ambito/ufficio/piano/:plan/linee-di-indirizzo': [
    '/oglio-po/ufficio/piano/2021-2023/linee-di-indirizzo',
  ],
  'GET /:ambito/ufficio/piano/:plan/azioni/sposta': ['/oglio-po/ufficio/piano/2021-2023/azioni/sposta'],
  'POST /:ambito/ufficio/piano/:plan/azioni/sposta': ['/oglio-po/ufficio/piano/2021-2023/azioni/sposta'],
  // Work that can be stopped shows its button only while it is under way.
  'POST /:ambito/ufficio/piano/:plan/obiettivi/stampa/:format/annulla': [
    '/oglio-po/ufficio/piano/2021-2023/obiettivi/stampa/pdf/annulla?scheda=CAS-1',
  ],
  'POST /:ambito/ufficio/esiti/:plan/stampa/:format/annulla': [
    '/oglio-po/ufficio/esiti/2021-2023/stampa/pdf/annulla?scheda=CAS-1',
  ],
  // The demonstration's plan is transcribed: it has no step to take and no frozen version.
  'GET /:ambito/piano/:plan/atti/:id/file/:file': [
    '/oglio-po/piano/2021-2023/atti/01890a5d-ac96-774b-bcce-b302099a8057/file/01890a5d-ac96-774b-bcce-b302099a8057',
  ],
  'GET /:ambito/ufficio/piano/:plan/atti/:id/file/:file': [
    '/oglio-po/ufficio/piano/2021-2023/atti/01890a5d-ac96-774b-bcce-b302099a8057/file/01890a5d-ac96-774b-bcce-b302099a8057',
  ],
  'GET /:ambito/ufficio/piano/:plan/passi/:state': ['/oglio-po/ufficio/piano/2021-2023/passi/adopted'],
  'POST /:ambito/ufficio/piano/:plan/passi/:state': ['/oglio-po/ufficio/piano/2021-2023/passi/adopted'],
  'GET /:ambito/ufficio/piano/:plan/passi/:state/:check': [
    '/oglio-po/ufficio/piano/2021-2023/passi/adopted/needs',
  ],
  'POST /:ambito/ufficio/piano/:plan/passi/:state/:check': [
    '/oglio-po/ufficio/piano/2021-2023/passi/adopted/needs',
  ],
  'GET /:ambito/piano/:plan/versioni/:number': ['/oglio-po/piano/2021-2023/versioni/1'],
  'GET /:ambito/ufficio/piano/:plan/versioni/:number': ['/oglio-po/ufficio/piano/2021-2023/versioni/1'],
  'GET /:ambito/piano/:plan/versioni/:number/confronta/:other': [
    '/oglio-po/piano/2021-2023/versioni/1/confronta/2',
  ],
  'GET /:ambito/ufficio/piano/:plan/versioni/:number/confronta/:other': [
    '/oglio-po/ufficio/piano/2021-2023/versioni/1/confronta/2',
  ],
  'GET /:ambito/ufficio/piano/:plan/modifiche/nuova': ['/oglio-po/ufficio/piano/2021-2023/modifiche/nuova'],
  'POST /:ambito/ufficio/piano/:plan/modifiche/nuova': ['/oglio-po/ufficio/piano/2021-2023/modifiche/nuova'],
  'GET /:ambito/ufficio/piano/:plan/modifiche/:id/approva': [
    '/oglio-po/ufficio/piano/2021-2023/modifiche/01890a5d-ac96-774b-bcce-b302099a8057/approva',
  ],
  'POST /:ambito/ufficio/piano/:plan/modifiche/:id/approva': [
    '/oglio-po/ufficio/piano/2021-2023/modifiche/01890a5d-ac96-774b-bcce-b302099a8057/approva',
  ],
  'GET /:ambito/ufficio/piano/:plan/modifiche/:id/abbandona': [
    '/oglio-po/ufficio/piano/2021-2023/modifiche/01890a5d-ac96-774b-bcce-b302099a8057/abbandona',
  ],
  'POST /:ambito/ufficio/piano/:plan/modifiche/:id/abbandona': [
    '/oglio-po/ufficio/piano/2021-2023/modifiche/01890a5d-ac96-774b-bcce-b302099a8057/abbandona',
  ],
  'GET /:ambito/ufficio/piano/:plan/modifiche/:id': [
    '/oglio-po/ufficio/piano/2021-2023/modifiche/01890a5d-ac96-774b-bcce-b302099a8057',
  ],
  'GET /api/v1/:ambito/plans': ['/api/v1/oglio-po/plans'],
  'GET /api/v1/:ambito/plans/:plan/versions': ['/api/v1/oglio-po/plans/2021-2023/versions'],
  'GET /api/v1/:ambito/plans/:plan/versions/:number/changes/:other': [
    '/api/v1/oglio-po/plans/2021-2023/versions/1/changes/2',
  ],
  'GET /api/v1/:ambito/plans/:plan/versions/:number/document.pdf': [
    '/api/v1/oglio-po/plans/2021-2023/versions/1/document.pdf',
  ],
  'GET /api/v1/:ambito/plans/:plan/versions/:number/document.docx': [
    '/api/v1/oglio-po/plans/2021-2023/versions/1/document.docx',
  ],
  'GET /api/v1/:ambito/plans/:plan/versions/:number/document.html': [
    '/api/v1/oglio-po/plans/2021-2023/versions/1/document.html',
  ],
  // The demonstration has no boundaries: its maps are drawn from coordinates.
  'GET /:ambito/dati/confini': ['/oglio-po/dati/confini'],
  'GET /:ambito/dati/confini.geojson': ['/oglio-po/dati/confini.geojson'],
  // The demonstration has no measured values yet, so nothing links to their files.
  'GET /:ambito/ufficio/rilevazioni/:indicator/:measurement/documenti/:file': [EVIDENCE],
  'GET /:ambito/ufficio/rilevazioni/:indicator/:measurement/documenti/:file/rimuovi': [`${EVIDENCE}/rimuovi`],
  'POST /:ambito/ufficio/rilevazioni/:indicator/:measurement/documenti/:file/rimuovi': [
    `${EVIDENCE}/rimuovi`,
  ],
  // The demonstration has no measure of its own: what comes with Trama is not changed.
  'GET /api/v1/:ambito/metrics/:code/definition': ['/api/v1/oglio-po/metrics/densita/definition'],
  'GET /:ambito/ufficio/territorio/misure/:code/modifica': [
    '/oglio-po/ufficio/territorio/misure/densita/modifica',
  ],
  'POST /:ambito/ufficio/territorio/misure/:code/modifica': [
    '/oglio-po/ufficio/territorio/misure/densita/modifica',
  ],
  'GET /:ambito/ufficio/territorio/misure/:code/rimuovi': [
    '/oglio-po/ufficio/territorio/misure/densita/rimuovi',
  ],
  'POST /:ambito/ufficio/territorio/misure/:code/rimuovi': [
    '/oglio-po/ufficio/territorio/misure/densita/rimuovi',
  ],
  'GET /:ambito/ufficio/territorio/misure/:code/ripristina': [
    '/oglio-po/ufficio/territorio/misure/densita/ripristina',
  ],
  'POST /:ambito/ufficio/territorio/misure/:code/ripristina': [
    '/oglio-po/ufficio/territorio/misure/densita/ripristina',
  ],
  'GET /:ambito/ufficio/territorio/misure/:code/storia': [
    '/oglio-po/ufficio/territorio/misure/densita/storia',
  ],
  // These need what the demonstration has not: a recipe, two files ready at once, two editions of one publication.
  'GET /:ambito/ufficio/territorio/dati/ricette/:id': [`${RECIPES}/01890a5d-ac96-774b-bcce-b302099a8057`],
  'POST /:ambito/ufficio/territorio/dati/ricette/:id/ritira': [
    `${RECIPES}/01890a5d-ac96-774b-bcce-b302099a8057/ritira`,
  ],
  'POST /:ambito/ufficio/territorio/dati/ricette/:id/ripristina': [
    `${RECIPES}/01890a5d-ac96-774b-bcce-b302099a8057/ripristina`,
  ],
  'POST /:ambito/ufficio/territorio/dati/importa/carica-tutti': [
    '/oglio-po/ufficio/territorio/dati/importa/carica-tutti',
  ],
  'GET /:ambito/ufficio/territorio/dati/:id/confronta/:other': [
    '/oglio-po/ufficio/territorio/dati/01890a5d-ac96-774b-bcce-b302099a8057/confronta/01890a5d-ac96-774b-bcce-b302099a8058',
  ],
  // The editor of a chapter asks these while one writes.
  'GET /api/v1/:ambito/plans/:plan/chapters/:number/news': [
    `${API}/plans/2021-2023/chapters/1/news?version=0&tab=aaaaaaaaaaaa`,
  ],
  'POST /api/v1/:ambito/plans/:plan/chapters/:number/edits': [`${API}/plans/2021-2023/chapters/1/edits`],
  'GET /api/v1/:ambito/plans/:plan/blocks/:name': [`${API}/plans/2021-2023/blocks/plan.needs`],
  'POST /:ambito/ufficio/piano/:plan/documento/immagini': [
    '/oglio-po/ufficio/piano/2021-2023/documento/immagini',
  ],
  // Nobody has commented on the demonstration.
  'POST /api/v1/:ambito/plans/:plan/chapters/:number/comments': [
    `${API}/plans/2021-2023/chapters/1/comments`,
  ],
  'POST /api/v1/:ambito/plans/:plan/chapters/:number/proposals': [
    `${API}/plans/2021-2023/chapters/1/proposals`,
  ],
  'POST /api/v1/:ambito/plans/:plan/chapters/:number/comments/:id/decision': [
    `${API}/plans/2021-2023/chapters/1/comments/${NOBODY}/decision`,
  ],
  'POST /:ambito/ufficio/piano/:plan/documento/:number/commenti': [`${REMARKS}?parte=c1p0`],
  'POST /:ambito/ufficio/piano/:plan/documento/:number/commenti/:id/rispondi': [
    `${REMARKS}/${NOBODY}/rispondi`,
  ],
  'POST /:ambito/ufficio/piano/:plan/documento/:number/commenti/:id/risolvi': [
    `${REMARKS}/${NOBODY}/risolvi`,
  ],
  'POST /:ambito/ufficio/piano/:plan/documento/:number/commenti/:id/accetta': [
    `${REMARKS}/${NOBODY}/accetta`,
  ],
  'POST /:ambito/ufficio/piano/:plan/documento/:number/commenti/:id/respingi': [
    `${REMARKS}/${NOBODY}/respingi`,
  ],
  // The demonstration's chapters have one version each.
  'POST /:ambito/ufficio/piano/:plan/documento/:number/versioni/:version/ripristina': [
    '/oglio-po/ufficio/piano/2021-2023/documento/1/versioni/1/ripristina',
  ],
  // The demonstration's text has no image.
  'GET /:ambito/ufficio/piano/:plan/documento/immagini/:hash': [
    `/oglio-po/ufficio/piano/2021-2023/documento/immagini/${'a'.repeat(64)}`,
  ],
  // Who has no notice has none to open.
  'POST /:ambito/ufficio/avvisi': ['/oglio-po/ufficio/avvisi'],
  'POST /:ambito/ufficio/avvisi/:id': ['/oglio-po/ufficio/avvisi/01890a5d-ac96-774b-bcce-b302099a8057'],
  // Only the preview of a table offers to load it.
  'POST /:ambito/ufficio/piano/:plan/bisogni/porta/carica': [
    '/oglio-po/ufficio/piano/2021-2023/bisogni/porta/carica',
  ],
  'POST /:ambito/ufficio/piano/:plan/obiettivi/porta/carica': [
    '/oglio-po/ufficio/piano/2021-2023/obiettivi/porta/carica',
  ],
  'POST /:ambito/ufficio/piano/:plan/porta/carica': ['/oglio-po/ufficio/piano/2021-2023/porta/carica'],
  // Forms ask for what is like what is being written; of the demonstration's pairs the page of duplicates links some.
  'GET /:ambito/ufficio/piano/:plan/simili': ['/oglio-po/ufficio/piano/2021-2023/simili?di=bisogni'],
  'GET /:ambito/ufficio/piano/:plan/bisogni/:code/unisci': [
    '/oglio-po/ufficio/piano/2021-2023/bisogni/F-001/unisci?con=F-002',
  ],
  'POST /:ambito/ufficio/piano/:plan/bisogni/:code/unisci': [
    '/oglio-po/ufficio/piano/2021-2023/bisogni/F-001/unisci',
  ],
  'GET /:ambito/ufficio/piano/:plan/obiettivi/:code/unisci': [
    '/oglio-po/ufficio/piano/2021-2023/obiettivi/CAS-1/unisci?con=CAS-2',
  ],
  'POST /:ambito/ufficio/piano/:plan/obiettivi/:code/unisci': [
    '/oglio-po/ufficio/piano/2021-2023/obiettivi/CAS-1/unisci',
  ],
  // No table was brought to the demonstration.
  'GET /:ambito/ufficio/importazioni/:id': [`/oglio-po/ufficio/importazioni/${SOME_ID}`],
  'GET /:ambito/ufficio/importazioni/:id/modifiche.csv': [
    `/oglio-po/ufficio/importazioni/${SOME_ID}/modifiche.csv`,
  ],
  'POST /:ambito/ufficio/importazioni/:id/annulla': [`/oglio-po/ufficio/importazioni/${SOME_ID}/annulla`],
  // No loose end of the demonstration's plan is explained.
  ...Object.fromEntries(
    ['GET modifica', 'POST modifica', 'GET rimuovi', 'POST rimuovi', 'GET storia'].map((act) => {
      const [method, word] = act.split(' ');
      return [
        `${method} /:ambito/ufficio/piano/:plan/fili-sciolti/spiegazioni/:id/${word}`,
        [`${LOOSE_NOTE}/${word}`],
      ];
    }),
  ),
  // No sum was assigned, carried over or shared in the demonstration: its published plan does not tell them.
  ...unlinkedMoney(),
  ...Object.fromEntries(
    ['state.pdf', 'state.docx', 'report-:year.pdf', 'report-:year.docx', 'report-:year.html'].map((name) => [
      `GET /api/v1/:ambito/plans/:plan/${name}`,
      [`${API}/plans/2021-2023/${name.replace(':year', '2022')}`],
    ]),
  ),
  // Nor was any file of values loaded.
  'POST /:ambito/ufficio/rilevazioni/importa/carica': ['/oglio-po/ufficio/rilevazioni/importa/carica'],
  'GET /:ambito/ufficio/rilevazioni/importa/:id/annulla': [
    `/oglio-po/ufficio/rilevazioni/importa/${SOME_ID}/annulla`,
  ],
  'POST /:ambito/ufficio/rilevazioni/importa/:id/annulla': [
    `/oglio-po/ufficio/rilevazioni/importa/${SOME_ID}/annulla`,
  ],
  ...unlinkedQuestionnaires(),
  ...Object.fromEntries(
    ['', '.csv', '.xlsx'].map((end) => [
      `GET /:ambito/ufficio/rilevazioni/:indicator/confronto${end}`,
      [`${INDICATOR}/confronto${end}`],
    ]),
  ),
  // Nothing of it is computed from elsewhere either.
  'POST /:ambito/ufficio/rilevazioni/:indicator/calcolo/ora': [`${INDICATOR}/calcolo/ora`],
  'GET /:ambito/ufficio/rilevazioni/:indicator/calcolo/rimuovi': [`${INDICATOR}/calcolo/rimuovi`],
  'POST /:ambito/ufficio/rilevazioni/:indicator/calcolo/rimuovi': [`${INDICATOR}/calcolo/rimuovi`],
  'GET /invito/:token': [TOKEN],
  'POST /invito/:token': [TOKEN],
  'POST /:ambito/ufficio/piano/:plan/documento/file/:format': [
    '/oglio-po/ufficio/piano/2021-2023/documento/file/pdf',
  ],
  'POST /:ambito/ufficio/piano/:plan/documento/file/:format/annulla': [
    '/oglio-po/ufficio/piano/2021-2023/documento/file/pdf/annulla',
  ],
  'POST /:ambito/ufficio/qualita/spiega': ['/oglio-po/ufficio/qualita/spiega'],
  'GET /:ambito/ufficio/dati': ['/oglio-po/ufficio/dati'],
  'POST /api/v1/:ambito/datasets': [`${API}/datasets`],
  'GET /api/v1/:ambito/datasets/:code/figures': [
    `${API}/datasets/popolazione-stranieri-e-superficie-dei-comuni/figures?year=2021`,
  ],
  'GET /api/v1/:ambito/metrics': [`${API}/metrics`],
  'GET /api/v1/:ambito/metrics/:code': [`${API}/metrics/densita?period=2021&by=comune`],
  'GET /api/v1/:ambito/metrics.csv': [`${API}/metrics.csv`],
  'GET /api/v1/:ambito/metrics.json': [`${API}/metrics.json`],
  'GET /api/v1/:ambito/metrics/:code/data.csv': [`${API}/metrics/densita/data.csv`],
  'GET /api/v1/:ambito/metrics/:code/data.json': [`${API}/metrics/densita/data.json`],
  'GET /api/v1/:ambito/datasets': [`${API}/datasets`],
  'GET /api/v1/:ambito/datasets/:code': [DATASET],
  'GET /api/v1/:ambito/datasets/:code/data.csv': [`${DATASET}/data.csv`],
  'GET /api/v1/:ambito/datasets/:code/data.json': [`${DATASET}/data.json`],
  'GET /api/v1/:ambito/projections': [`${API}/projections`],
  // The demonstration has no residents by age: nothing to take away, so no page links there.
  'GET /:ambito/proiezione/dati.csv': ['/oglio-po/proiezione/dati.csv'],
  'GET /:ambito/proiezione/dati.xlsx': ['/oglio-po/proiezione/dati.xlsx'],
  'GET /:ambito/proiezione/figura.png': ['/oglio-po/proiezione/figura.png'],
  'GET /:ambito/proiezione/figura.svg': ['/oglio-po/proiezione/figura.svg'],
  'GET /:ambito/ufficio/proiezione/dati.csv': ['/oglio-po/ufficio/proiezione/dati.csv'],
  'GET /:ambito/ufficio/proiezione/dati.xlsx': ['/oglio-po/ufficio/proiezione/dati.xlsx'],
  'GET /:ambito/ufficio/proiezione/figura.png': ['/oglio-po/ufficio/proiezione/figura.png'],
  'GET /:ambito/ufficio/proiezione/figura.svg': ['/oglio-po/ufficio/proiezione/figura.svg'],
  'GET /api/v1/:ambito/quality': [`${API}/quality`],
  'POST /:ambito/ufficio/territorio/comuni/aggiungi': ['/oglio-po/ufficio/territorio/comuni/aggiungi'],
  'GET /api/v1/:ambito/funds': [`${API}/funds`],
  'GET /api/v1/:ambito/funds/:code': [`${API}/funds/fnps`],
  'GET /api/v1/:ambito/budget-lines': [`${API}/budget-lines`],
  'GET /api/v1/:ambito/outcome-sheets': [`${API}/outcome-sheets`],
  'GET /api/v1/:ambito/outcome-sheets/:code': [`${API}/outcome-sheets/ESA-1`],
  'GET /api/v1/:ambito/measurements': [`${API}/measurements`],
  'GET /api/v1/:ambito/organisations': [`${API}/organisations`],
  'GET /api/v1/:ambito/organisations/:code': [`${API}/organisations/asc-oglio-po`],
  'GET /api/v1/:ambito/bodies': [`${API}/bodies`],
  'GET /api/v1/:ambito/bodies/:code': [`${API}/bodies/O-01`],
  'GET /api/v1/:ambito/networks': [`${API}/networks`],
  'GET /api/v1/:ambito/networks/:code': [`${API}/networks/N-01`],
  'GET /api/v1/:ambito/agreements': [`${API}/agreements`],
  'GET /api/v1/:ambito/agreements/:code': [`${API}/agreements/A-01`],
  'GET /api/v1/:ambito/services': [`${API}/services`],
  'GET /api/v1/:ambito/services/:code': [`${API}/services/S-01`],
  'GET /api/v1/:ambito/objectives': [`${API}/objectives?limit=50`],
  'GET /api/v1/:ambito/objectives/:code': [`${API}/objectives/CAS-1`],
  'POST /api/v1/:ambito/objectives': [`${API}/objectives`],
  'PATCH /api/v1/:ambito/objectives/:code': [`${API}/objectives/CAS-1`],
  'GET /api/v1/:ambito/needs': [`${API}/needs?limit=50`],
  'GET /api/v1/:ambito/needs/:code': [`${API}/needs/F-001`],
  'POST /api/v1/:ambito/needs': [`${API}/needs`],
  'PATCH /api/v1/:ambito/needs/:code': [`${API}/needs/F-001`],
  'GET /api/v1/:ambito/plans/:plan/contributions': [CONTRIBUTIONS],
  'POST /api/v1/:ambito/plans/:plan/contributions': [CONTRIBUTIONS],
  'GET /api/v1/:ambito/plans/:plan/contributions/:code': [`${CONTRIBUTIONS}/C-01`],
  'PATCH /api/v1/:ambito/plans/:plan/contributions/:code': [`${CONTRIBUTIONS}/C-01`],
  'PUT /api/v1/:ambito/plans/:plan/contributions/:code/answer': [`${CONTRIBUTIONS}/C-01/answer`],
  'PUT /api/v1/:ambito/plans/:plan/contributions/:code/publication': [`${CONTRIBUTIONS}/C-01/publication`],
  'GET /api/v1/:ambito/thread/:kind/:id': [`${API}/thread/objective/CAS-1`],
  'GET /api/v1/:ambito/loose-ends': [`${API}/loose-ends`],
  'GET /api/v1/:ambito/plans/:plan/document.html': [`${DOCUMENT}.html`],
  'GET /api/v1/:ambito/plans/:plan/document.pdf': [`${DOCUMENT}.pdf`],
  'GET /api/v1/:ambito/plans/:plan/document.docx': [`${DOCUMENT}.docx`],
};

/** Acts that a page offers only in a state that the demonstration is not in: the address of another act, changed. */
export const BESIDE: Record<string, { act: string; from: string; to: string }> = {
  'POST /:ambito/ufficio/territorio/dati/importa/:id/ferma': {
    act: 'POST /:ambito/ufficio/territorio/dati/importa/:id/togli',
    from: '/togli',
    to: '/ferma',
  },
  'POST /:ambito/ufficio/territorio/dati/importa/:id/riprova': {
    act: 'POST /:ambito/ufficio/territorio/dati/importa/:id/togli',
    from: '/togli',
    to: '/riprova',
  },
  'POST /:ambito/ufficio/territorio/dati/:id/ripristina': {
    act: 'POST /:ambito/ufficio/territorio/dati/:id/ritira',
    from: '/ritira',
    to: '/ripristina',
  },
  'POST /:ambito/ufficio/persone/:id/riammetti': {
    act: 'POST /:ambito/ufficio/persone/:id/sospendi',
    from: '/sospendi',
    to: '/riammetti',
  },
  'POST /:ambito/ufficio/piano/:plan/bisogni/:code/ripristina': {
    act: 'POST /:ambito/ufficio/piano/:plan/bisogni/:code/ritira',
    from: '/ritira',
    to: '/ripristina',
  },
  'POST /:ambito/ufficio/piano/:plan/obiettivi/:code/ripristina': {
    act: 'POST /:ambito/ufficio/piano/:plan/obiettivi/:code/ritira',
    from: '/ritira',
    to: '/ripristina',
  },
};

/** Nobody is asked anything in the demonstration: it holds published facts only. */
function unlinkedQuestionnaires(): Record<string, string[]> {
  const office = ['', '/modifica', '/rimuovi', '/storia', '/telefono', '/risultati.csv', '/risultati.xlsx'];
  const acts = ['/modifica', '/rimuovi', '/telefono', '/apri', '/chiudi'];
  const kept = '/ufficio/questionari';
  const link = 'A'.repeat(32);
  return {
    ...Object.fromEntries(
      office.map((end) => [`GET /:ambito${kept}/:id${end}`, [`/oglio-po${kept}/${SOME_ID}${end}`]]),
    ),
    ...Object.fromEntries(
      acts.map((end) => [`POST /:ambito${kept}/:id${end}`, [`/oglio-po${kept}/${SOME_ID}${end}`]]),
    ),
    [`POST /:ambito${kept}/:id/parole/:text`]: [`/oglio-po${kept}/${SOME_ID}/parole/${SOME_ID}`],
    ...Object.fromEntries(
      ['pdf', 'docx'].map((end) => [
        `GET /api/v1/:ambito/questionnaires/:id/results.${end}`,
        [`${API}/questionnaires/${SOME_ID}/results.${end}`],
      ]),
    ),
    'GET /:ambito/q/:token': [`/oglio-po/q/${link}`],
    'POST /:ambito/q/:token': [`/oglio-po/q/${link}`],
    'GET /:ambito/q/:token/grazie': [`/oglio-po/q/${link}/grazie`],
  };
}
