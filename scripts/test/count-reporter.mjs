/** Counts leaf tests as node's runner reports them: one JSON line at the end. */
export default async function* count(source) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  const suites = new Set();
  for await (const event of source) {
    if (event.type === 'test:start') continue;
    if (event.type !== 'test:pass' && event.type !== 'test:fail') continue;
    if (event.data.details?.type === 'suite') {
      suites.add(event.data.name);
      continue;
    }
    if (event.data.skip !== undefined || event.data.todo !== undefined) total.skipped += 1;
    else if (event.type === 'test:pass') total.passed += 1;
    else total.failed += 1;
  }
  yield `${JSON.stringify(total)}\n`;
}
