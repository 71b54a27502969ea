import { z } from 'zod';
import { day, decimal, longText, optional } from '#platform/http/form.js';
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
import { MeasurementFormPage } from './measurement.page.js';

const MeasurementForm = z.object({
  measuredOn: day,
  value: decimal,
  note: optional(longText(1_000)),
  reason: optional(longText(500, 3)),
});

type Opened = Measurement & { indicator: MeasuredIndicator };

export function registerMeasurements(server: Server): void {
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
