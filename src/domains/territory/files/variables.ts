import { incomeVariables } from './income-variables.js';
import { serviceVariables } from './service-variables.js';
import type { Variable } from './variable.types.js';

function stock(code: string, it: string, en: string, unit = 'persone'): Variable {
  return { code, name: { it, en }, unit, nature: 'stock', mayBeNegative: false };
}

function flow(code: string, it: string, en: string): Variable {
  return { code, name: { it, en }, unit: 'persone', nature: 'flow', mayBeNegative: false };
}

function balance(code: string, it: string, en: string): Variable {
  return { ...flow(code, it, en), mayBeNegative: true };
}

/** Variables whose meaning the platform knows; tidy files may bring others, with their unit. */
export const variables: readonly Variable[] = [
  stock('population', 'Popolazione residente al 1° gennaio', 'Resident population on 1 January'),
  flow('births', 'Nati vivi', 'Live births'),
  flow('deaths', 'Morti', 'Deaths'),
  balance('natural-balance', 'Saldo naturale', 'Natural balance'),
  flow('internal-arrivals', 'Immigrati da altro comune', 'Arrivals from other comuni'),
  flow('internal-departures', 'Emigrati per altro comune', 'Departures to other comuni'),
  balance('internal-balance', 'Saldo migratorio interno', 'Internal migration balance'),
  flow('arrivals-from-abroad', 'Immigrati dall’estero', 'Arrivals from abroad'),
  flow('departures-abroad', 'Emigrati per l’estero', 'Departures abroad'),
  balance('balance-with-abroad', 'Saldo migratorio con l’estero', 'Migration balance with abroad'),
  balance('territorial-change', 'Variazioni territoriali', 'Territorial changes'),
  flow('other-registrations', 'Iscritti in anagrafe per altri motivi', 'Registered for other reasons'),
  flow('other-cancellations', 'Cancellati dall’anagrafe per altri motivi', 'Cancelled for other reasons'),
  stock('foreign-population', 'Stranieri residenti al 1° gennaio', 'Resident foreigners on 1 January'),
  flow('foreign-births', 'Nati vivi stranieri', 'Live births of foreigners'),
  flow('foreign-deaths', 'Morti stranieri', 'Deaths of foreigners'),
  balance('foreign-natural-balance', 'Saldo naturale degli stranieri', 'Natural balance of foreigners'),
  flow(
    'foreign-internal-arrivals',
    'Stranieri immigrati da altro comune',
    'Foreigners arrived from other comuni',
  ),
  flow(
    'foreign-internal-departures',
    'Stranieri emigrati per altro comune',
    'Foreigners departed to other comuni',
  ),
  balance(
    'foreign-internal-balance',
    'Saldo migratorio interno degli stranieri',
    'Internal migration balance of foreigners',
  ),
  flow('foreign-arrivals-from-abroad', 'Stranieri immigrati dall’estero', 'Foreigners arrived from abroad'),
  flow('foreign-departures-abroad', 'Stranieri emigrati per l’estero', 'Foreigners departed abroad'),
  balance(
    'foreign-balance-with-abroad',
    'Saldo migratorio con l’estero degli stranieri',
    'Migration balance of foreigners with abroad',
  ),
  flow(
    'citizenship-acquisitions',
    'Acquisizioni della cittadinanza italiana',
    'Acquisitions of Italian citizenship',
  ),
  balance(
    'foreign-territorial-change',
    'Stranieri: variazioni territoriali',
    'Foreigners: territorial changes',
  ),
  flow(
    'foreign-other-registrations',
    'Stranieri iscritti per altri motivi',
    'Foreigners registered for other reasons',
  ),
  flow(
    'foreign-other-cancellations',
    'Stranieri cancellati per altri motivi',
    'Foreigners cancelled for other reasons',
  ),
  stock(
    'italian-population',
    'Cittadini italiani residenti al 1° gennaio',
    'Resident Italian citizens on 1 January',
  ),
  stock('households', 'Famiglie al 1° gennaio', 'Households on 1 January', 'famiglie'),
  stock('land-area', 'Superficie territoriale', 'Land area', 'km²'),
  stock('legal-population', 'Popolazione legale', 'Legal population'),
  stock('altitude', 'Altitudine del centro', 'Altitude of the centre', 'm'),
  stock('altimetric-zone', 'Zona altimetrica', 'Altimetric zone', 'classe'),
  stock('on-the-sea', 'Comune litoraneo', 'Comune on the sea', 'classe'),
  stock('on-an-island', 'Comune isolano', 'Comune on an island', 'classe'),
  stock('coastal-zone', 'Zona costiera', 'Coastal zone', 'classe'),
  stock('degree-of-urbanisation', 'Grado di urbanizzazione', 'Degree of urbanisation', 'classe'),
  ...incomeVariables,
  ...serviceVariables,
];

const byCode = new Map(variables.map((variable) => [variable.code, variable]));

/** The variable with this code, where the platform knows it. */
export function findVariable(code: string): Variable | undefined {
  return byCode.get(code);
}
