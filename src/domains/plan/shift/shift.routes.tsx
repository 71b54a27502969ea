import { z } from 'zod';
import type { PageCtx } from '#platform/http/context.js';
import { type FormState, submit } from '#platform/http/form.js';
import { page, seeOther } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { withQuery } from '#platform/ui/address.js';
import { getPlan, requireOpen } from '../plan.actions.js';
import { editors } from '../plan.rules.js';
import { type Plan, PlanCode } from '../plan.types.js';
import { inPlan } from '../plan-words.js';
import { type Choice, chosenOf, listOwnRows, shiftActions } from './shift.actions.js';
import { ShiftPage, type ShiftPageProps } from './shift.page.js';
import { type Shift, shiftRows, stampOf } from './shift.rules.js';

const many = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => (value === undefined ? [] : [value].flat()))
  .pipe(z.array(z.uuid()).max(5_000));

const shiftSchema = z.object({
  obiettivo: z.string().max(40).default(''),
  incaricato: z.string().max(400).default(''),
  tutte: z.literal('yes').optional(),
  azioni: many,
  quanto: z.coerce.number().int().min(1).max(3_650),
  unita: z.enum(['days', 'months']),
  verso: z.enum(['forward', 'back']),
  stamp: z.string().max(60).optional(),
});

const shiftQuery = z.object({
  obiettivo: z.string().max(40).default(''),
  incaricato: z.string().max(400).default(''),
  fatto: z
    .string()
    .regex(/^\d{1,20}$/)
    .optional(),
  quanto: z.string().max(6).optional(),
  unita: z.enum(['days', 'months']).optional(),
  verso: z.enum(['forward', 'back']).optional(),
  lang: z.string().max(5).optional(),
});

/** Where the dates of many actions are shifted at once. */
export function registerShift(server: Server): void {
  const common = {
    face: 'office' as const,
    path: '/piano/:plan/azioni/sposta',
    audience: editors,
    params: z.object({ plan: PlanCode }),
  };

  ambitoPage(server, {
    ...common,
    query: shiftQuery,
    handle: async (ctx, { params, query }) => {
      const plan = await getPlan(ctx, params.plan);
      requireOpen(plan);
      const { rows, listed } = await listOwnRows(ctx, plan, filterOf(query));
      // Those that were written together a moment ago, to shift them back.
      const done = query.fatto === undefined ? [] : rows.filter((row) => row.writtenAt === query.fatto);
      const values = {
        quanto: query.quanto ?? '',
        unita: query.unita ?? 'days',
        verso: query.verso ?? 'forward',
        azioni: done.map((row) => row.id),
      };
      return page(
        <ShiftPage
          ctx={ctx}
          plan={plan}
          rows={rows}
          listed={listed}
          filter={{ obiettivo: query.obiettivo, incaricato: query.incaricato }}
          form={{ values, errors: [] }}
          preview={null}
          done={done.length > 0 ? done.length : null}
        />,
      );
    },
  });

  ambitoPage(server, {
    ...common,
    method: 'POST',
    handle: async (ctx, { params, body }) => {
      const plan = await getPlan(ctx, params.plan);
      requireOpen(plan);
      return submit(ctx, {
        schema: shiftSchema,
        body,
        act: async (input) => {
          const choice = choiceOf(input);
          const shift = shiftOf(input);
          if (input.stamp === undefined) {
            const { listed } = await listOwnRows(ctx, plan, choice);
            const chosen = chosenOf(listed, choice);
            const preview = { shifted: shiftRows(chosen, shift, plan), stamp: stampOf(chosen) };
            return page(await draw(ctx, plan, { values: body, errors: [] }, preview));
          }
          const { writtenAt } = await shiftActions(ctx, plan, choice, shift, input.stamp);
          return seeOther(
            withQuery(inPlan(ctx, plan, '/azioni/sposta'), {
              obiettivo: input.obiettivo || undefined,
              incaricato: input.incaricato || undefined,
              fatto: writtenAt,
              quanto: String(input.quanto),
              unita: input.unita,
              verso: input.verso === 'forward' ? 'back' : 'forward',
            }),
          );
        },
        again: (form) => draw(ctx, plan, form, null),
      });
    },
  });
}

async function draw(ctx: PageCtx, plan: Plan, form: FormState, preview: ShiftPageProps['preview']) {
  const filter = shiftQuery
    .pick({ obiettivo: true, incaricato: true })
    .catch({ obiettivo: '', incaricato: '' })
    .parse(form.values);
  const { rows, listed } = await listOwnRows(ctx, plan, filterOf(filter));
  return (
    <ShiftPage
      ctx={ctx}
      plan={plan}
      rows={rows}
      listed={listed}
      filter={filter}
      form={form}
      preview={preview}
      done={null}
    />
  );
}

function filterOf(typed: { obiettivo: string; incaricato: string }) {
  return { objective: typed.obiettivo || null, owner: typed.incaricato || null };
}

function choiceOf(input: z.output<typeof shiftSchema>): Choice {
  return { ...filterOf(input), all: input.tutte === 'yes', ids: input.azioni };
}

function shiftOf({ quanto, unita, verso }: z.output<typeof shiftSchema>): Shift {
  return { amount: verso === 'forward' ? quanto : -quanto, unit: unita };
}
