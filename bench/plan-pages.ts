import { idOf, PLAN } from './plan-world.ts';

export type BenchFace = 'public' | 'office';

/** A page of the measured plan; `faces` where only one has it. */
export interface BenchPage {
  path: string;
  faces?: readonly BenchFace[];
  /** As long as its text: told, without a goal. */
  asLongAsText?: boolean;
}

const PLAN_PATH = `/piano/${PLAN}`;
const MONEY = `/risorse/${PLAN}`;
const both = (...paths: string[]): BenchPage[] => paths.map((path) => ({ path }));
const office = (...paths: string[]): BenchPage[] => paths.map((path) => ({ path, faces: ['office'] }));

/** Every page on which a whole plan, one of its parts or what hangs on it is read. */
export const PAGES: readonly BenchPage[] = [
  ...both('', PLAN_PATH),
  ...both(`${PLAN_PATH}/obiettivi`, `${PLAN_PATH}/obiettivi/O-1`, `${PLAN_PATH}/obiettivi/O-2`),
  ...office(`${PLAN_PATH}/obiettivi/O-2/storia`, `${PLAN_PATH}/obiettivi/O-2/modifica`),
  ...office(`${PLAN_PATH}/obiettivi/ordina`, `${PLAN_PATH}/bisogni/ordina`),
  ...both(`${PLAN_PATH}/bisogni`, `${PLAN_PATH}/bisogni/F-1`, `${PLAN_PATH}/cronoprogramma`),
  ...both(`${PLAN_PATH}/documento`, `${PLAN_PATH}/documento/1`),
  { path: `${PLAN_PATH}/documento/intero`, asLongAsText: true },
  { path: `${PLAN_PATH}/documento/1/modifica`, faces: ['office'], asLongAsText: true },
  // Compares two drafts of two hundred paragraphs, of which each differs.
  { path: `${PLAN_PATH}/documento/1/versioni`, faces: ['office'], asLongAsText: true },
  ...both(`${PLAN_PATH}/atti`),
  ...office(`${PLAN_PATH}/stato`, `${PLAN_PATH}/chiusura`, `${PLAN_PATH}/simili`, `${PLAN_PATH}/modifica`),
  ...both(`${PLAN_PATH}/fili-sciolti`),
  ...both(`/filo/bisogno/${idOf('need', 0)}`, `/filo/obiettivo/${idOf('objective', 0)}`),
  ...both(`/filo/fondo/${idOf('fund', 0)}`),
  ...both(MONEY, `${MONEY}/quadro`, `${MONEY}/obiettivi/O-2`, '/risorse/fondi', '/risorse/fondi/fondo-1'),
  ...office(
    `${MONEY}/righe`,
    `${MONEY}/lacune`,
    `${MONEY}/impegni`,
    `${MONEY}/impegni/${idOf('commitment', 0)}`,
  ),
  // The statement is of the office alone: what is published of it is chosen in the plan's document.
  ...office(`${MONEY}/scenari`, `${MONEY}/scenari/${idOf('scenario', 0)}`, '/risorse/rendiconto'),
  ...both(`/esiti/${PLAN}`, `/esiti/${PLAN}/ES-1`),
  ...office('/rilevazioni', `/rilevazioni/${idOf('indicator', 0)}`, '/rilevazioni/giorno'),
  ...office('/questionari', `/questionari/${idOf('questionnaire', 0)}`),
];

/** What the public reads of a plan that is being amended comes from the adopted side of its tables. */
export const AMENDED_PAGES: readonly BenchPage[] = [
  ...PAGES.filter(({ faces, asLongAsText }) => !asLongAsText && (!faces || faces.includes('public'))).map(
    ({ path }): BenchPage => ({ path, faces: ['public'] }),
  ),
  ...office('', PLAN_PATH, `${PLAN_PATH}/obiettivi/O-2`, `${PLAN_PATH}/atti`),
];
