import type { VNode } from 'preact';
import { z } from 'zod';
import { Absent } from '#platform/errors.js';
import type { PageCtx } from '#platform/http/context.js';
import { submit, version } from '#platform/http/form.js';
import { page, seeOther } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { linkedOf, setObjectiveLinks } from './link.actions.js';
import { tiesSchema, tieValues } from './link.form.js';
import { LinkPage } from './link.page.js';
import { listLinkTargets } from './link.sql.js';
import { getObjective } from './objective.actions.js';
import {
  actionSchema,
  indicatorSchema,
  newActionSchema,
  newIndicatorSchema,
  toAction,
  toIndicator,
} from './objective.form.js';
import { type LinkKind, type Objective, ObjectiveCode } from './objective.types.js';
import {
  addAction,
  addIndicator,
  movePart,
  removePart,
  rewriteAction,
  rewriteIndicator,
} from './objective-parts.actions.js';
import { PartOrderPage } from './objective-parts.page.js';
import { ActionFormPage, IndicatorFormPage, type PartFormProps } from './part-form.page.js';
import { getPlan } from './plan.actions.js';
import { planText } from './plan.messages.js';
import { planParams } from './plan.routes.js';
import { editors } from './plan.rules.js';
import type { Plan } from './plan.types.js';
import { inPlan, planCrumbs } from './plan-words.js';

const objectiveParams = planParams.extend({ code: ObjectiveCode });
const partParams = objectiveParams.extend({ id: z.uuid() });

/** Words of the address and what they mean. */
const PARTS = { indicatori: 'indicator', azioni: 'action' } as const;
type PartWord = keyof typeof PARTS;
const LINKS = {
  bisogni: 'need',
  servizi: 'service',
  reti: 'network',
  accordi: 'agreement',
  enti: 'organisation',
} as const satisfies Record<string, LinkKind>;

async function objectiveOf(ctx: PageCtx, params: { plan: string; code: string }) {
  const plan = await getPlan(ctx, params.plan);
  return { ctx, plan, objective: await getObjective(ctx, plan, params.code) };
}

function address(ctx: PageCtx, plan: Plan, code: string, rest = ''): string {
  return inPlan(ctx, plan, `/obiettivi/${encodeURIComponent(code)}${rest}`);
}

/** Numbers as one types them: a point would be read as thousands. */
function typed(value: number | null): string {
  return value === null ? '' : String(value).replace('.', ',');
}

export function registerPartPages(server: Server): void {
  registerPartForms(server, {
    word: 'indicatori',
    fresh: 'nuovo',
    blank: { kind: 'output' },
    newSchema: newIndicatorSchema,
    schema: indicatorSchema,
    fieldsOf: toIndicator,
    partsOf: (objective) => objective.indicators,
    valuesOf: (one) => ({ ...one, baseline: typed(one.baseline), target: typed(one.target) }),
    add: addIndicator,
    rewrite: rewriteIndicator,
    form: IndicatorFormPage,
  });
  registerPartForms(server, {
    word: 'azioni',
    fresh: 'nuova',
    blank: { state: 'planned' },
    newSchema: newActionSchema,
    schema: actionSchema,
    fieldsOf: toAction,
    partsOf: (objective) => objective.actions,
    valuesOf: (one) => ({ ...one }),
    add: addAction,
    rewrite: rewriteAction,
    form: ActionFormPage,
  });
  for (const word of ['indicatori', 'azioni'] as const) registerPartActs(server, word);
  for (const word of ['bisogni', 'servizi', 'reti', 'accordi', 'enti'] as const) registerLinks(server, word);
}

interface PartForms<P extends { id: string; version: number }, F, N extends z.ZodType, E extends z.ZodType> {
  word: PartWord;
  /** Last segment of the address of a new one, in the word's gender. */
  fresh: 'nuovo' | 'nuova';
  blank: Record<string, unknown>;
  newSchema: N;
  schema: E;
  fieldsOf: (input: z.output<N> | z.output<E>) => F;
  partsOf: (objective: Objective) => readonly P[];
  valuesOf: (part: P) => Record<string, unknown>;
  add: (ctx: PageCtx, plan: Plan, objective: Objective, fields: F) => Promise<void>;
  rewrite: (
    ctx: PageCtx,
    plan: Plan,
    objective: Objective,
    id: string,
    fields: F,
    version: number,
  ) => Promise<void>;
  form: (props: PartFormProps) => VNode;
}

/** Adding and changing, the same for indicators and actions. */
function registerPartForms<
  P extends { id: string; version: number },
  F,
  N extends z.ZodType,
  E extends z.ZodType<{ version: number }>,
>(server: Server, part: PartForms<P, F, N, E>): void {
  const path = `/piano/:plan/obiettivi/:code/${part.word}`;
  const adding = {
    face: 'office' as const,
    path: `${path}/${part.fresh}`,
    audience: editors,
    params: objectiveParams,
  };
  const changing = { face: 'office' as const, path: `${path}/:id`, audience: editors, params: partParams };
  const saved = (ctx: PageCtx, plan: Plan, code: string) =>
    seeOther(address(ctx, plan, code, `#${part.word}`), 'plan.saved');

  ambitoPage(server, {
    ...adding,
    handle: async (ctx, { params }) => {
      const props = await objectiveOf(ctx, params);
      return page(part.form({ ...props, id: null, form: { values: part.blank, errors: [] } }));
    },
  });
  ambitoPage(server, {
    ...adding,
    method: 'POST',
    handle: async (ctx, { params, body }) => {
      const props = await objectiveOf(ctx, params);
      return submit(ctx, {
        schema: part.newSchema,
        body,
        act: async (input) => {
          await part.add(ctx, props.plan, props.objective, part.fieldsOf(input));
          return saved(ctx, props.plan, params.code);
        },
        again: (form) => part.form({ ...props, id: null, form }),
      });
    },
  });
  ambitoPage(server, {
    ...changing,
    handle: async (ctx, { params }) => {
      const props = await objectiveOf(ctx, params);
      const values = part.valuesOf(find(part.partsOf(props.objective), params.id));
      return page(part.form({ ...props, id: params.id, form: { values, errors: [] } }));
    },
  });
  ambitoPage(server, {
    ...changing,
    method: 'POST',
    handle: async (ctx, { params, body }) => {
      const props = await objectiveOf(ctx, params);
      const { id } = params;
      find(part.partsOf(props.objective), id);
      return submit(ctx, {
        schema: part.schema,
        body,
        act: async (input) => {
          await part.rewrite(ctx, props.plan, props.objective, id, part.fieldsOf(input), input.version);
          return saved(ctx, props.plan, params.code);
        },
        again: (form) => part.form({ ...props, id, form }),
        theirs: async () => part.valuesOf(find(part.partsOf((await objectiveOf(ctx, params)).objective), id)),
      });
    },
  });
}

/** Order and removal, the same for indicators and actions. */
function registerPartActs(server: Server, word: PartWord): void {
  const path = `/piano/:plan/obiettivi/:code/${word}`;
  const part = PARTS[word];
  ambitoPage(server, {
    face: 'office',
    path,
    audience: editors,
    params: objectiveParams,
    handle: async (ctx, { params }) =>
      page(<PartOrderPage {...(await objectiveOf(ctx, params))} part={word} />),
  });
  ambitoPage(server, {
    method: 'POST',
    face: 'office',
    path: `${path}/:id/:direction`,
    audience: editors,
    params: partParams.extend({ direction: z.enum(['su', 'giu', 'elimina']) }),
    handle: async (ctx, { params }) => {
      const { plan, objective } = await objectiveOf(ctx, params);
      if (params.direction === 'elimina') {
        await removePart(ctx, plan, objective, part, params.id);
        return seeOther(address(ctx, plan, params.code, `#${word}`), 'plan.removed');
      }
      await movePart(ctx, plan, objective, part, params.id, params.direction === 'su' ? 'up' : 'down');
      return seeOther(address(ctx, plan, params.code, `/${word}`));
    },
  });
}

function registerLinks(server: Server, word: keyof typeof LINKS): void {
  const kind = LINKS[word];
  const path = `/piano/:plan/obiettivi/:code/collegamenti/${word}`;
  async function linkProps(ctx: PageCtx, params: { plan: string; code: string }) {
    const { plan, objective } = await objectiveOf(ctx, params);
    const t = planText(ctx.lang);
    const title = t(`plan.link.title.${kind}`);
    const own = address(ctx, plan, objective.code);
    const props = {
      ctx,
      title,
      kicker: `${objective.code} · ${objective.title}`,
      lead: t(`plan.link.lead.${kind}`),
      door: 'plan',
      crumbs: planCrumbs(
        ctx,
        plan,
        { label: t('plan.objectives.title'), href: inPlan(ctx, plan, '/obiettivi') },
        { label: objective.code, href: own },
        { label: title },
      ),
      path: `${own}/collegamenti/${word}`,
      back: own,
      targets: await listLinkTargets(ctx.tx, kind, plan.id),
      roles: kind === 'organisation',
    };
    return { plan, objective, props };
  }
  ambitoPage(server, {
    face: 'office',
    path,
    audience: editors,
    params: objectiveParams,
    query: z.object({ cerca: z.string().max(200).optional() }),
    handle: async (ctx, { params, query }) => {
      const { objective, props } = await linkProps(ctx, params);
      const values = { version: objective.version, ...tieValues(linkedOf(objective, kind)) };
      const form = { values, errors: [] };
      return page(<LinkPage {...props} search={query.cerca} form={form} />);
    },
  });
  ambitoPage(server, {
    method: 'POST',
    face: 'office',
    path,
    audience: editors,
    params: objectiveParams,
    handle: async (ctx, { params, body }) => {
      const { plan, objective, props } = await linkProps(ctx, params);
      return submit(ctx, {
        schema: tiesSchema.and(z.object({ version })),
        body,
        act: async (input) => {
          await setObjectiveLinks(ctx, plan, objective, kind, input.ties, input.version);
          return seeOther(address(ctx, plan, objective.code, `#${word}`), 'plan.linked-notice');
        },
        again: (form) => <LinkPage {...props} search={undefined} form={form} />,
        theirs: async () => ({ version: (await getObjective(ctx, plan, params.code)).version }),
      });
    },
  });
}

function find<P extends { id: string }>(parts: readonly P[], id: string): P {
  const part = parts.find((one) => one.id === id);
  if (!part) throw new Absent('part');
  return part;
}
