import { z } from 'zod';
import { NoPlanPage } from '#domains/plan/index.js';
import { findPlanRef } from '#domains/spending/index.js';
import { Absent } from '#platform/errors.js';
import { day, decimal, longText, optional } from '#platform/http/form.js';
import { page } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import { recordRoutes } from '#platform/http/record-routes.js';
import type { Server } from '#platform/http/server.js';
import { civilDay, formatDate } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { evaluationText } from './evaluation.messages.js';
import { EDITORS } from './evaluation.rules.js';
import type { MeasuredIndicator, Measurement } from './evaluation.types.js';
import {
  addMeasurement,
  editMeasurement,
  openIndicator,
  openMeasurement,
  removeMeasurement,
} from './measurement.actions.js';
import { IndicatorPage, MeasurementFormPage, MeasurementListPage } from './measurement.page.js';
import { findMeasuredIndicator, listMeasuredIndicators } from './measurement.sql.js';

const MeasurementForm = z.object({
  measuredOn: day,
  value: decimal,
  note: optional(longText(1_000)),
});

type Opened = Measurement & { indicator: MeasuredIndicator };

export function registerMeasurements(server: Server): void {
  ambitoPage(server, {
    face: 'office',
    audience: 'staff',
    path: '/rilevazioni',
    handle: async (ctx) => {
      const plan = await findPlanRef(ctx.tx, null, true);
      const title = evaluationText(ctx.lang)('evaluation.measurements');
      if (!plan) return page(<NoPlanPage ctx={ctx} title={title} door="evaluation" />);
      const indicators = await listMeasuredIndicators(ctx.tx, plan.id);
      return page(<MeasurementListPage ctx={ctx} plan={plan} indicators={indicators} />);
    },
  });
  ambitoPage(server, {
    face: 'office',
    audience: 'staff',
    path: '/rilevazioni/:indicator',
    params: z.object({ indicator: z.uuid() }),
    handle: async (ctx, { params }) => {
      const indicator = await findMeasuredIndicator(ctx.tx, params.indicator);
      if (!indicator) throw new Absent('indicator');
      return page(<IndicatorPage ctx={ctx} indicator={indicator} />);
    },
  });
  recordRoutes(server, {
    list: '/rilevazioni/:indicator',
    one: '/rilevazioni/:indicator/:measurement',
    params: z.object({ indicator: z.uuid(), measurement: z.uuid() }),
    door: 'evaluation',
    editors: EDITORS,
    crumbs: (ctx) => [
      { label: evaluationText(ctx.lang)('evaluation.measurements'), href: at(ctx, '/rilevazioni') },
    ],
    open: async (ctx, params): Promise<Opened> => {
      const { indicator, measurement } = await openMeasurement(ctx, params.indicator, params.measurement);
      return { ...measurement, indicator };
    },
    nameOf: (one: Opened) =>
      evaluationText('it')('evaluation.measurement-of', { day: formatDate(one.measuredOn) }),
    schema: MeasurementForm,
    valuesOf: (one) => ({ ...one, value: String(one.value).replace('.', ',') }),
    blank: (ctx) => ({ measuredOn: civilDay(ctx.now) }),
    form: async (props) => {
      const id = props.record?.indicatorId ?? indicatorOfPath(props.ctx.view.path);
      return <MeasurementFormPage {...props} indicator={await openIndicator(props.ctx, id)} />;
    },
    add: async (ctx, { indicator = '' }, fields) => {
      await addMeasurement(ctx, indicator, fields);
      return `/rilevazioni/${indicator}`;
    },
    edit: (ctx, { indicator, measurement }, version, fields) =>
      editMeasurement(ctx, indicator, measurement, version, fields),
    remove: (ctx, { indicator, measurement }, version, reason) =>
      removeMeasurement(ctx, indicator, measurement, version, reason),
    after: ({ indicator }) => `/rilevazioni/${indicator}`,
    history: {
      table: 'evaluation.measurement',
      labels: (ctx) => {
        const t = evaluationText(ctx.lang);
        return {
          measured_on: t('evaluation.day'),
          value: t('evaluation.value'),
          note: t('evaluation.measurement-note'),
        };
      },
    },
    notices: {
      added: 'evaluation.measurement-added',
      saved: 'evaluation.measurement-saved',
      removed: 'evaluation.measurement-removed',
    },
  });
}

/** The indicator named in the address of the form for a new value. */
function indicatorOfPath(path: string): string {
  return /\/rilevazioni\/([0-9a-f-]{36})/.exec(path)?.[1] ?? '';
}
