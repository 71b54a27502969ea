// `npm run bench` measures everything; `npm run bench -- api pages` the parts named.
import { benchApi } from './api.ts';
import { benchDocument } from './document.ts';
import { benchObservatory } from './observatory.ts';
import { benchPages } from './pages.ts';
import { benchPlan } from './plan.ts';
import { benchProcess } from './process.ts';

const parts = {
  process: benchProcess,
  api: benchApi,
  pages: benchPages,
  document: benchDocument,
  observatory: benchObservatory,
  plan: benchPlan,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(`Non c'è una misura «${unknown[0]}». Ci sono: ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}
let met = true;
for (const [name, part] of Object.entries(parts)) {
  if (wanted.length === 0 || wanted.includes(name)) met = (await part()) && met;
}
process.exitCode = met ? 0 : 1;
