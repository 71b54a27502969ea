import type { VNode } from 'preact';
import { sampleCtx } from './gallery.context.js';
import { JobProgress } from './job-progress.js';
import { ButtonLink, Callout, EmptyState, Section, StateTag } from './parts.js';
import { Shell } from './shell.js';
import { DataTable } from './table.js';
import { Tabs } from './tabs.js';
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
