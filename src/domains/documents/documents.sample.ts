import {
  callout,
  em,
  field,
  h,
  lead,
  link,
  note,
  ol,
  p,
  pageBreak,
  ref,
  refWithPage,
  small,
  strong,
  ul,
} from './build.js';
import type { Block, Document } from './documents.types.js';

/** Two bars: enough of a drawing to carry letters, shapes and an id. */
export const sampleSvg =
  '<svg viewBox="0 0 560 150" role="img">' +
  '<defs><clipPath id="frame"><rect width="560" height="150"/></clipPath></defs>' +
  '<g clip-path="url(#frame)" font-size="14" fill="#17324d">' +
  '<text x="0" y="40">Casalasco</text><rect x="110" y="22" width="330" height="26" fill="#0066cc"/><text x="450" y="40">38.604</text>' +
  '<text x="0" y="100">Viadanese</text><rect x="110" y="82" width="371" height="26" fill="#9cc3ea"/><text x="491" y="100">43.377</text>' +
  '</g></svg>';

/** A red square of four points, as the smallest photograph there can be. */
export const samplePng =
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGO4aeYPRAwQCgAofgV5ElsSyQAAAABJRU5ErkJggg==';

const blocks: Block[] = [
  h(1, 'Il territorio e chi lo abita', { id: 'territorio' }),
  lead('Nei comuni dell’ambito vivono meno persone di un anno prima, e più anziane.'),
  p(
    'Il dettaglio è nella ',
    ref('popolazione'),
    ' e nella ',
    ref('abitanti'),
    '; i bisogni sono nel ',
    ref('bisogni'),
    ', la spesa nella ',
    refWithPage('spesa'),
    '; si veda anche la ',
    ref('cas-2'),
    '.',
    note('I residenti sono contati al 1° gennaio; chi dimora senza residenza non vi entra.'),
  ),
  {
    kind: 'keyFigures',
    items: [
      { value: '81.981', label: 'abitanti', note: '1° gennaio 2021' },
      { value: '12,9 %', label: 'cittadini stranieri' },
      { value: '27', label: 'comuni', note: '17 in provincia di Cremona, 10 di Mantova' },
    ],
  },
  h(2, 'La popolazione'),
  {
    kind: 'table',
    id: 'popolazione',
    caption: 'Popolazione residente per comune',
    columns: [
      { title: 'Comune', kind: 'text', width: 3 },
      { title: 'Maschi', group: '2021', kind: 'number', width: 1.4 },
      { title: 'Femmine', group: '2021', kind: 'number', width: 1.4 },
      { title: 'Totale', group: '2021', kind: 'number', width: 1.4 },
      { title: 'Variazione', kind: 'number', signed: true, width: 1.5 },
      { title: 'Stranieri', kind: 'percent', width: 1.5 },
    ],
    rows: [
      { group: 'Sub-ambito Casalasco' },
      { cells: ['Casalmaggiore', 7554, 7573, 15127, -279, 16.19] },
      { cells: ['Calvatone', 598, 561, 1159, -5, 7.99] },
      { group: 'Sub-ambito Viadanese' },
      { cells: ['Bozzolo', 1939, 2043, 3982, -84, 13.33] },
      { cells: ['Comune senza dato', null, null, null, 12, null] },
    ],
    footer: [{ cells: ['Totale', 10091, 10177, 20268, -356, 12.5], style: 'total' }],
    notes: ['Variazione rispetto al 1° gennaio 2020.'],
    source: ['ISTAT, popolazione residente, ', link('demo.istat.it', 'https://demo.istat.it/')].map((part) =>
      typeof part === 'string' ? { kind: 'text' as const, text: part } : part,
    ),
  },
  {
    kind: 'figure',
    id: 'abitanti',
    svg: sampleSvg,
    alt: 'Due barre: 38.604 abitanti nel Casalasco, 43.377 nel Viadanese.',
    caption: 'Abitanti per sub-ambito al 1° gennaio 2021',
    source: 'ISTAT, popolazione residente',
    note: 'Il Viadanese ha dieci comuni, il Casalasco diciassette.',
  },
  callout('warning', p('Le densità pubblicate di tre comuni ', strong('non seguono'), ' dai dati.')),
  callout(
    'note',
    p('Le quote sono calcolate sui conteggi.'),
    ul(['mai come media di medie', 'sempre con la fonte']),
  ),
  h(1, 'I bisogni', { id: 'bisogni' }),
  h(2, 'Che cosa chiede il territorio'),
  p('I tavoli hanno indicato tre priorità, ', em('in ordine'), ':'),
  ol(['lavoro e inclusione', 'abitare', 'sostegno a chi cura']),
  {
    kind: 'list',
    items: [
      { text: 'Anziani', children: [{ text: 'domiciliarità' }, { text: 'trasporti' }] },
      { text: 'Famiglie', ordered: true, children: [{ text: 'prima infanzia' }, { text: 'adolescenza' }] },
      { text: 'Giovani' },
    ],
  },
  {
    kind: 'quote',
    blocks: [p('Chi cura è spesso solo.', note('Verbale del tavolo anziani.'))],
    cite: 'Una partecipante al tavolo di Viadana',
  },
  {
    kind: 'image',
    id: 'tavolo',
    format: 'png',
    data: samplePng,
    alt: 'Un quadrato rosso.',
    caption: 'Il tavolo al lavoro',
    source: 'Ufficio di Piano',
    width: 0.2,
  },
  { kind: 'image', format: 'png', data: samplePng, alt: 'Un quadrato rosso senza didascalia.', width: 0.2 },
  h(3, 'Scheda dell’obiettivo'),
  {
    kind: 'sheet',
    id: 'cas-2',
    code: 'CAS-2',
    title: 'Lavoro e inclusione',
    sections: [
      {
        fields: [
          field('Descrizione', 'Sviluppare l’occupabilità delle persone con maggiori difficoltà.'),
          field('Destinatari', ['Adulti in condizione di fragilità', 'Giovani']),
          field('Risorse economiche', null),
        ],
      },
      {
        title: 'Integrazione e valutazione',
        fields: [
          field('Integrazione sociosanitaria', {
            kind: 'ticks',
            items: [
              { label: 'Sì', ticked: true, note: 'con le ASST' },
              { label: 'No', ticked: false },
            ],
          }),
          field('Indicatori', {
            kind: 'table',
            columns: [
              { title: 'Indicatore', kind: 'text', width: 4 },
              { title: 'Valore atteso', kind: 'number', width: 1 },
            ],
            rows: [{ cells: ['Accordi e protocolli di partenariato', 2] }, { cells: ['Incontri', 4] }],
          }),
        ],
      },
    ],
  },
  {
    kind: 'table',
    id: 'spesa',
    landscape: true,
    caption: 'Spesa per area di intervento e anno',
    columns: [
      { title: 'Area', kind: 'text' },
      ...['2017', '2018', '2019', '2020', '2021', '2022', '2023'].map((year) => ({
        title: year,
        kind: 'euro' as const,
      })),
    ],
    rows: [
      { cells: ['Famiglia e minori', 123456789, 1000000, 2000000, 3000000, 4000000, 5000000, 6000000] },
      { cells: ['Disabili', 223456750, 1000000, null, 3000000, 4000000, -5000000, 0] },
    ],
    source: 'Bilanci dei comuni',
  },
  h(1, 'Note di qualità', { numbering: 'annex' }),
  h(2, 'Totali che non tornano'),
  {
    kind: 'qualityNote',
    where: 'Capitolo 2, densità di Bozzolo',
    published: '221,56 ab./km²',
    expected: '211,58 ab./km²',
    difference: '9,98',
    message: 'La densità pubblicata non segue da abitanti e superficie.',
  },
  pageBreak(),
  small('Le cifre sono quelle pubblicate, anche quando sono errate.'),
];

/** A short document that has every kind of block: the renderers' tests compare their three outputs of it. */
export const sampleDocument: Document = {
  title: 'Piano di Zona 2021-2023',
  subtitle: 'Documento di programmazione',
  ambito: 'Ambito Oglio Po',
  period: '2021-2023',
  version: 'Versione 1.0',
  date: '2022-03-12',
  lang: 'it',
  coverLines: ['Azienda Speciale Consortile Oglio Po, ente capofila', 'Adottato dall’Assemblea dei Sindaci'],
  sourceNote: 'Ogni cifra porta la propria fonte.',
  blocks,
};
