import type { Finding } from './finding.types.js';
import type { Metric, MetricValue } from './metric.types.js';
import { sayMetric } from './metric.words.js';
import type { Place } from './place.types.js';
import { toAgeClasses } from './profile.rules.js';
import type { Profile, ProfileMetric, ProfileSection } from './profile.types.js';

const PLACE: Place = {
  id: '00000000-0000-0000-0000-000000000001',
  kind: 'comune',
  code: '019021',
  name: 'San Giovanni in Croce e Solarolo Rainerio',
  province: 'CR',
  km2: 64.5,
  version: 1,
  comuni: [],
  area: 'casalasco',
};
const HOLDER: Place = { ...PLACE, kind: 'area', code: 'casalasco', name: 'Casalasco', area: null };

const CODES = [
  ...['densita', 'quota-stranieri', 'natalita', 'mortalita', 'crescita', 'saldo-naturale'],
  ...['variazione-popolazione', 'saldo-migratorio', 'vecchiaia', 'dipendenza', 'dipendenza-anziani'],
  ...['dipendenza-giovani', 'ricambio', 'struttura', 'carico-figli', 'eta-media', 'componenti-famiglia'],
  ...['spesa-sociale', 'copertura-sad', 'posti-nido', 'assistenti-sociali', 'impegnato', 'liquidato'],
];

/** A planner's own metrics, of which there is no end. */
const OWN = Array.from({ length: 12 }, (_, index) => `propria-${index}`);

function metric(code: string): Metric {
  return {
    id: code,
    code,
    edition: 1,
    name: code,
    unit: '%',
    decimals: 1,
    factor: 100,
    numerator: [{ variable: 'population', weight: 1, yearOffset: 0 }],
    denominator: null,
    explanation: 'Quante persone ogni cento residenti, al 1° gennaio, secondo la fonte.',
    source: 'Istat',
    shipped: true,
  };
}

function series(code: string, years: number): MetricValue[] {
  return Array.from({ length: years }, (_, index) => ({
    metric: code,
    year: 2025 - years + index + 1,
    place: { code: PLACE.code, name: PLACE.name, kind: 'comune' as const },
    value: 100 + index * 1.25,
    numerator: 1_000 + index,
    denominator: 1_000,
    comuni: 1,
    missing: 0,
    lacking: [],
  }));
}

function profileMetric(code: string, years: number): ProfileMetric {
  const known = series(code, years);
  const [before, latest] = [known.at(-2), known.at(-1)];
  return {
    metric: sayMetric(metric(code), 'it'),
    series: known,
    latest: latest ?? null,
    before: before ? { year: before.year, value: before.value ?? 0 } : null,
    area: latest ? 98.4 : null,
    whole: latest ? 143.2 : null,
  };
}

/** A profile as full as one may be: every metric known for twenty years, ages, findings, long names. */
export function fullProfile(kind: 'comune' | 'area' | 'ambito'): Profile {
  const counts = Array.from({ length: 101 }, (_, age) => Math.round(200 - Math.abs(age - 50) * 2.5));
  const classes = toAgeClasses(counts, [...counts].reverse());
  return {
    ...emptyProfile(kind),
    population: series('densita', 20).map(({ year, value }) => ({ year, value })),
    metrics: [...CODES, ...OWN].map((code) => profileMetric(code, 20)),
    ages: { year: 2025, classes, whole: kind === 'ambito' ? null : classes },
    sources: CODES.slice(0, 12).map((code) => ({
      code,
      title: `Popolazione residente per sesso, età e stato civile, edizione ${code}`,
      source: 'Istat, Demografia in cifre',
      licence: 'CC-BY-4.0',
      referenceOn: '2025-01-01',
    })),
    published: series('x', 40).map(({ year }) => ({
      variable: 'Utenti del servizio di assistenza domiciliare',
      category: '',
      period: String(year),
      value: year,
      unit: 'persone',
      location: '4.1',
    })),
    changedOn: '2025-06-30',
  };
}

/** A place of which only the name is known. */
export function emptyProfile(kind: 'comune' | 'area' | 'ambito'): Profile {
  const place = { ...PLACE, kind, comuni: kind === 'comune' ? [] : ['019021', '019023'] };
  const members = Array.from({ length: kind === 'comune' ? 0 : 27 }, (_, index) => ({
    ...PLACE,
    code: String(19_000 + index),
    name: `Comune numero ${index}`,
  }));
  return {
    place,
    holder: kind === 'comune' ? HOLDER : null,
    members,
    previous: { ...PLACE, code: '019009', name: 'Calvatone' },
    next: null,
    population: [],
    metrics: CODES.map((code) => profileMetric(code, 0)),
    ages: null,
    published: [],
    findings: [],
    sources: [],
    map: null,
    changedOn: null,
  };
}

/** A published figure that does not follow from its parts. */
export const aFinding: Finding = {
  id: '00000000-0000-0000-0000-000000000002',
  code: 'residenti',
  rule: 'published-total',
  severity: 'error',
  location: '2.1',
  published: '81981',
  expected: '81891',
  difference: '90',
  messageKey: 'territory.finding.published-total',
  messageValues: {},
  variable: 'population',
  placeCode: '019021',
  period: '2021',
  year: 2021,
  dataset: null,
  details: [],
  state: 'open',
  foundAt: new Date('2025-06-30T10:00:00Z'),
  firstFoundAt: new Date('2025-06-30T10:00:00Z'),
  closedAt: null,
  closedByEdition: null,
  name: 'Residenti',
  asPublished: '81.981',
  placeName: 'Casalmaggiore',
  unit: 'persone',
  decimals: 0,
  datasetTitle: null,
  explanation: null,
  explanationVersion: null,
  explainedBy: null,
  explainedAt: null,
};

/** Long lists of long titles. */
export const fullSections: readonly ProfileSection[] = ['need', 'objective', 'service', 'network'].map(
  (key) => ({
    key,
    title: '102 bisogni raccolti',
    total: 102,
    path: '/piano/2021-2023/bisogni',
    items: Array.from({ length: 102 }, (_, index) => ({
      title: `Studio di fattibilità e sperimentazione della presa in carico integrata di preadolescenti e adolescenti fragili, con il coinvolgimento delle famiglie e della scuola, numero ${index}`,
      note: 'Casalasco',
      path: `/piano/2021-2023/${key}/${index}`,
    })),
  }),
);
