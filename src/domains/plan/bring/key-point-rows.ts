import { rewriteObjective } from '../objective.actions.js';
import type { KeyPoint } from '../objective.types.js';
import { listObjectiveSheets } from '../objective-sheet.sql.js';
import { fold } from '../objective-tree.rules.js';
import { fieldsOf } from '../sheet-field.rules.js';
import { checkObjectives } from './bring.checks.js';
import { objectiveColumn, removeColumn } from './bring.columns.js';
import { bringText } from './bring.messages.js';
import { type BringColumn, refuse, type Value, writtenRows } from './bring.reading.js';
import type { OpenSheet } from './bring-sheet.types.js';

const b = bringText('it');

/** Key points: one row for each that an objective ticks, in the guideline's words or in the plan's own. */
export const openKeyPoints: OpenSheet = async (ctx, scope) => {
  const { plan } = scope;
  const guideline = await scope.guideline();
  const objectives = await scope.objectives();
  const areaOf = new Map(
    guideline.policyAreas.flatMap((area) => area.keyPoints.map((point) => [point.code, area.code] as const)),
  );
  const point: BringColumn = {
    key: 'point',
    heading: b('plan.bring.key-point'),
    kind: 'choice',
    choices: guideline.policyAreas.flatMap((area) =>
      area.keyPoints.map((one) => ({ value: one.code, label: `${one.code} · ${one.name.it}` })),
    ),
  };
  const toPoint = (values: Record<string, Value>): KeyPoint => ({
    area: String(values.area ?? areaOf.get(String(values.point ?? '')) ?? ''),
    point: (values.point ?? null) as string | null,
    areaAsStated: (values.areaAsStated ?? null) as string | null,
    pointAsStated: (values.pointAsStated ?? null) as string | null,
  });
  const pointKey = (one: KeyPoint) => `${one.area}\u001f${one.point ?? fold(one.pointAsStated ?? '')}`;
  const keyOf = (values: Record<string, Value>) => `${values.objective}\u001f${pointKey(toPoint(values))}`;
  return {
    name: 'punti-chiave',
    title: b('plan.bring.key-points'),
    columns: [
      objectiveColumn,
      { key: 'area', heading: b('plan.bring.area'), kind: 'text', most: 200 },
      point,
      { key: 'areaAsStated', heading: b('plan.bring.area-stated'), kind: 'text', most: 400 },
      { key: 'pointAsStated', heading: b('plan.bring.point-stated'), kind: 'text', most: 400 },
      removeColumn,
    ],
    present: objectives.flatMap((one) =>
      one.keyPoints.map((kept) => {
        const values = { objective: one.code, ...kept };
        return { key: keyOf(values), values };
      }),
    ),
    keyOf,
    labelOf: (values) =>
      [values.objective, values.point ?? values.pointAsStated ?? values.area].filter(Boolean).join(' · '),
    check: (rows, others) => {
      checkObjectives(rows, scope, others, objectiveColumn);
      for (const row of rows) {
        if (row.state === 'equal' || row.state === 'removed') continue;
        const read = toPoint(row.values);
        const own = areaOf.get(read.point ?? '');
        if (read.area === '')
          refuse(row, { heading: b('plan.bring.area'), code: 'plan.bring.fault.required', values: {} });
        else if (own !== undefined && own !== read.area)
          refuse(row, {
            heading: b('plan.bring.area'),
            code: 'plan.bring.fault.area-of-point',
            values: { cell: read.area, point: read.point ?? '', area: own },
          });
        else if (read.point === null && read.pointAsStated === null)
          refuse(row, { heading: point.heading, code: 'plan.bring.fault.required', values: {} });
      }
    },
    load: async (rows) => {
      const written = writtenRows(rows);
      const known = new Map((await listObjectiveSheets(ctx.tx, plan.id)).map((one) => [one.code, one]));
      for (const [code, own] of Map.groupBy(written, (row) => String(row.values.objective))) {
        const objective = known.get(code);
        if (!objective) continue;
        const points = new Map(objective.keyPoints.map((one) => [pointKey(one), one]));
        for (const row of own) {
          const read = toPoint({ ...row.former?.values, ...row.values });
          if (row.state === 'removed') points.delete(pointKey(read));
          else points.set(pointKey(read), read);
        }
        const fields = { ...fieldsOf(objective), keyPoints: [...points.values()] };
        await rewriteObjective(ctx, plan, objective, fields, objective.version);
      }
    },
  };
};
