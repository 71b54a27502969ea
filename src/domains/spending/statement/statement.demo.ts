import type { Ctx } from '#platform/http/context.js';
import { isTotal } from '../series.rules.js';
import { listSpendingFigures } from '../series.sql.js';
import { type CellInput, writeStatement } from './statement.actions.js';

/** Areas of users of the plan's published series. */
const AREA_OF = new Map([
  ['spesa sociale anziani', 'anziani'],
  ['spesa sociale disabilità', 'disabili'],
]);

/** Items of those series, as the plan writes them, in the survey's interventions. */
const INTERVENTION_OF = new Map([
  ['assistenza domiciliare', 'assistenza-domiciliare'],
  ['servizio pasti', 'pasti-lavanderia'],
  ['altri interventi sociali', 'altri-interventi'],
  ['interventi a sostegno della domiciliarità', 'voucher-assegni'],
  ['trasporto sociale', 'trasporto-sociale'],
  ['assistenza economica generica', 'integrazione-reddito'],
  ['centri sociali per anziani', 'centri-aggregazione'],
  ['telesoccorso e teleassistenza', 'telesoccorso'],
  ['casa albergo e case di soggiorno', 'strutture-residenziali'],
  ['contributi ad enti e associazioni', 'contributi-enti'],
  ['assistenza educativa agli alunni disabili o assistenza scolastica ad personam', 'sostegno-scolastico'],
  ['centri socio-educativi CSE', 'centri-diurni'],
  ['interventi per progetto', 'altri-interventi'],
  ['comunità alloggio per disabili', 'strutture-residenziali'],
  ['servizi di assistenza domiciliare disabili', 'assistenza-domiciliare'],
  ['inserimenti lavorativi', 'inserimento-lavorativo'],
  ['canoni di locazione e utenze domestiche', 'contributi-alloggio'],
  ['sportello sociale', 'segretariato-sociale'],
]);

/** Writes the published series of 2017–2019 as statements; an item that the survey does not know is an error of the table. */
export async function loadStatementDemo(ctx: Ctx): Promise<void> {
  const figures = (await listSpendingFigures(ctx.tx)).filter(
    (one) => AREA_OF.has(one.name) && !isTotal(one.item) && one.cents !== null,
  );
  for (const [, own] of Map.groupBy(figures, ({ place, period }) => `${place} ${period}`)) {
    const [first] = own;
    if (!first) continue;
    const inputs = own.map(({ name, item, cents, source }): CellInput => {
      const intervention = INTERVENTION_OF.get(item);
      if (intervention === undefined) throw new Error(`No intervention for «${item}».`);
      return {
        area: AREA_OF.get(name) ?? '',
        intervention,
        version: null,
        users: null,
        spendingCents: cents,
        coPaymentCents: null,
        healthCents: null,
        note: `${item}. ${source}`,
      };
    });
    await writeStatement(ctx, first.place, Number(first.period), inputs);
  }
}
