import type { VNode } from 'preact';
import { ThreadBand } from '#platform/charts/thread-band.js';
import { DangerZone } from './danger.js';
import { DownloadMenu } from './downloads.js';
import { FilterSelect, SearchBox } from './filter.js';
import { ActButton, FilterForm } from './form.js';
import { sampleCtx } from './gallery.context.js';
import {
  ButtonLink,
  Doors,
  Facts,
  KeyFigure,
  KeyFigures,
  List,
  Section,
  SourceLine,
  StateTag,
} from './parts.js';
import { Shell } from './shell.js';
import { DataTable, Pages } from './table.js';

/** Pages that show every part with words as long, as short and as absent as they come; for looking and for axe. */
interface Row {
  name: string;
  kind: string;
  from: string;
  to: string;
  now: string;
  state: VNode;
}

const indicators: Row[] = [
  {
    name: 'Laboratori di comunità realizzati',
    kind: 'Risultato',
    from: '0',
    to: '3',
    now: '2',
    state: <StateTag tone="calm">67 %</StateTag>,
  },
  {
    name: "Ricorsi all'Autorità giudiziaria da parte dei servizi",
    kind: 'Risultato',
    from: '145',
    to: '−10 %',
    now: '139',
    state: <StateTag tone="late">41 %, in ritardo</StateTag>,
  },
  {
    name: "Nuove famiglie disponibili all'affido",
    kind: 'Risultato',
    from: '6',
    to: '',
    now: '8',
    state: <StateTag tone="off">senza valore atteso</StateTag>,
  },
  {
    name: 'Percorso formativo sulla comunità educante',
    kind: 'Processo',
    from: '0',
    to: '1',
    now: '1',
    state: <StateTag tone="good">raggiunto</StateTag>,
  },
];

export function ObjectiveSample(): VNode {
  const ctx = sampleCtx('office', 'gallery.saved');
  return (
    <Shell
      ctx={ctx}
      door="plan"
      kicker="Obiettivo specifico CAS-1 · Sub-ambito Casalasco"
      title="Famiglie come sistema di comunità e protezione"
      lead="Sostenere le famiglie nel prendersi cura dei propri membri fragili e nel ruolo che svolgono nella comunità."
      crumbs={[
        { label: 'Piano 2021-2023', href: '#' },
        { label: 'Obiettivi', href: '#' },
        { label: 'CAS-1' },
      ]}
      actions={
        <>
          <ButtonLink href="/oglio-po" kind="primary">
            Modifica
          </ButtonLink>
          <DownloadMenu
            lang="it"
            files={[
              { label: 'Scheda regionale', href: '#pdf', note: 'PDF accessibile, 3 pagine' },
              { label: 'Dati della scheda', href: '#csv', note: 'CSV' },
            ]}
          />
        </>
      }
      aside={
        <>
          <Section title="Da sistemare" id="da-sistemare" tone="late">
            <List
              items={[
                <>
                  2 indicatori senza rilevazioni da oltre 6 mesi. <a href="#m">Misura ora</a>
                </>,
                <>
                  «Nuove famiglie disponibili» non ha un valore atteso. <a href="#v">Indicalo</a>
                </>,
                <>
                  € 20.000 non sono legati a un'azione. <a href="#c">Collegali</a>
                </>,
              ]}
            />
          </Section>
          <Section title="Ultime modifiche" id="modifiche">
            <List
              items={[
                'Misura di «Laboratori»: 2. 12 marzo 2022',
                'Nuova azione «Regolamento affidi». 3 marzo 2022',
              ]}
            />
          </Section>
        </>
      }
    >
      <p>
        <StateTag tone="late">In ritardo: 2 indicatori su 6 senza rilevazioni</StateTag>
      </p>
      <ThreadBand
        title="Il filo dell’obiettivo CAS-1"
        steps={[
          { label: 'Bisogni', count: 5, sentence: '3 con dati, 2 dai tavoli', href: '#' },
          { label: 'Obiettivo', count: null, sentence: '4 aree di policy', state: 'current' },
          { label: 'Azioni', count: 4, sentence: '1 conclusa, 2 in corso', href: '#' },
          { label: 'Risorse', count: 3, sentence: '€ 230.000 l’anno', href: '#' },
          { label: 'Indicatori', count: 6, sentence: '4 misurati', href: '#' },
          { label: 'Esiti', count: 0, sentence: 'scheda da aprire', state: 'missing', href: '#' },
        ]}
      />
      <Section
        id="indicatori"
        title="Indicatori"
        actions={
          <ButtonLink href="/oglio-po" kind="link">
            Registra una misura
          </ButtonLink>
        }
      >
        <DataTable
          lang="it"
          caption="Indicatori dell’obiettivo"
          captionHidden
          rows={indicators}
          rowKey={(row) => row.name}
          order="name"
          href={{ path: '/oglio-po/ufficio/plan', query: {} }}
          columns={[
            {
              key: 'name',
              label: 'Che cosa si misura',
              heads: true,
              sort: 'name',
              cell: (row) => <a href="/oglio-po">{row.name}</a>,
            },
            { key: 'kind', label: 'Tipo', cell: (row) => row.kind },
            { key: 'from', label: 'Partenza', kind: 'number', cell: (row) => row.from },
            { key: 'to', label: 'Atteso', kind: 'number', cell: (row) => row.to || '—' },
            { key: 'now', label: 'Oggi', kind: 'number', sort: 'now', cell: (row) => row.now },
            { key: 'state', label: 'Avanzamento', cell: (row) => row.state },
          ]}
        />
      </Section>
      <Section
        id="scheda"
        title="Scheda"
        actions={
          <ButtonLink href="/oglio-po" kind="link">
            Modifica la scheda
          </ButtonLink>
        }
      >
        <Facts
          empty="Non indicato"
          rows={[
            {
              label: 'Macroaree di policy',
              content: (
                <List
                  items={[
                    'Interventi per la famiglia',
                    'Domiciliarità',
                    'Politiche giovanili e per i minori',
                    'Interventi a favore di persone con disabilità',
                  ]}
                />
              ),
            },
            { label: 'Destinatari', content: 'Famiglie con minori e con carichi di cura; la comunità' },
            { label: 'Integrazione sociosanitaria', content: 'Sì' },
            {
              label: 'In continuità con la programmazione precedente',
              content: 'Sì, ricompone 5 obiettivi del periodo precedente',
            },
            { label: 'Personale', content: null },
            {
              label: 'Attori',
              content:
                'Servizi sociali dei comuni, tutela minori e servizio affidi del Con.Ca.S.S., ETS, ASST Cremona, scuole, fondazioni',
            },
          ]}
        />
      </Section>
      <DangerZone
        title="Ritirare l’obiettivo"
        consequence="L’obiettivo non comparirà più nel piano; la sua storia resta. Occorre indicare il motivo."
        act={<ActButton ctx={ctx} action="#" kind="danger" label="Ritira CAS-1" />}
      />
    </Shell>
  );
}

export function PublicSample(): VNode {
  const ctx = sampleCtx('public');
  return (
    <Shell
      ctx={ctx}
      title="Il Piano di Zona 2021-2023"
      lead="Che cosa 27 comuni hanno deciso di fare insieme per le persone, con quali risorse e con quali risultati."
      crumbs={[{ label: 'Ambito Oglio Po', href: '#' }, { label: 'Piano' }]}
      actions={
        <ButtonLink href="/oglio-po" kind="primary">
          Leggi il piano
        </ButtonLink>
      }
    >
      <KeyFigures>
        <KeyFigure value="81.981" label="residenti" note="1 gennaio 2021, 27 comuni" href="/oglio-po" />
        <KeyFigure
          value="134"
          label="bisogni raccolti"
          note="126 trovano risposta in un obiettivo"
          href="/oglio-po"
        />
        <KeyFigure value="32" label="obiettivi" note="4 dell’ambito, 21 dei sub-ambiti" href="/oglio-po" />
        <KeyFigure value="17,4 %" label="residenti stranieri a Viadana" note="il piano riporta 21,11 %" />
      </KeyFigures>
      <Section id="esplora" title="Esplora">
        <Doors
          doors={[
            {
              href: '#1',
              label: 'I bisogni',
              text: 'Che cosa hanno detto i tavoli e che cosa dicono i dati, per tema e per territorio.',
            },
            {
              href: '#2',
              label: 'Gli obiettivi',
              text: 'Ciascuno con le azioni, le risorse e gli indicatori con cui si misura.',
            },
            {
              href: '#3',
              label: 'I risultati del periodo precedente',
              text: '45 obiettivi chiusi: quanto è stato raggiunto, che cosa continua.',
            },
          ]}
        />
      </Section>
      <Section id="bisogni" title="Bisogni" lead="Quelli a cui nessun obiettivo risponde vengono per primi.">
        <FilterForm
          lang="it"
          action="/oglio-po/plan"
          label="Cerca nei bisogni"
          submit="Filtra"
          clear="#"
          clearLabel="Togli i filtri"
        >
          <SearchBox name="testo" label="Parole" value="famiglie" />
          <FilterSelect
            name="territorio"
            label="Territorio"
            value={undefined}
            all="Tutti"
            choices={[
              { value: 'casalasco', label: 'Casalasco' },
              { value: 'viadanese', label: 'Viadanese' },
            ]}
          />
        </FilterForm>
        <p class="trama-rows">3 risultati</p>
        <DataTable
          lang="it"
          caption="Bisogni raccolti"
          captionHidden
          rows={[
            {
              code: 'F-001',
              text: 'Rete di interventi di sostegno per famiglie in disagio socioeconomico e conflittuali',
              place: 'Casalasco',
              count: 3,
            },
            {
              code: 'F-002',
              text: 'Contrasto alla solitudine delle famiglie e messa in rete delle risorse',
              place: 'Casalasco',
              count: 1,
            },
            {
              code: 'F-003',
              text: 'Agire in chiave preventiva prima che le situazioni diventino croniche',
              place: 'Ambito Oglio Po',
              count: 0,
            },
          ]}
          rowKey={(row) => row.code}
          columns={[
            { key: 'text', label: 'Bisogno', heads: true, cell: (row) => <a href="/oglio-po">{row.text}</a> },
            { key: 'place', label: 'Territorio', cell: (row) => row.place },
            { key: 'count', label: 'Obiettivi', kind: 'number', cell: (row) => row.count },
          ]}
          foot={[['Totale', '', '4']]}
        />
        <SourceLine>Fonte: Piano di Zona 2021-2023, capitolo 4; esiti dei tavoli di lavoro.</SourceLine>
        <Pages lang="it" page={2} pageCount={3} href={{ path: '/oglio-po/plan', query: {} }} />
      </Section>
    </Shell>
  );
}
