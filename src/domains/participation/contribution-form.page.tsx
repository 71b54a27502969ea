import type { VNode } from 'preact';
import { LightText } from '#domains/plan/index.js';
import type { FormPage } from '#platform/http/record-routes.js';
import { LongTextField, RadioField, SelectField, TextField, TickField } from '#platform/ui/form.js';
import { Callout, Section } from '#platform/ui/parts.js';
import { type FormFrame, RecordForm } from '#platform/ui/record-form.js';
import { doorOf } from './contribution-words.js';
import { participationText } from './participation.messages.js';
import {
  CHANNELS,
  CONTRIBUTION_STATES,
  type Contribution,
  type Party,
  SPEAKERS,
  type Tied,
} from './participation.types.js';
import { TieBoxes } from './tie-boxes.js';

export interface Choices {
  places: readonly { code: string; name: string }[];
  parties: readonly Party[];
  chapters: readonly { number: string; title: string }[];
  needs: readonly (Tied & { placeName: string })[];
  objectives: readonly (Tied & { placeName: string })[];
}

/** What came, from whom and about what. */
export function ContributionFormPage(props: FormPage<Contribution> & Choices): VNode {
  const { ctx, form } = props;
  const t = participationText(ctx.lang);
  const field = { ctx, form };
  return (
    <RecordForm
      page={props}
      door={doorOf(ctx)}
      title={props.record ? props.record.title : t('participation.new')}
      {...(props.record ? { kicker: props.record.code } : {})}
    >
      <TextField
        {...field}
        name="title"
        label={t('participation.name')}
        help={t('participation.name-help')}
      />
      <LongTextField
        {...field}
        name="text"
        label={t('participation.text')}
        help={t('participation.text-help')}
        rows={8}
        marks
      />
      <TextField
        {...field}
        name="receivedOn"
        label={t('participation.received-on')}
        help={t('participation.received-on-help')}
        type="date"
        short
        optional
      />
      <SelectField
        {...field}
        name="channel"
        label={t('participation.channel')}
        empty="—"
        choices={CHANNELS.map((one) => ({ value: one, label: t(`participation.channel.${one}`) }))}
      />
      <SelectField
        {...field}
        name="speaker"
        label={t('participation.speaker')}
        help={t('participation.speaker-help')}
        empty={t('participation.speaker-none')}
        optional
        choices={SPEAKERS.map((one) => ({ value: one, label: t(`participation.speaker.${one}`) }))}
      />
      <SelectField
        {...field}
        name="party"
        label={t('participation.party')}
        help={t('participation.party-help')}
        empty={t('participation.party-none')}
        optional
        choices={props.parties.map((one) => ({
          value: `${one.kind}:${one.code}`,
          label: `${t(`participation.party.${one.kind}`)}: ${one.name}`,
        }))}
      />
      <SelectField
        {...field}
        name="place"
        label={t('participation.place')}
        choices={props.places.map((one) => ({ value: one.code, label: one.name }))}
      />
      <h2>{t('participation.about')}</h2>
      <TickField
        {...field}
        name="aboutPlan"
        label={t('participation.about-plan-label')}
        choices={[{ value: 'yes', label: t('participation.about-plan') }]}
      />
      <TickField
        {...field}
        name="chapters"
        label={t('participation.chapters')}
        choices={props.chapters.map((one) => ({ value: one.number, label: `${one.number}. ${one.title}` }))}
      />
      <TieBoxes {...field} name="needs" label={t('participation.needs')} targets={props.needs} />
      <TieBoxes
        {...field}
        name="objectives"
        label={t('participation.objectives')}
        targets={props.objectives}
      />
      <TextField
        {...field}
        name="source"
        label={t('participation.source')}
        help={t('participation.source-help')}
        optional
      />
    </RecordForm>
  );
}

type ActForm = FormFrame & { contribution: Contribution };

/** What becomes of it and why, what it raised and changed; beside the text that it answers. */
export function AnswerFormPage(props: ActForm & Pick<Choices, 'needs' | 'objectives'>): VNode {
  const { ctx, form, contribution } = props;
  const t = participationText(ctx.lang);
  const field = { ctx, form };
  return (
    <RecordForm
      page={props}
      door={doorOf(ctx)}
      kicker={[contribution.code, t('participation.answer')].join(' · ')}
      title={contribution.title}
      above={
        <Section title={t('participation.received')} id="testo">
          <LightText text={contribution.text} />
        </Section>
      }
    >
      <RadioField
        {...field}
        name="state"
        label={t('participation.state')}
        choices={CONTRIBUTION_STATES.map((one) => ({ value: one, label: t(`participation.state.${one}`) }))}
      />
      <LongTextField
        {...field}
        name="answer"
        label={t('participation.answer')}
        help={t('participation.answer-help')}
        rows={6}
        optional
        marks
      />
      <TextField
        {...field}
        name="answeredBy"
        label={t('participation.answered-by')}
        help={t('participation.answered-by-help')}
        optional
      />
      <TextField
        {...field}
        name="answeredOn"
        label={t('participation.answered-on')}
        type="date"
        short
        optional
      />
      <h2>{t('participation.effect')}</h2>
      <TieBoxes
        {...field}
        name="raised"
        label={t('participation.raised')}
        help={t('participation.raised-help')}
        targets={props.needs}
      />
      <TieBoxes
        {...field}
        name="changed"
        label={t('participation.changed')}
        help={t('participation.changed-help')}
        targets={props.objectives}
        why={t('participation.changed-how')}
      />
    </RecordForm>
  );
}

/** The words that everyone will read: those received until a moderator writes others. */
export function PublicationFormPage(props: ActForm): VNode {
  const { ctx, form, contribution } = props;
  const t = participationText(ctx.lang);
  return (
    <RecordForm
      page={props}
      door={doorOf(ctx)}
      title={t('participation.publish-title', { code: contribution.code })}
      kicker={contribution.title}
      submit={t('participation.publish-submit')}
      above={
        <Callout tone="info">
          <p>{t('participation.publish-lead')}</p>
        </Callout>
      }
    >
      <LongTextField
        ctx={ctx}
        form={form}
        name="publishedText"
        label={t('participation.published-text')}
        help={t('participation.published-text-help')}
        rows={8}
        marks
      />
    </RecordForm>
  );
}
