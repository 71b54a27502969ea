import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { describeProblem } from './describe-problem.js';
import { findPublished, fixture } from './files.fixture.js';
import type { ProblemCode } from './files.types.js';
import { recognise } from './recognise.js';

function reasons(head: Uint8Array): ProblemCode[] {
  const recognition = recognise(head);
  return 'unknown' in recognition ? recognition.unknown.map((problem) => problem.code) : [];
}

describe('Recognising a file', () => {
  const known: [string, string, string][] = [
    ['p2.csv', 'istat-p2', ';'],
    ['p3.csv', 'istat-p3', ';'],
    ['tidy.csv', 'trama-tidy', ','],
    ['series.csv', 'trama-series', ','],
    ['boundaries.geojson', 'geojson', ''],
    ['boundaries.topo.json', 'topojson', ''],
  ];
  for (const [name, layout, delimiter] of known) {
    it(`knows ${name} by its content`, () => {
      assert.deepEqual(recognise(fixture(name)), { layout, encoding: 'utf-8', delimiter });
    });
  }

  it('knows GeoJSON whose type comes last, and P2 without its title', () => {
    assert.deepEqual(recognise(Buffer.from('{"features":[],"type":"FeatureCollection"}')), {
      layout: 'geojson',
      encoding: 'utf-8',
      delimiter: '',
    });
    const untitled = fixture('p2.csv').toString().split('\n').slice(1).join('\n');
    assert.deepEqual(recognise(Buffer.from(untitled)), {
      layout: 'istat-p2',
      encoding: 'utf-8',
      delimiter: ';',
    });
  });

  const foreign: [string, Uint8Array, ProblemCode, RegExp][] = [
    ['nothing', new Uint8Array(0), 'file-empty', /vuoto/],
    ['blanks', Buffer.from('\uFEFF \n\n'), 'file-empty', /vuoto/],
    ['an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'file-legacy-office', /\.xls/],
    ['a PDF', Buffer.from('%PDF-1.7\n'), 'file-pdf', /PDF/],
    ['a gzip', gzipSync('a;b'), 'file-gzip', /\.gz/],
    ['a PNG', Buffer.from('89504e470d0a1a0a', 'hex'), 'file-image', /immagine/],
    ['a web page', Buffer.from('\uFEFF\n<!DOCTYPE html><html></html>'), 'file-html', /pagina web/],
    ['XML', Buffer.from('<?xml version="1.0"?><sdmx/>'), 'file-xml', /XML/],
    ['other JSON', Buffer.from('{"sheets": []}'), 'json-layout-unknown', /non contiene confini/],
    ['another table', Buffer.from('Anno;Comune\n2021;X\n'), 'layout-unknown', /«Anno;Comune»/],
    ['bytes', Buffer.from([1, 2, 3, 0, 0, 0, 7, 7]), 'file-binary', /dati binari/],
  ];
  for (const [what, head, code, message] of foreign) {
    it(`says what to do with ${what}`, () => {
      assert.deepEqual(reasons(head), [code]);
      const recognition = recognise(head);
      const [problem] = 'unknown' in recognition ? recognition.unknown : [];
      assert.match(problem ? describeProblem(problem, 'it') : '', message);
    });
  }

  it('knows the published files', (t) => {
    const files: [string, string][] = [
      ['istat/demo/P2_2025_it_Comuni.csv', 'istat-p2'],
      ['istat/demo/P3_2025_it_Comuni.csv', 'istat-p3'],
      ['istat/posas/POSAS_2023_it_Regioni.csv', 'istat-posas'],
      ['istat/posas/POSAS_2025_it_Comuni_estratto_csvnorm.csv', 'istat-posas'],
      ['istat/elenchi/Elenco-comuni-italiani_2024.csv', 'istat-comuni'],
      ['istat/elenchi/Elenco comuni soppressi.csv', 'istat-soppressi'],
      ['istat/sdmx/istat_29_316_FJAN.csv', 'istat-sdmx'],
      ['mef/Redditi_e_principali_variabili_IRPEF_su_base_comunale_CSV_2021.csv', 'mef-irpef'],
      ['oglio-po/series.csv', 'trama-series'],
      ['geo/limits_P_19_municipalities.topo.json', 'topojson'],
      ['geo/oglio-po-27.geojson', 'geojson'],
    ];
    for (const [path, layout] of files) {
      const file = findPublished(path);
      if (!file) return t.diagnostic('the published files are absent: ../shared/data or TRAMA_SHARED');
      const recognition = recognise(readFileSync(file).subarray(0, 64 * 1024));
      assert.equal(
        'unknown' in recognition ? recognition.unknown[0]?.code : recognition.layout,
        layout,
        path,
      );
    }
  });
});
