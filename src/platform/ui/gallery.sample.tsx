import type { VNode } from 'preact';
import { ThreadBand } from '#platform/charts/thread-band.js';
import type { Face, SitePageCtx } from '#platform/http/context.js';
import type { FormState } from '#platform/http/form.js';
import { defineMessages } from '#platform/i18n/messages.js';
import { DangerZone } from './danger.js';
import { DownloadMenu } from './downloads.js';
import { FilterSelect, SearchBox } from './filter.js';
import {
  ActButton,
  FilterForm,
  Form,
  LongTextField,
  SelectField,
  TextField,
  TickField,
  YesNoField,
} from './form.js';
import { JobProgress } from './job-progress.js';
import type { Door } from './navigation.js';
import {
  ButtonLink,
  Callout,
  Doors,
  EmptyState,
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
import { Tabs } from './tabs.js';

/** Pages that show every part with words as long, as short and as absent as they come; for looking and for axe. */

const labels = {
  'gallery.today': 'Oggi',
  'gallery.territory': 'Territorio',
  'gallery.needs': 'Bisogni',
  'gallery.plan': 'Piano',
  'gallery.monitoring': 'Monitoraggio',
  'gallery.money': 'Risorse',
  'gallery.network': 'Rete',
  'gallery.services': 'Servizi',
  'gallery.documents': 'Documenti',
  'gallery.settings': 'Impostazioni',
  'gallery.saved': 'Indicatore salvato.',
  'gallery.wrong-number': 'Scrivete un numero, per esempio 1.250 oppure 12,5.',
  'gallery.missing': 'Campo obbligatorio.',
};
defineMessages(labels, labels);

const officeDoors = [
  'today',
  'territory',
  'needs',
  'plan',
  'monitoring',
  'money',
  'network',
  'services',
  'documents',
  'settings',
];
const publicDoors = ['plan', 'services', 'territory', 'network', 'documents'];

const doors: Door[] = [
  ...officeDoors.map(
    (key, order): Door => ({
      key,
      face: 'office',
      path: key === 'today' ? '' : `/${key}`,
      label: `gallery.${key}`,
      order,
    }),
  ),
  ...publicDoors.map(
    (key, order): Door => ({ key, face: 'public', path: `/${key}`, label: `gallery.${key}`, order }),
  ),
];

/** A context to draw with, and nothing behind it: a page that queried would fail at once. */
export function sampleCtx(face: Face, notice: string | null = null): SitePageCtx {
  return {
    tx: undefined as never,
    client: undefined as never,
    user:
      face === 'office'
        ? { id: 'u', name: 'Direttrice, Ufficio di Piano', isInstallationAdmin: false }
        : null,
    now: new Date('2022-03-12T09:00:00Z'),
    lang: 'it',
    requestId: 'r',
    ambito: {
      id: 'a',
      slug: 'oglio-po',
      name: 'Ambito Oglio Po',
      leadBody: 'Azienda Speciale Consortile Oglio Po',
      isDemo: true,
    },
    grants: face === 'office' ? [{ role: 'director', place: null } as never] : [],
    view: {
      face,
      path: face === 'office' ? '/oglio-po/ufficio/plan' : '/oglio-po/plan',
      query: {},
      nonce: 'n',
      csrf: () => 'token',
      notice,
      demoMode: true,
      offersDemoPeople: false,
      doors,
    },
  };
}

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

const form: FormState = {
  values: {
    version: 4,
    title: 'Lavoro e inclusione',
    description:
      "Sviluppare l'occupabilità e l'inclusione sociolavorativa delle persone con maggiori difficoltà, mettendo in rete strumenti frammentati e coinvolgendo in modo corresponsabile imprese, terzo settore e agenzie formative.",
    amount: 'centomila',
    areas: ['A', 'C'],
    continuity: true,
  },
  errors: [
    { field: 'amount', code: 'gallery.wrong-number' },
    { field: 'level', code: 'gallery.missing' },
  ],
  theirs: {
    title: 'Lavoro, casa e inclusione',
    description: '',
    amount: 'centomila',
    areas: ['A', 'C'],
    continuity: true,
  },
};

export function FormSample(): VNode {
  const ctx = sampleCtx('office');
  const field = { ctx, form };
  return (
    <Shell
      ctx={ctx}
      door="plan"
      title="Modifica l’obiettivo CAS-2"
      crumbs={[{ label: 'Obiettivi', href: '#' }, { label: 'CAS-2' }]}
    >
      <Form ctx={ctx} form={form} action="#" submit="Salva l’obiettivo" cancel="#">
        <TextField {...field} name="title" label="Titolo" help="Una frase che dica che cosa cambierà." />
        <LongTextField {...field} name="description" label="Descrizione" optional />
        <SelectField
          {...field}
          name="level"
          label="Livello"
          empty="Scegliete"
          choices={[{ value: 'ambito', label: 'Ambito' }]}
        />
        <TextField
          {...field}
          name="amount"
          label="Costo annuo"
          help="In euro, per esempio 150.000."
          inputMode="decimal"
          short
        />
        <TickField
          {...field}
          name="areas"
          label="Macroaree di policy"
          help="Tutte quelle che l’obiettivo tocca."
          choices={[
            { value: 'A', label: "Contrasto alla povertà e all'emarginazione sociale" },
            { value: 'C', label: 'Promozione inclusione attiva' },
            { value: 'G', label: 'Politiche giovanili e per i minori' },
          ]}
        />
        <YesNoField {...field} name="continuity" label="È in continuità con la programmazione precedente?" />
      </Form>
    </Shell>
  );
}

export function PartsSample(): VNode {
  const ctx = sampleCtx('office');
  const years = ['2015', '2016', '2017', '2018', '2019', '2020', '2021'];
  return (
    <Shell
      ctx={ctx}
      door="documents"
      asideFirst
      aside={
        <Section title="In due frasi" id="frasi">
          <p>
            Nell’ambito vivono <strong>118,1 persone per km²</strong>; si va da 24,4 a 234,4.
          </p>
        </Section>
      }
      kicker="VIA-1"
      title="Gestire i crescenti livelli di incertezza nei percorsi di crescita dei minori, promuovendo la corresponsabilità delle famiglie e della comunità e attivando sinergie tra le agenzie educative e il territorio di riferimento"
    >
      <Tabs
        label="Parti del documento"
        active="text"
        tabs={[
          { key: 'text', label: 'Testo', href: '#' },
          { key: 'tables', label: 'Tabelle', href: '#', count: 27 },
          { key: 'versions', label: 'Versioni', href: '#', count: 4 },
        ]}
      />
      <JobProgress
        lang="it"
        id="lavoro"
        title="Preparo il PDF del piano"
        state="running"
        done={154}
        total={277}
        note="Capitolo 5: schede degli obiettivi"
      />
      <JobProgress lang="it" id="lavoro-2" title="Preparo il documento Word" state="waiting" />
      <Callout tone="late">
        <p>
          <strong>Attenzione ai dati pubblicati.</strong> Il piano riporta 21,11 % per Viadana, calcolato sui
          soli italiani; sul totale è 17,43 %. <a href="/oglio-po">Vedi i 10 comuni</a>
        </p>
      </Callout>
      <Callout tone="info">Il piano è in vigore dal 1 gennaio 2022.</Callout>
      <Callout tone="good">Tutti i totali tornano.</Callout>
      <p>
        <StateTag tone="good">Secondo i tempi</StateTag> <StateTag tone="late">In ritardo</StateTag>{' '}
        <StateTag tone="calm">In corso</StateTag> <StateTag tone="off">Non misurabile</StateTag>
      </p>
      <Section id="serie" title="Spesa per voce">
        <DataTable
          lang="it"
          wide
          caption="Spesa sociale per voce, in euro"
          rows={[
            'Assistenza domiciliare',
            'Assistenza educativa scolastica',
            'Rette di comunità per minori',
            'Totale',
          ]}
          rowKey={(row) => row}
          columns={[
            { key: 'item', label: 'Voce', heads: true, cell: (row) => row },
            ...years.map((year) => ({
              key: year,
              label: year,
              kind: 'number' as const,
              cell: () => `€ 1.2${year.slice(2)}.450,00`,
            })),
          ]}
        />
      </Section>
      <DataTable
        lang="it"
        caption="Residenti per sub-ambito"
        staysTable
        rows={['Casalasco', 'Viadanese']}
        rowKey={(row) => row}
        columns={[
          { key: 'place', label: 'Territorio', heads: true, cell: (row) => row },
          { key: 'people', label: 'Residenti', kind: 'number', cell: () => '40.990' },
        ]}
        foot={[['Ambito Oglio Po', '81.981']]}
      />
      <EmptyState
        title="Nessuna rilevazione, per ora"
        text="Una rilevazione dice a che punto è un indicatore in un certo giorno. Senza, nessuno può sapere se l’obiettivo procede. Cominciate dall’indicatore più facile da contare, per esempio i laboratori realizzati."
        action={
          <ButtonLink href="/oglio-po" kind="primary">
            Registra la prima
          </ButtonLink>
        }
      />
    </Shell>
  );
}
