import { z } from 'zod';
import { Absent } from '#platform/errors.js';
import type { PageCtx } from '#platform/http/context.js';
import { csvFile } from '#platform/http/csv.js';
import { type FormState, longText, submit, version } from '#platform/http/form.js';
import { page, seeOther } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { at } from '#platform/ui/address.js';
import { checkQuality, explainFinding } from './finding.actions.js';
import { FindingPage, FindingsPage } from './finding.page.js';
import { findPublishedFormula, getQualitySummary, listFindings } from './finding.sql.js';
import { type Finding, SEVERITIES } from './finding.types.js';
import { adviceOf, sayFinding } from './finding.words.js';
import { territoryText } from './territory.messages.js';
import { TERRITORY_EDITORS } from './territory.roles.js';

const Choice = z.object({
  gravita: z.union([z.literal(''), z.enum(SEVERITIES as readonly ['error', 'warning', 'info'])]).optional(),
  territorio: z.string().max(200).optional(),
  cerca: z.string().max(200).optional(),
});

const Code = z.object({ code: z.string().min(1).max(200) });

const Note = z.object({
  note: longText(2000),
  version: z
    .union([z.literal('').transform(() => null), version])
    .optional()
    .transform((value) => value ?? null),
});

/** The quality of what was published and imported: open to all, explained by the office. */
export function registerFindings(server: Server): void {
  ambitoPage(server, {
    face: 'both',
    audience: 'public',
    path: '/qualita',
    query: Choice,
    handle: async (ctx, { query }) => {
      const all = await listFindings(ctx.tx);
      const findings = all.filter((finding) => matches(finding, query, ctx));
      const summary = await getQualitySummary(ctx.tx);
      return page(<FindingsPage ctx={ctx} findings={findings} all={all} summary={summary} choice={query} />);
    },
  });

  ambitoPage(server, {
    face: 'both',
    audience: 'public',
    path: '/qualita/rilievi.csv',
    handle: async (ctx) => {
      const t = territoryText(ctx.lang);
      return csvFile(
        `${ctx.ambito.slug}-qualita.csv`,
        [
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
        ],
        (await listFindings(ctx.tx)).map((finding) => [
          finding.code,
          t(`territory.rule.${finding.rule}`),
          t(`territory.severity.${finding.severity}`),
          finding.name,
          finding.placeName,
          finding.location,
          numberOf(finding.published),
          numberOf(finding.expected),
          numberOf(finding.difference),
          finding.unit,
          sayFinding(finding, ctx.lang),
          adviceOf(finding, ctx.lang),
          finding.explanation,
        ]),
      );
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
  const finding = (await listFindings(ctx.tx, { code }))[0];
  if (!finding) throw new Absent('finding');
  return finding;
}

async function findingPage(ctx: PageCtx, finding: Finding, form: FormState) {
  const total =
    finding.rule === 'published-total' ? await findPublishedFormula(ctx.tx, finding.code) : undefined;
  return (
    <FindingPage
      ctx={ctx}
      finding={finding}
      formula={total?.formula ?? null}
      formulaNote={total?.formulaNote ?? null}
      form={form}
    />
  );
}

/** Words are looked for in all that the row shows, without accents or case. */
function matches(finding: Finding, choice: z.infer<typeof Choice>, ctx: PageCtx): boolean {
  if (choice.gravita && finding.severity !== choice.gravita) return false;
  if (choice.territorio && finding.placeName !== choice.territorio) return false;
  if (!choice.cerca?.trim()) return true;
  const text = plain(
    [finding.name, finding.placeName, finding.location, finding.code, sayFinding(finding, ctx.lang)].join(
      ' ',
    ),
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
