import { startDemoServer } from '../e2e/server.ts';
import { enterAsPerson } from '../e2e/session.ts';
import { importAges } from './ages.ts';
import { cpuPerRequest } from './load.ts';
import { report } from './report.ts';

/** The public page with a table of 27 comuni and a map: the heaviest that many people read. */
const OBSERVATORY = '/oglio-po/osservatorio';

const PUBLIC_PAGES = [
  '/oglio-po',
  '/oglio-po/piano/2021-2023',
  '/oglio-po/piano/2021-2023/obiettivi',
  '/oglio-po/piano/2021-2023/obiettivi/CAS-1',
  '/oglio-po/piano/2021-2023/bisogni',
  '/oglio-po/servizi',
  '/oglio-po/rete',
  '/oglio-po/risorse',
];
/** What people look at when residents by single age are there. */
const AGE_PAGES = [
  '/oglio-po/proiezione',
  '/oglio-po/proiezione?luogo=019021&gruppo=85%2B&scenario=alta',
  '/oglio-po/osservatorio?vista=piramide',
  '/oglio-po/osservatorio?vista=riquadri&livello=comune',
  '/oglio-po/profilo/oglio-po',
];
const OFFICE_PAGES = ['/oglio-po/ufficio', '/oglio-po/ufficio/piano/2021-2023/obiettivi/CAS-1'];

/** Processor time of the server for a page. */
export async function benchPages(): Promise<boolean> {
  const server = await startDemoServer();
  try {
    let met = report({
      name: `CPU di ${OBSERVATORY}`,
      value: await cpuPerRequest(server.address, OBSERVATORY),
      unit: 'ms',
      decimals: 2,
      goal: { atMost: 3 },
      note: 'mappa e tabella di 27 comuni',
    });
    const session = await enterAsPerson(server.address, 'Marta Bellini');
    for (const [paths, headers] of [
      [PUBLIC_PAGES, {}],
      [OFFICE_PAGES, { cookie: session }],
    ] as const) {
      for (const path of paths) {
        const value = await cpuPerRequest(server.address, path, headers);
        met = report({ name: `CPU di ${path}`, value, unit: 'ms', decimals: 2, goal: { atMost: 5 } }) && met;
      }
    }
    await importAges(server.address, server.dataDir);
    for (const path of AGE_PAGES) {
      const value = await cpuPerRequest(server.address, path);
      met = report({ name: `CPU di ${path}`, value, unit: 'ms', decimals: 2, goal: { atMost: 5 } }) && met;
    }
    return met;
  } finally {
    await server.stop();
  }
}
