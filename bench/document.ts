import { renderDocx, renderPdf } from '#domains/documents/index.js';
import { startDemoServer } from '../e2e/server.ts';
import { largeDocument } from './document-tree.ts';
import { report } from './report.ts';

const PLAN = '/api/v1/oglio-po/plans/2021-2023/document';

/** The demonstration's plan as a file, the first time and again, and one four times as long. */
export async function benchDocument(): Promise<boolean> {
  const isLargeMet = await benchLarge();
  return (await benchPlan()) && isLargeMet;
}

/** 300 pages, as the job makes them: time and the most memory of any process of the making. */
async function benchLarge(): Promise<boolean> {
  const document = largeDocument();
  let met = true;
  for (const [name, renderFile] of [
    ['PDF', renderPdf],
    ['DOCX', renderDocx],
  ] as const) {
    let peak = 0;
    const begun = performance.now();
    const bytes = await renderFile(document, {
      onPeak: (one) => {
        peak = Math.max(peak, one);
      },
    });
    met =
      report({
        name: `Documento di 300 pagine in ${name}`,
        value: (performance.now() - begun) / 1000,
        unit: 's',
        decimals: 2,
        goal: { atMost: 15 },
        note: `${Math.round(bytes.length / 1024)} KB`,
      }) && met;
    met =
      report({
        name: `Documento di 300 pagine in ${name}, memoria`,
        value: peak / 1_048_576,
        unit: 'MB',
        decimals: 0,
        goal: { atMost: 600 },
      }) && met;
  }
  return met;
}

async function benchPlan(): Promise<boolean> {
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
