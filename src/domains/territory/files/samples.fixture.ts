import { editionComuni, posasOf, strasaOf, textOf } from './editions.fixture.js';
import { fixture } from './files.fixture.js';
import type { LayoutCode } from './files.types.js';
import { generateP2 } from './generated.fixture.js';

/** A small file of a layout, with invented figures. */
export interface Sample {
  layout: LayoutCode;
  delimiter: string;
  text: string;
  /** Line of the header, from 0. */
  header: number;
}

/** A sample of every layout of delimited text. */
export async function samples(): Promise<Sample[]> {
  const own = (name: string) => fixture(name).toString('utf8').replace('\uFEFF', '');
  return [
    { layout: 'istat-p2', delimiter: ';', header: 1, text: own('p2.csv') },
    {
      layout: 'istat-p2',
      delimiter: ';',
      header: 1,
      text: (await textOf(generateP2({ year: 2020, comuni: editionComuni }))).replace('\uFEFF', ''),
    },
    { layout: 'istat-p3', delimiter: ';', header: 1, text: own('p3.csv') },
    { layout: 'istat-posas', delimiter: ';', header: 1, text: await posasOf(2024) },
    {
      layout: 'istat-strasa',
      delimiter: ';',
      header: 1,
      text: (await strasaOf(2024)).replace('\uFEFF', ''),
    },
    {
      layout: 'istat-sdmx',
      delimiter: ',',
      header: 0,
      text: [
        'DATAFLOW,FREQ,REF_AREA,DATA_TYPE,SEX,TIME_PERIOD,OBS_VALUE,OBS_STATUS',
        'IT1:29_316(1.0),A,019021,FJAN,9,2024-01-01,269.0,',
        'IT1:29_316(1.0),A,019021,FJAN,1,2024-01-01,130.0,',
        'IT1:29_316(1.0),A,ITC4A,FJAN,9,2024-01-01,41000.0,',
        '',
      ].join('\n'),
    },
    {
      layout: 'istat-comuni',
      delimiter: ';',
      header: 0,
      text: [
        'Codice Regione;"Codice dell\'Unità territoriale sovracomunale \n(valida a fini statistici)";Codice Provincia (Storico)(1);Codice Comune formato alfanumerico;Denominazione in italiano;Denominazione altra lingua;Denominazione Regione;Sigla automobilistica;Codice Catastale del comune',
        '01;201;001;001001;Agliè;;Piemonte;TO;A074',
        '04;021;021;021008;Bolzano;Bozen;Trentino-Alto Adige/Südtirol;BZ;A952',
        '',
      ].join('\n'),
    },
    {
      layout: 'istat-soppressi',
      delimiter: ';',
      header: 0,
      text: [
        'Anno;Codice Unità territoriale;Codice Comune;Denominazione Comune;Comune soppresso per scorporo;Data evento;Codice del Comune associato alla variazione;Denominazione Comune associato alla variazione;;',
        '2019;019;019042;Drizzona;;01/01/2019;019116;Piadena Drizzona;;',
        '2019;019;019071;Piadena;;01/01/2019;019116;Piadena Drizzona;;',
        '',
      ].join('\n'),
    },
    {
      layout: 'mef-irpef',
      delimiter: ';',
      header: 0,
      text: [
        'Anno di imposta;Codice catastale;Codice Istat Comune;Denominazione Comune;Numero contribuenti;Reddito da pensione - Frequenza;Reddito da pensione - Ammontare in euro',
        "2021;B898;019021;BORGO D'ÀGATA;1000;400;8123450",
        '2021;B898;020057;PIEVE QUALITÀ;90;;',
        '',
      ].join('\n'),
    },
    { layout: 'trama-tidy', delimiter: ',', header: 0, text: own('tidy.csv') },
    { layout: 'trama-series', delimiter: ',', header: 0, text: own('series.csv') },
  ];
}
