import { z } from 'zod';
import { Absent } from '#platform/errors.js';
import type { Ctx, PageCtx } from '#platform/http/context.js';
import { csvFile } from '#platform/http/csv.js';
import { type FormState, longText, submit, version } from '#platform/http/form.js';
import { page, seeOther } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { xlsxFile } from '#platform/http/xlsx.js';
import { at } from '#platform/ui/address.js';
import { checkQuality, explainFinding, explainFindings } from './finding.actions.js';
import { FINDINGS_A_PAGE, FindingsPage } from './finding.page.js';
import {
  findFinding,
  findPublishedFormula,
  getQualitySummary,
  listFindingEvents,
  listFindings,
  listFindingsOf,
  listRelatedFindings,
} from './finding.sql.js';
import { FINDING_RULES, FINDING_STATES, type Finding, SEVERITIES, STANDING } from './finding.types.js';
import { adviceOf, nameOfRule, sayFinding, titleOfFinding } from './finding.words.js';
import { ExplainManyPage, FindingPage } from './finding-sheet.page.js';
import { registerQualityRules } from './quality-rule.routes.js';
import { territoryText } from './territory.messages.js';
import { TERRITORY_EDITORS } from './territory.roles.js';

const oneOf = <T extends string>(values: readonly T[]) =>
  z.union([z.literal(''), z.enum(values as readonly [T, ...T[]])]).optional();

const Choice = z.object({
  gravita: oneOf(SEVERITIES),
  regola: oneOf(FINDING_RULES),
  stato: oneOf(FINDING_STATES),
  territorio: z.string().max(200).optional(),
  serie: z.string().max(200).optional(),
  cerca: z.string().max(200).optional(),
  pagina: z.coerce.number().int().min(1).max(10_000).optional(),
  tutti: z.enum(['', 'si']).optional(),
});
type Choice = z.infer<typeof Choice>;

const Code = z.object({ code: z.string().min(1).max(200) });

/** Ids of findings ticked in the list. */
const Chosen = z.object({
  rilievo: z
    .union([z.uuid(), z.array(z.uuid()).max(500)])
    .optional()
    .transform((value) => (value === undefined ? [] : [value].flat())),
});

const Note = z.object({
  note: longText(2000),
  version: z
    .union([z.literal('').transform(() => null), version])
    .optional()
    .transform((value) => value ?? null),
});

/** The quality of what was published and imported: open to all, explained by the office. */
export function registerFindings(server: Server): void {
  registerQualityRules(server);

  ambitoPage(server, {
    face: 'both',
    audience: 'public',
    path: '/qualita',
    query: Choice,
    handle: async (ctx, { query }) => {
      const all = await listFindings(ctx.tx, { states: FINDING_STATES });
      const matching = all.filter((finding) => matches(finding, query, ctx));
      const current = Math.min(query.pagina ?? 1, Math.max(1, Math.ceil(matching.length / FINDINGS_A_PAGE)));
      const findings = query.tutti
        ? matching
        : matching.slice((current - 1) * FINDINGS_A_PAGE, current * FINDINGS_A_PAGE);
      const summary = await getQualitySummary(ctx.tx);
      const list = { findings, count: matching.length, all, summary, choice: query, page: current };
      return page(<FindingsPage ctx={ctx} list={list} />);
    },
  });

  ambitoPage(server, {
    face: 'both',
    audience: 'public',
    path: '/qualita/rilievi.csv',
    query: Choice,
    handle: async (ctx, { query }) => {
      const { head, rows } = await tableOf(ctx, query);
      return csvFile(`${ctx.ambito.slug}-qualita.csv`, head, rows);
    },
  });

  ambitoPage(server, {
    face: 'both',
    audience: 'public',
    path: '/qualita/rilievi.xlsx',
    query: Choice,
    handle: async (ctx, { query }) => {
      const { head, rows } = await tableOf(ctx, query);
      const name = territoryText(ctx.lang)('territory.quality.kicker');
      return xlsxFile(`${ctx.ambito.slug}-qualita.xlsx`, [
        { name, columns: head.map((label) => ({ label })), rows },
      ]);
    },
  });

  ambitoPage(server, {
    face: 'both',
    audience: 'public',
    path: '/qualita/:code',
    params: Code,
    handle: async (ctx, { params }) => {
      const finding = await getFinding(ctx, params.code);
      return page(await findingPage(ctx, finding, { values: formValues(finding), errors: [] }));
    },
  });

  registerActs(server);
}

function registerActs(server: Server): void {
  ambitoPage(server, {
    face: 'office',
    audience: TERRITORY_EDITORS,
    method: 'POST',
    path: '/qualita/controlla',
    handle: async (ctx) => {
      await checkQuality(ctx);
      return seeOther(at(ctx, '/qualita'), 'territory.quality.done');
    },
  });

  ambitoPage(server, {
    face: 'office',
    audience: TERRITORY_EDITORS,
    path: '/qualita/spiega',
    query: Chosen,
    handle: async (ctx, { query }) => {
      const findings = await listFindingsOf(ctx.tx, query.rilievo);
      if (findings.length === 0) return seeOther(at(ctx, '/qualita'), 'territory.quality.bulk-choose');
      return page(<ExplainManyPage ctx={ctx} findings={findings} form={{ values: {}, errors: [] }} />);
    },
  });

  ambitoPage(server, {
    face: 'office',
    audience: TERRITORY_EDITORS,
    method: 'POST',
    path: '/qualita/spiega',
    query: Chosen,
    handle: async (ctx, { query, body }) =>
      submit(ctx, {
        schema: z.object({ note: longText(2000) }),
        body,
        act: async ({ note }) => {
          await explainFindings(ctx, { ids: query.rilievo, note });
          return seeOther(at(ctx, '/qualita'), 'territory.quality.bulk-saved');
        },
        again: async (form) => (
          <ExplainManyPage ctx={ctx} findings={await listFindingsOf(ctx.tx, query.rilievo)} form={form} />
        ),
      }),
  });

  ambitoPage(server, {
    face: 'office',
    audience: TERRITORY_EDITORS,
    method: 'POST',
    path: '/qualita/:code/spiega',
    params: Code,
    handle: async (ctx, { params, body }) => {
      const finding = await getFinding(ctx, params.code);
      return submit(ctx, {
        schema: Note,
        body,
        act: async (input) => {
          await explainFinding(ctx, finding.id, input);
          return seeOther(
            at(ctx, `/qualita/${encodeURIComponent(params.code)}`),
            'territory.quality.note-saved',
          );
        },
        again: (form) => findingPage(ctx, finding, form),
        theirs: async () => formValues(await getFinding(ctx, params.code)),
      });
    },
  });
}

function formValues(finding: Finding): Record<string, unknown> {
  return {
    note: finding.explanation ?? '',
    ...(finding.explanationVersion === null ? {} : { version: finding.explanationVersion }),
  };
}

async function getFinding(ctx: PageCtx, code: string): Promise<Finding> {
  const finding = await findFinding(ctx.tx, code);
  if (!finding) throw new Absent('finding');
  return finding;
}

async function findingPage(ctx: PageCtx, finding: Finding, form: FormState) {
  const total =
    finding.rule === 'published-total' ? await findPublishedFormula(ctx.tx, finding.code) : undefined;
  const sheet = {
    finding,
    formula: total?.formula ?? null,
    formulaNote: total?.formulaNote ?? null,
    events: await listFindingEvents(ctx.tx, finding.id),
    related: await listRelatedFindings(ctx.tx, finding),
  };
  return <FindingPage ctx={ctx} sheet={sheet} form={form} />;
}

/** Findings chosen as the list shows them, for a spreadsheet. */
async function tableOf(ctx: Ctx, choice: Choice) {
  const t = territoryText(ctx.lang);
  const all = await listFindings(ctx.tx, { states: FINDING_STATES });
  const head = [
    t('territory.csv.code'),
    t('territory.quality.rule'),
    t('territory.quality.severity'),
    t('territory.quality.what'),
    t('territory.csv.place'),
    t('territory.quality.where'),
    t('territory.quality.published'),
    t('territory.quality.expected'),
    t('territory.quality.difference'),
    t('territory.csv.unit'),
    t('territory.quality.message'),
    t('territory.quality.advice'),
    t('territory.quality.explanation'),
    t('territory.quality.state'),
    t('territory.quality.dataset'),
    t('territory.quality.found-at'),
  ];
  const rows = all
    .filter((finding) => matches(finding, choice, ctx))
    .map((finding) => [
      finding.code,
      nameOfRule(finding.rule, ctx.lang),
      t(`territory.severity.${finding.severity}`),
      titleOfFinding(finding, ctx.lang),
      finding.placeName,
      finding.location,
      numberOf(finding.published),
      numberOf(finding.expected),
      numberOf(finding.difference),
      finding.unit,
      sayFinding(finding, ctx.lang),
      adviceOf(finding, ctx.lang),
      finding.explanation,
      t(`territory.state.${finding.state}`),
      finding.datasetTitle,
      finding.firstFoundAt.toISOString().slice(0, 10),
    ]);
  return { head, rows };
}

/** Words are looked for in all that the row shows, without accents or case. */
function matches(finding: Finding, choice: Choice, ctx: Ctx): boolean {
  if (!(choice.stato ? [choice.stato] : STANDING).includes(finding.state)) return false;
  if (choice.gravita && finding.severity !== choice.gravita) return false;
  if (choice.regola && finding.rule !== choice.regola) return false;
  if (choice.territorio && finding.placeName !== choice.territorio) return false;
  if (choice.serie && finding.dataset !== choice.serie) return false;
  if (!choice.cerca?.trim()) return true;
  const text = plain(
    [
      finding.name,
      finding.placeName,
      finding.location,
      finding.code,
      finding.explanation,
      nameOfRule(finding.rule, ctx.lang),
      sayFinding(finding, ctx.lang),
    ].join(' '),
  );
  return plain(choice.cerca)
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

function numberOf(text: string | null): number | null {
  return text === null ? null : Number(text);
}
