import type { SheetPart } from '#domains/plan/index.js';
import { at } from '#platform/ui/address.js';
import { ButtonLink, Section } from '#platform/ui/parts.js';
import { LineTable } from './line.page.js';
import { spendingText } from './spending.messages.js';
import { linesPath } from './spending.parts.js';
import { listBudgetLines } from './spending.sql.js';

/** On an objective's sheet: its money, line by line, with the sum. */
export const moneyPart: SheetPart = {
  key: 'money',
  order: 30,
  load: async (ctx, { plan, objective, mayEdit, memory }) => {
    const lines = await memory.recall('money', () => listBudgetLines(ctx.tx, plan.id, objective.id));
    const t = spendingText(ctx.lang);
    const path = linesPath(plan.code, objective.code);
    return (
      <Section
        title={t('spending.money-of')}
        id="risorse"
        actions={
          mayEdit ? (
            <>
              <ButtonLink href={at(ctx, `${path}/nuovo`)} kind="link">
                {t('spending.new-line')}
              </ButtonLink>
              <ButtonLink href={at(ctx, path)} kind="link">
                {t('spending.open-lines')}
              </ButtonLink>
            </>
          ) : null
        }
      >
        <LineTable ctx={ctx} plan={plan.code} lines={lines} edits={false} />
      </Section>
    );
  },
};
