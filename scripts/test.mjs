// Everything that must hold before a change lands, in the order in which it is quickest to learn that it does not.
// `npm test` runs it all; `npm test -- unit e2e` runs the steps named.
import { spawn } from 'node:child_process';
import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBrowser } from './test/browser.mjs';
import { runFiles } from './test/run-files.mjs';

const root = join(import.meta.dirname, '..');
const scratch = mkdtempSync(join(tmpdir(), 'trama-test-'));
const total = { passed: 0, failed: 0, skipped: 0 };
const failures = [];

/** Runs a program to its end, its output shown as it comes. */
function run(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.on('error', () => resolve(1));
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/** A check counts as one test. */
async function check(name, command, args) {
  const code = await run(command, args);
  if (code === 0) total.passed += 1;
  else {
    total.failed += 1;
    failures.push(name);
  }
}

/** Files that take longest, longest first: begun with, they never run alone at the end. */
const LONGEST = {
  unit: [
    'routes',
    'platform/db/embedded-crash',
    'platform/db/embedded',
    'document',
    'main',
    'golden',
    'cli/trama',
    'domains/territory/upload',
    'new-ambito',
  ],
  e2e: ['office-pages', 'pages', 'data', 'looks', 'writing', 'journey'],
};

/**
 * Files that run at once, at most, however many processors there are: those of one kind share the connections of one
 * PostgreSQL, each of the other has a browser, a server and a PostgreSQL of its own in memory.
 */
const MOST_AT_ONCE = { unit: 8, e2e: 4 };

/** Every file of the kind, the longest first; each leaf test counts. */
async function tests(name, pattern) {
  const [folder, ending] = pattern.split('/**/*');
  const longest = LONGEST[name].map((stem) => join(folder, `${stem}${ending}`));
  const found = globSync(pattern, { cwd: root }).sort();
  const gone = longest.filter((path) => !found.includes(path));
  if (gone.length > 0) throw new Error(`No longer there, take it from LONGEST: ${gone.join(', ')}`);
  const files = [...longest, ...found.filter((path) => !longest.includes(path))];
  const counted = await runFiles(
    files.map((path) => join(root, path)),
    {
      concurrency: Math.min(MOST_AT_ONCE[name], Math.max(2, availableParallelism())),
      cwd: root,
      cache: join(scratch, 'compiled'),
    },
  );
  for (const key of Object.keys(total)) total[key] += counted[key];
  if (counted.broken) {
    failures.push(name);
    if (counted.failed === 0) total.failed += 1;
  } else if (counted.passed === 0) {
    failures.push(`${name}: no test ran`);
    total.failed += 1;
  }
}

const steps = {
  lint: () => check('lint', 'biome', ['ci', '--error-on-warnings', '.']),
  types: async () => {
    await check('types', 'tsc', ['-p', '.', '--noEmit', '--incremental', 'false']);
    await check('client types', 'tsc', ['-p', 'src/client']);
    await check('end-to-end types', 'tsc', ['-p', 'e2e']);
  },
  architecture: () => check('architecture', process.execPath, ['scripts/test/architecture.mjs']),
  unused: () => check('unused code', 'knip', ['--no-progress']),
  schema: () => check('schema', process.execPath, ['scripts/test/schema.mjs']),
  unit: () => withCluster(() => tests('unit', 'dist/**/*.test.js')),
  e2e: async () => {
    const { ensureDemoFolder } = await import('../e2e/server.ts');
    // Told to each file, which would else read the whole program to know which folder is its own.
    process.env.TRAMA_E2E_DEMO = await ensureDemoFolder();
    await tests('e2e', 'e2e/**/*.e2e.ts');
  },
};

/** One PostgreSQL for all test processes, kept between them. */
async function withCluster(work) {
  const { holdTestCluster } = await import('../dist/platform/db/test-database.js');
  const held = await holdTestCluster();
  try {
    await work();
  } finally {
    await held.release();
  }
}

const wanted = process.argv.slice(2);
for (const name of wanted) {
  if (!(name in steps)) {
    console.error(`Non c'è un passo «${name}». Ci sono: ${Object.keys(steps).join(', ')}.`);
    process.exit(2);
  }
}
if (wanted.length === 0 || wanted.includes('e2e') || wanted.includes('unit')) ensureBrowser();
for (const [name, step] of Object.entries(steps)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const start = Date.now();
  console.error(`\n== ${name}`);
  await step();
  console.error(`== ${name}: ${((Date.now() - start) / 1000).toFixed(1)} s`);
}
rmSync(scratch, { recursive: true, force: true });
if (failures.length > 0) console.error(`\nFailed: ${failures.join(', ')}`);
// The line that whoever runs this without reading looks for.
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
process.exitCode = total.failed > 0 ? 1 : 0;
