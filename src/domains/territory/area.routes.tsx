import { z } from 'zod';
import { Absent } from '#platform/errors.js';
import type { PageCtx } from '#platform/http/context.js';
import { type FormState, longText, submit, text, version } from '#platform/http/form.js';
import { page, seeOther } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import { recordRoutes } from '#platform/http/record-routes.js';
import type { Server } from '#platform/http/server.js';
import { at } from '#platform/ui/address.js';
import { RemovalPage } from '#platform/ui/removal.js';
import { ambitoText } from './ambito.messages.js';
import { ChoiceQuery, codesOf, readTyped, typedOf } from './ambito.routes.js';
import { createArea, deleteArea, updateArea } from './area.actions.js';
import { AreaForm, PlacesPage } from './area.page.js';
import { addComuni, removeComune } from './comune.actions.js';
import { AddComuniPage } from './comune.page.js';
import { type ChoiceTyped, readChoice } from './comune-choice.js';
import { findLatestYear } from './metric.periods.js';
import { computeMetrics } from './metric.sql.js';
import { listPlaces } from './place.sql.js';
import type { Place } from './place.types.js';
import { TERRITORY_EDITORS } from './territory.roles.js';

const LIST = '/territorio/comuni';

const Code = z.object({ code: z.string().min(1).max(64) });

/** One ticked box comes as text, several as a list. */
const codes = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]))
  .pipe(z.array(z.string().max(20)).max(500));

/** Comuni and areas of the ambito: who gives it its shape. */
export function registerAreas(server: Server): void {
  ambitoPage(server, {
    face: 'office',
    audience: 'staff',
    path: '/territorio',
    handle: async (ctx) => seeOther(at(ctx, LIST)),
  });

  ambitoPage(server, {
    face: 'office',
    audience: 'staff',
    path: LIST,
    handle: async (ctx) => page(<PlacesPage ctx={ctx} {...(await readPlaces(ctx))} />),
  });

  recordRoutes<Place, typeof Code, typeof Area>(server, {
    list: '/territorio/aree',
    one: '/territorio/aree/:code',
    params: Code,
    door: 'territory',
    editors: TERRITORY_EDITORS,
    crumbs: (ctx) => [{ label: ambitoText(ctx.lang)('territory.places.title'), href: at(ctx, LIST) }],
    open: async (ctx, { code }) => getPlace(ctx, 'area', code),
    nameOf: (area) => area.name,
    schema: Area,
    valuesOf: ({ name, comuni }) => ({ name, comuni }),
    blank: () => ({ name: '', comuni: [] }),
    form: async (props) => <AreaForm {...props} places={await listPlaces(props.ctx.tx)} />,
    add: async (ctx, _params, input) => {
      await createArea(ctx, input);
      return LIST;
    },
    edit: (ctx, { code }, opened, input) => updateArea(ctx, code, { ...input, version: opened }),
    remove: (ctx, { code }, opened, reason) => deleteArea(ctx, code, opened, reason),
    after: () => LIST,
    history: {
      table: 'territory.place',
      labels: (ctx) => ({ name: ambitoText(ctx.lang)('territory.area.name') }),
    },
    notices: {
      added: 'territory.area.added',
      saved: 'territory.area.saved',
      removed: 'territory.area.removed',
    },
  });

  registerComuni(server);
}

const Area = z.object({ name: text(120, 2), comuni: codes });

function registerComuni(server: Server): void {
  const office = { face: 'office', audience: TERRITORY_EDITORS } as const;
  const adding = async (ctx: PageCtx, typed: ChoiceTyped, form: FormState) => {
    const taken = new Set((await listPlaces(ctx.tx)).map((place) => place.code));
    return <AddComuniPage ctx={ctx} form={form} choice={await readChoice(ctx, typed, taken)} list={LIST} />;
  };

  ambitoPage(server, {
    ...office,
    path: `${LIST}/aggiungi`,
    query: ChoiceQuery,
    handle: async (ctx, { query }) => page(await adding(ctx, typedOf(query), { values: {}, errors: [] })),
  });

  ambitoPage(server, {
    ...office,
    method: 'POST',
    path: `${LIST}/aggiungi`,
    handle: async (ctx, { body }) => {
      const typed = readTyped(body);
      return submit(ctx, {
        schema: z.object({}),
        body,
        act: async () => {
          await addComuni(ctx, codesOf(await readChoice(ctx, typed)));
          return seeOther(at(ctx, LIST), 'territory.comune.added');
        },
        again: (form) => adding(ctx, typed, form),
      });
    },
  });

  const removal = async (ctx: PageCtx, code: string, form: FormState) => {
    const comune = await getPlace(ctx, 'comune', code);
    return (
      <RemovalPage
        ctx={ctx}
        door="territory"
        crumbs={[
          { label: ambitoText(ctx.lang)('territory.places.title'), href: at(ctx, LIST) },
          { label: comune.name },
        ]}
        about={comune.name}
        action={at(ctx, `${LIST}/${code}/rimuovi`)}
        cancel={at(ctx, LIST)}
        form={{ ...form, values: { version: comune.version, ...form.values } }}
      />
    );
  };

  ambitoPage(server, {
    ...office,
    path: `${LIST}/:code/rimuovi`,
    params: Code,
    handle: async (ctx, { params }) => page(await removal(ctx, params.code, { values: {}, errors: [] })),
  });

  ambitoPage(server, {
    ...office,
    method: 'POST',
    path: `${LIST}/:code/rimuovi`,
    params: Code,
    handle: async (ctx, { params, body }) => {
      await getPlace(ctx, 'comune', params.code);
      return submit(ctx, {
        schema: z.object({ version, reason: longText(500, 3) }),
        body,
        act: async (input) => {
          await removeComune(ctx, params.code, input);
          return seeOther(at(ctx, LIST), 'territory.comune.removed');
        },
        again: (form) => removal(ctx, params.code, form),
        theirs: async () => ({ version: (await getPlace(ctx, 'comune', params.code)).version }),
      });
    },
  });
}

async function getPlace(ctx: PageCtx, kind: 'area' | 'comune', code: string): Promise<Place> {
  const place = (await listPlaces(ctx.tx)).find((one) => one.kind === kind && one.code === code);
  if (!place) throw new Absent(kind);
  return place;
}

/** Residents are the numerator of the density of the latest year that can be computed. */
async function readPlaces(ctx: PageCtx) {
  const densities = await computeMetrics(ctx.tx, { codes: ['densita'], levels: ['comune', 'ambito'] });
  const year = findLatestYear(densities) ?? null;
  const residents = new Map<string, number>();
  for (const value of densities)
    if (value.year === year && value.place.kind === 'comune' && value.numerator !== null)
      residents.set(value.place.code, value.numerator);
  return { places: await listPlaces(ctx.tx), residents, year };
}
