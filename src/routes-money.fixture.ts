const API = '/api/v1/oglio-po';

/** Addresses of money to which no page of the demonstration links. */
export function unlinkedMoney(): Record<string, string[]> {
  return { ...absentMoney(), ...absentLedger() };
}

/** No money was committed or paid in the demonstration: nobody published that of its plan. */
function absentLedger(): Record<string, string[]> {
  const id = '01890a5d-ac96-774b-bcce-b302099a8057';
  const to = (path: string) => `/oglio-po/ufficio/risorse/2021-2023/impegni${path.replace(/:\w+/g, id)}`;
  const routes: Record<string, string[]> = {};
  // Too few gaps for a page of their own.
  for (const face of ['', '/ufficio'])
    routes[`GET /:ambito${face}/risorse/:plan/lacune`] = [`/oglio-po${face}/risorse/2021-2023/lacune`];
  const both = [
    '/:commitment/pagamenti/nuovo',
    '/:commitment/storna',
    '/:commitment/pagamenti/:payment/storna',
    '/importa/:import/annulla',
    '/importa-pagamenti/:import/annulla',
  ];
  for (const path of both)
    for (const method of ['GET', 'POST'])
      routes[`${method} /:ambito/ufficio/risorse/:plan/impegni${path}`] = [to(path)];
  routes['GET /:ambito/ufficio/risorse/:plan/impegni/:commitment'] = [to('/:commitment')];
  for (const path of ['/importa/carica', '/importa-pagamenti/carica'])
    routes[`POST /:ambito/ufficio/risorse/:plan/impegni${path}`] = [to(path)];
  routes['POST /:ambito/ufficio/risorse/:plan/righe/importa/carica'] = [
    '/oglio-po/ufficio/risorse/2021-2023/righe/importa/carica',
  ];
  routes['POST /:ambito/ufficio/risorse/rendiconto/importa/carica'] = [
    '/oglio-po/ufficio/risorse/rendiconto/importa/carica',
  ];
  for (const act of ['modifica', 'rimuovi', 'applica'])
    for (const method of ['GET', 'POST'])
      routes[`${method} /:ambito/ufficio/risorse/:plan/scenari/:scenario/${act}`] = [
        `/oglio-po/ufficio/risorse/2021-2023/scenari/${id}/${act}`,
      ];
  for (const end of ['', '/storia'])
    routes[`GET /:ambito/ufficio/risorse/:plan/scenari/:scenario${end}`] = [
      `/oglio-po/ufficio/risorse/2021-2023/scenari/${id}${end}`,
    ];
  const plan = '/api/v1/:ambito/plans/:plan';
  for (const path of ['/scenarios', '/forecast'])
    routes[`GET ${plan}${path}`] = [`${API}/plans/2021-2023${path}`];
  routes[`GET ${plan}/scenarios/:id`] = [`${API}/plans/2021-2023/scenarios/${id}`];
  for (const end of ['pdf', 'docx'])
    routes[`GET ${plan}/budget/:rows/:measure.${end}`] = [
      `${API}/plans/2021-2023/budget/fund/allocated.${end}`,
    ];
  for (const path of ['', '/table'])
    routes[`GET /api/v1/:ambito/spending-statement${path}`] = [`${API}/spending-statement${path}`];
  routes['GET /api/v1/:ambito/questionnaires'] = [`${API}/questionnaires`];
  routes['GET /api/v1/:ambito/questionnaires/:id/results'] = [`${API}/questionnaires/${id}/results`];
  routes['GET /api/v1/:ambito/indicators/:id/impact'] = [`${API}/indicators/${id}/impact`];
  routes['GET /api/v1/:ambito/funds/:code/years'] = [`${API}/funds/fnps/years`];
  const api = `${API}/plans/2021-2023/commitments`;
  const named = '/api/v1/:ambito/plans/:plan/commitments';
  routes[`GET ${named}`] = [api];
  routes[`POST ${named}`] = [api];
  routes[`GET ${named}/:id`] = [`${api}/${id}`];
  for (const path of ['/:id/payments', '/:id/reversals', '/:id/payments/:payment/reversals'])
    routes[`POST ${named}${path}`] = [`${api}${path.replace(/:\w+/g, id)}`];
  return routes;
}

function absentMoney(): Record<string, string[]> {
  const fund = '/oglio-po/ufficio/risorse/fondi/fnps';
  const id = '01890a5d-ac96-774b-bcce-b302099a8057';
  const routes: Record<string, string[]> = {};
  for (const [list, name] of [
    ['assegnazioni', 'assignment'],
    ['riporti', 'carryOver'],
    ['riparti', 'allocation'],
  ]) {
    for (const act of ['modifica', 'rimuovi']) {
      for (const method of ['GET', 'POST'])
        routes[`${method} /:ambito/ufficio/risorse/fondi/:fund/${list}/:${name}/${act}`] = [
          `${fund}/${list}/${id}/${act}`,
        ];
    }
    routes[`GET /:ambito/ufficio/risorse/fondi/:fund/${list}/:${name}/storia`] = [
      `${fund}/${list}/${id}/storia`,
    ];
    for (const method of ['GET', 'POST'])
      routes[`${method} /:ambito/ufficio/risorse/fondi/:fund/${list}/nuovo`] = [`${fund}/${list}/nuovo`];
  }
  for (const file of ['', '/riparto.csv']) {
    routes[`GET /:ambito/risorse/fondi/:fund/riparti/:allocation${file}`] = [
      `/oglio-po/risorse/fondi/fnps/riparti/${id}${file}`,
    ];
    routes[`GET /:ambito/ufficio/risorse/fondi/:fund/riparti/:allocation${file}`] = [
      `${fund}/riparti/${id}${file}`,
    ];
  }
  return routes;
}
