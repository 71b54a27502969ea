import { startDemoServer } from '../e2e/server.ts';
import { report } from './report.ts';

const PLAN = '/api/v1/oglio-po/plans/2021-2023/document';

/** The whole plan as a file: the first time, and when nothing has changed since. */
export async function benchDocument(): Promise<boolean> {
  const server = await startDemoServer();
  try {
    let met = true;
    for (const [kind, first] of [
      ['pdf', 10],
      ['docx', 10],
      ['html', 1],
    ] as const) {
      for (const [when, goal] of [
        ['la prima volta', first],
        ['di nuovo', 0.5],
      ] as const) {
        const begun = performance.now();
        const response = await fetch(`${server.address}${PLAN}.${kind}`);
        const { byteLength } = await response.arrayBuffer();
        if (!response.ok) throw new Error(`${PLAN}.${kind} answers ${response.status}`);
        met =
          report({
            name: `Documento del Piano in ${kind.toUpperCase()}, ${when}`,
            value: (performance.now() - begun) / 1000,
            unit: 's',
            decimals: 2,
            goal: { atMost: goal },
            note: `${Math.round(byteLength / 1024)} KB`,
          }) && met;
      }
    }
    return met;
  } finally {
    await server.stop();
  }
}
