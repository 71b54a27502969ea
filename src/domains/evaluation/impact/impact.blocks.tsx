import { type Block, callout, type LiveBlocks, p } from '#domains/documents/index.js';
import { svgDocument } from '#platform/charts/chart-svg.js';
import { Refused } from '#platform/errors.js';
import { listNameable } from '../import/import.sql.js';
import { findMeasuredIndicator } from '../measurement.sql.js';
import { impactText } from './impact.messages.js';
import { ImpactSeries } from './impact.page.js';
import { readImpact } from './impact.reading.js';
import { sayImpact, sayMethod } from './impact.words.js';

/** Before and after of one indicator, for a chapter: the sentences, the picture, what it cannot say. */
export const impactBlocks: LiveBlocks = {
  'evaluation.impact': {
    title: {
      it: impactText('it')('evaluation.impact.block'),
      en: impactText('en')('evaluation.impact.block'),
    },
    params: [
      {
        name: 'indicator',
        label: {
          it: impactText('it')('evaluation.impact.block-param'),
          en: impactText('en')('evaluation.impact.block-param'),
        },
        required: true,
        choices: async (ctx, subject) =>
          (await listNameable(ctx.tx, subject.id)).map((one) => ({
            value: one.id,
            label: `${one.objectiveCode} ${one.title}`,
          })),
      },
    ],
    build: async (ctx, subject, { indicator: id = '' }): Promise<Block[]> => {
      const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);
      const indicator = isId ? await findMeasuredIndicator(ctx.tx, id) : undefined;
      if (!indicator || indicator.planCode !== subject.code) throw new Refused('evaluation.impact.unknown');
      const reading = await readImpact(ctx, id, subject.period);
      if (reading === null) throw new Refused('evaluation.impact.none-text');
      const sentences = sayImpact(reading, 'it');
      const [rule = '', can = ''] = sayMethod(reading, 'it');
      return [
        ...sentences.map((sentence) => p(sentence)),
        {
          kind: 'figure',
          id: `confronto-${id.slice(0, 8)}`,
          svg: svgDocument(
            <ImpactSeries id={`confronto-${id.slice(0, 8)}-svg`} reading={reading} width={640} lang="it" />,
          ),
          alt: sentences.join(' '),
          caption: `${indicator.title}: ${reading.metric.name}, ${reading.place.name}`,
          width: 0.8,
        },
        p(rule),
        callout('note', p(can)),
      ];
    },
  },
};
