import { z } from 'zod';
import { listPlaceRefs } from '#domains/governance/index.js';
import { territoryActs } from '#domains/territory/index.js';
import { Absent } from '#platform/errors.js';
import type { PageCtx } from '#platform/http/context.js';
import { type FormState, longText, submit, version } from '#platform/http/form.js';
import { page, seeOther } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { at } from '#platform/ui/address.js';
import { RemovalPage } from '#platform/ui/removal.js';
import { evaluationText } from '../evaluation.messages.js';
import { EDITORS } from '../evaluation.rules.js';
import { openIndicator } from '../measurement.actions.js';
import { recompute, removeBinding, saveBinding } from './binding.actions.js';
import { bindingText } from './binding.messages.js';
import { BindingPage } from './binding.page.js';
import { findBinding } from './binding.sql.js';
import { BindingForm } from './binding.types.js';

const params = z.object({ indicator: z.uuid() });
const PATH = '/rilevazioni/:indicator/calcolo';
const stamp = z.object({ version: version.optional() });
const removal = z.object({ version, reason: longText(500, 3) });
const common = { face: 'office', audience: EDITORS, params } as const;

/** From what an indicator is computed: to say it, to compute now, to go back to measuring by hand. */
export function registerBindings(server: Server): void {
  ambitoPage(server, {
    ...common,
    path: PATH,
    handle: async (ctx, { params: { indicator: id } }) => {
      const binding = await findBinding(ctx.tx, id);
      const values = binding ?? { kind: 'metric', yearDay: '12-31' };
      return page(await draw(ctx, id, { values: { ...values }, errors: [] }));
    },
  });
  ambitoPage(server, {
    ...common,
    method: 'POST',
    path: PATH,
    handle: async (ctx, { params: { indicator: id }, body }) =>
      submit(ctx, {
        schema: BindingForm.and(stamp),
        body,
        act: async ({ version: seen, ...fields }) => {
          const { added, changed } = await saveBinding(ctx, id, seen ?? null, fields);
          return seeOther(
            at(ctx, `/rilevazioni/${id}`),
            added + changed > 0 ? 'evaluation.binding.saved' : 'evaluation.binding.nothing',
          );
        },
        again: (form) => draw(ctx, id, form),
        theirs: async () => ({ ...(await findBinding(ctx.tx, id)) }),
      }),
  });
  ambitoPage(server, {
    ...common,
    method: 'POST',
    path: `${PATH}/ora`,
    handle: async (ctx, { params: { indicator: id } }) => {
      const { added, changed } = await recompute(ctx, id);
      return seeOther(
        at(ctx, `/rilevazioni/${id}`),
        added + changed > 0 ? 'evaluation.binding.saved' : 'evaluation.binding.nothing',
      );
    },
  });
  registerRemoval(server);
}

async function draw(ctx: PageCtx, id: string, form: FormState) {
  const indicator = await openIndicator(ctx, id);
  const metrics = await territoryActs.listMetrics(ctx.tx);
  const places = await listPlaceRefs(ctx.tx);
  return (
    <BindingPage
      ctx={ctx}
      indicator={indicator}
      metrics={metrics.map(({ code, name }) => ({ value: code, label: name }))}
      places={places
        .filter(({ kind }) => ['ambito', 'area', 'comune'].includes(kind))
        .map(({ code, name }) => ({ value: code, label: name }))}
      form={form}
    />
  );
}

function registerRemoval(server: Server): void {
  const path = `${PATH}/rimuovi`;
  const drawRemoval = async (ctx: PageCtx, id: string, form: FormState) => {
    const indicator = await openIndicator(ctx, id);
    const back = at(ctx, `/rilevazioni/${id}`);
    return (
      <RemovalPage
        ctx={ctx}
        door="evaluation"
        crumbs={[
          { label: evaluationText(ctx.lang)('evaluation.measurements'), href: at(ctx, '/rilevazioni') },
          { label: indicator.title, href: back },
          { label: bindingText(ctx.lang)('evaluation.binding.remove') },
        ]}
        about={bindingText(ctx.lang)('evaluation.binding.about', { title: indicator.title })}
        action={`${back}/calcolo/rimuovi`}
        cancel={back}
        form={form}
      />
    );
  };
  ambitoPage(server, {
    ...common,
    path,
    handle: async (ctx, { params: { indicator: id } }) => {
      const binding = await findBinding(ctx.tx, id);
      if (!binding) throw new Absent('source');
      return page(await drawRemoval(ctx, id, { values: { version: binding.version }, errors: [] }));
    },
  });
  ambitoPage(server, {
    ...common,
    method: 'POST',
    path,
    handle: async (ctx, { params: { indicator: id }, body }) =>
      submit(ctx, {
        schema: removal,
        body,
        act: async ({ version: seen, reason }) => {
          await removeBinding(ctx, id, seen, reason);
          return seeOther(at(ctx, `/rilevazioni/${id}`), 'evaluation.binding.removed');
        },
        again: (form) => drawRemoval(ctx, id, form),
        theirs: async () => ({ version: (await findBinding(ctx.tx, id))?.version }),
      }),
  });
}
