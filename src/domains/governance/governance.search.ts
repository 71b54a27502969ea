import type { Text } from '#platform/i18n/messages.js';
import { searchRows } from '#platform/i18n/word-search.js';
import type { Agreement, Body, Network, Organisation } from './governance.types.js';
import type { Hit, Overview } from './overview.page.js';

export interface Asked {
  q?: string | undefined;
  luogo?: string | undefined;
  stato?: string | undefined;
  tema?: string | undefined;
  livello?: string | undefined;
  tipo?: string | undefined;
}

/** A place holds its comuni: what lies in Viadana lies in the Viadanese too. */
function lies(within: readonly string[], place: string | undefined): boolean {
  return !place || within.includes(place);
}

export function filterBodies(rows: readonly Body[], asked: Asked): Body[] {
  const matching = rows.filter(
    (row) => lies(row.within, asked.luogo) && (!asked.livello || row.level === asked.livello),
  );
  return searchRows(matching, asked.q ?? '', bodyTexts);
}

export function filterNetworks(rows: readonly Network[], asked: Asked): Network[] {
  const matching = rows.filter(
    (row) =>
      lies(row.within, asked.luogo) &&
      (!asked.stato || row.state === asked.stato) &&
      (!asked.tema || row.theme === asked.tema),
  );
  return searchRows(matching, asked.q ?? '', networkTexts);
}

export function filterAgreements(rows: readonly Agreement[], asked: Asked): Agreement[] {
  const matching = rows.filter(
    (row) => lies(row.within, asked.luogo) && (!asked.stato || row.state === asked.stato),
  );
  return searchRows(matching, asked.q ?? '', agreementTexts);
}

export function filterOrganisations(rows: readonly Organisation[], asked: Asked): Organisation[] {
  const matching = rows.filter((row) => !asked.tipo || row.kind === asked.tipo);
  return searchRows(matching, asked.q ?? '', (row) => [row.name, row.note ?? '']);
}

function bodyTexts(row: Body): string[] {
  return [`${row.code} ${row.name}`, [...row.members, ...row.functions, row.note].join(' ')];
}

function networkTexts(row: Network): string[] {
  return [
    `${row.code} ${row.name}`,
    row.theme,
    [...row.members.map((member) => member.name), row.note].join(' '),
  ];
}

function agreementTexts(row: Agreement): string[] {
  return [
    `${row.code} ${row.title}`,
    row.subject ?? '',
    [...row.parties.map((party) => party.name), row.note].join(' '),
  ];
}

/** One search over the whole network, best first whatever the kind. */
export function searchAll(overview: Overview, words: string, t: Text): Hit[] {
  const entries: { hit: Hit; texts: string[] }[] = [
    ...overview.organisations.map((row) => ({
      hit: {
        kind: 'organisation' as const,
        code: row.code,
        name: row.name,
        about: t(`governance.kind.${row.kind}`),
      },
      texts: [row.name, row.note ?? '', ''],
    })),
    ...overview.networks.map((row) => ({
      hit: { kind: 'network' as const, code: row.code, name: row.name, about: row.theme },
      texts: networkTexts(row),
    })),
    ...overview.agreements.map((row) => ({
      hit: { kind: 'agreement' as const, code: row.code, name: row.title, about: row.subject ?? '' },
      texts: agreementTexts(row),
    })),
    ...overview.bodies.map((row) => ({
      hit: { kind: 'body' as const, code: row.code, name: row.name, about: row.functions[0] ?? '' },
      texts: bodyTexts(row),
    })),
  ];
  return searchRows(entries, words, (entry) => entry.texts).map((entry) => entry.hit);
}
