import type { VNode } from 'preact';
import type { FormState } from '#platform/http/form.js';
import { Form, LongTextField, SelectField, TextField, TickField, YesNoField } from './form.js';
import { sampleCtx } from './gallery.context.js';
import { Shell } from './shell.js';

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
