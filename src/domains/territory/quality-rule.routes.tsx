import { z } from 'zod';
import type { PageCtx } from '#platform/http/context.js';
import { decimal, type FormState, longText, submit, version } from '#platform/http/form.js';
import { page, seeOther } from '#platform/http/outcome.js';
import { ambitoPage } from '#platform/http/page-route.js';
import type { Server } from '#platform/http/server.js';
import { at } from '#platform/ui/address.js';
import { setRule } from './finding.actions.js';
import { choiceOf } from './finding.rules.js';
import { FINDING_RULES, type FindingRule } from './finding.types.js';
import { getRule, type RuleDefinition } from './quality/rule.catalogue.js';
import { RulePage, RulesPage, thresholdField } from './quality-rule.page.js';
import { countFindingsByRule, listAmbitoRules } from './quality-rule.sql.js';
import { RULE_EDITORS } from './territory.roles.js';

const Rule = z.object({ rule: z.enum(FINDING_RULES) });

/** What the check looks for: told to all, changed by administrators. */
export function registerQualityRules(server: Server): void {
  ambitoPage(server, {
    face: 'both',
    audience: 'public',
    path: '/qualita/regole',
    handle: async (ctx) => {
      const list = { own: await listAmbitoRules(ctx.tx), counts: await countFindingsByRule(ctx.tx) };
      return page(<RulesPage ctx={ctx} list={list} />);
    },
  });

  ambitoPage(server, {
    face: 'office',
    audience: RULE_EDITORS,
    path: '/qualita/regole/:rule',
    params: Rule,
    handle: async (ctx, { params }) => {
      const values = await valuesOf(ctx, params.rule);
      return page(<RulePage ctx={ctx} rule={getRule(params.rule)} form={{ values, errors: [] }} />);
    },
  });

  ambitoPage(server, {
    face: 'office',
    audience: RULE_EDITORS,
    method: 'POST',
    path: '/qualita/regole/:rule',
    params: Rule,
    handle: async (ctx, { params, body }) => {
      const rule = getRule(params.rule);
      return submit(ctx, {
        schema: formOf(rule),
        body,
        act: async (input) => {
          await setRule(ctx, params.rule, {
            active: input.active === 'yes',
            thresholds: Object.fromEntries(
              rule.thresholds.map(({ key }) => [key, Number(input[thresholdField(key)])]),
            ),
            reason: String(input.reason),
            version: input.version === null ? null : Number(input.version),
          });
          return seeOther(at(ctx, '/qualita/regole'), 'territory.rules.saved');
        },
        again: (form: FormState) => <RulePage ctx={ctx} rule={rule} form={form} />,
        theirs: () => valuesOf(ctx, params.rule),
      });
    },
  });
}

/** The form of a rule has a field a threshold. */
function formOf(rule: RuleDefinition) {
  return z.object({
    active: z.enum(['yes', 'no']),
    reason: longText(1000),
    version: z
      .union([z.literal('').transform(() => null), version])
      .optional()
      .transform((value) => value ?? null),
    ...Object.fromEntries(rule.thresholds.map(({ key }) => [thresholdField(key), decimal])),
  } as z.core.$ZodShape);
}

async function valuesOf(ctx: PageCtx, code: FindingRule): Promise<Record<string, unknown>> {
  const own = await listAmbitoRules(ctx.tx);
  const { active, thresholds } = choiceOf(code, own);
  const set = own.find((one) => one.rule === code);
  return {
    active: active ? 'yes' : 'no',
    reason: set?.reason ?? '',
    ...(set ? { version: set.version } : {}),
    ...Object.fromEntries(
      Object.entries(thresholds).map(([key, value]) => [
        thresholdField(key),
        String(value).replace('.', ','),
      ]),
    ),
  };
}
