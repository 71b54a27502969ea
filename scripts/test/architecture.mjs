// The import rules hold over the sources, and each is shown to bite on a planted violation.
import { join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import configuration from '../../.dependency-cruiser.mjs';
import { LEAST_MODULES } from '../../architecture.mjs';

/** Rule that each planted file breaks. */
const PLANTED = {
  'src/platform/db/knows-a-domain.ts': 'platform-knows-no-domain',
  'src/domains/territory/looks-down.ts': 'territory-looks-up-only',
  'src/domains/plan/behind-the-door.ts': 'domains-by-their-front-door',
  'src/domains/plan/queries.actions.ts': 'sql-in-sql-files',
  'src/domains/plan/impure.rules.ts': 'rules-are-pure',
  'src/domains/plan/querying.page.tsx': 'pages-do-not-query',
  'src/domains/plan/imports-app.ts': 'nobody-imports-the-app',
  'src/domains/plan/circle-a.ts': 'no-circles',
  'src/domains/plan/unlisted.ts': 'only-listed-domains',
  'src/domains/plan/reads-a-fixture.ts': 'tests-are-not-imported',
  'src/app.ts': 'the-app-by-the-front-door',
};

const root = join(import.meta.dirname, '../..');

async function violations(baseDir) {
  const { forbidden, options } = configuration;
  const result = await cruise(
    ['src'],
    { ...options, baseDir, validate: true, ruleSet: { forbidden }, outputType: 'json' },
    options.enhancedResolveOptions,
  );
  const output = typeof result.output === 'string' ? JSON.parse(result.output) : result.output;
  return {
    modules: output.modules.filter((one) => one.source.startsWith('src/')).length,
    found: output.summary.violations,
  };
}

let failed = false;
const planted = await violations(join(import.meta.dirname, 'planted'));
for (const [file, rule] of Object.entries(PLANTED)) {
  if (planted.found.some((one) => one.from === file && one.rule.name === rule)) continue;
  failed = true;
  console.error(
    `The rule ${rule} did not see ${file}. Seen there: ${
      planted.found
        .filter((one) => one.from === file)
        .map((one) => one.rule.name)
        .join(', ') || 'nothing'
    }`,
  );
}

const real = await violations(root);
if (real.modules < LEAST_MODULES) {
  failed = true;
  console.error(`Only ${real.modules} modules were read, of at least ${LEAST_MODULES}.`);
}
for (const one of real.found) {
  failed = true;
  console.error(`${one.rule.name}: ${one.from} → ${one.to}`);
}
console.error(`${real.modules} modules, ${Object.keys(PLANTED).length} planted violations seen.`);
process.exitCode = failed ? 1 : 0;
