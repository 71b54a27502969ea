import type { VNode } from 'preact';
import { may, type PageCtx } from '#platform/http/context.js';
import type { FormState } from '#platform/http/form.js';
import { at } from '#platform/ui/address.js';
import { Form, TextField } from '#platform/ui/form.js';
import { ButtonLink, Callout, Facts, List, Section } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { catalogueText } from './catalogue.messages.js';
import type { EntryFault, MissingFact, Publisher } from './catalogue.types.js';
import { TERRITORY_EDITORS } from './territory.roles.js';

export const PUBLISHER_FORM = '/territorio/dati/catalogo';

/** What the catalogue lacks, who answers for it, and how programs read it. */
export function CataloguePage(props: {
  ctx: PageCtx;
  publisher: Publisher | null;
  missing: readonly MissingFact[];
  faults: readonly EntryFault[];
  isEmpty: boolean;
}): VNode {
  const { ctx, publisher, missing, faults, isEmpty } = props;
  const t = catalogueText(ctx.lang);
  const lacks = [
    ...missing.map((fact) => t(`territory.catalogue.missing.${fact}`)),
    ...faults.map(({ fault, title }) => t(`territory.catalogue.fault.${fault}`, { title })),
    ...(isEmpty ? [t('territory.catalogue.no-datasets')] : []),
  ];
  return (
    <Shell
      ctx={ctx}
      door="territory"
      title={t('territory.catalogue.title')}
      lead={t('territory.catalogue.lead')}
      crumbs={[
        { label: t('territory.catalogue.data'), href: at(ctx, '/dati', 'public') },
        { label: t('territory.catalogue.title') },
      ]}
      actions={
        may(ctx, TERRITORY_EDITORS) ? (
          <ButtonLink href={at(ctx, PUBLISHER_FORM, 'office')} kind="primary">
            {t(missing.length > 0 ? 'territory.catalogue.supply' : 'territory.catalogue.edit')}
          </ButtonLink>
        ) : null
      }
    >
      <Section title={t('territory.catalogue.state')} id="stato">
        {lacks.length === 0 ? (
          <Callout tone="good">
            <p>{t('territory.catalogue.complete')}</p>
          </Callout>
        ) : (
          <Callout tone="late">
            <p>{t('territory.catalogue.incomplete', { count: lacks.length })}</p>
            <List items={lacks} />
          </Callout>
        )}
      </Section>
      <Section title={t('territory.catalogue.forms')} id="forme" lead={t('territory.catalogue.forms-lead')}>
        <ul class="trama-list">
          <li>
            <a href={at(ctx, '/dati/catalogo.ttl', 'public')} data-turbo="false">
              {t('territory.catalogue.turtle')}
            </a>
          </li>
          <li>
            <a href={at(ctx, '/dati/catalogo.jsonld', 'public')} data-turbo="false">
              {t('territory.catalogue.jsonld')}
            </a>
          </li>
        </ul>
      </Section>
      <Section title={t('territory.catalogue.publisher')} id="editore">
        <Facts
          empty={t('territory.catalogue.unsaid')}
          rows={[
            {
              label: t('territory.catalogue.name'),
              content: publisher?.name ?? ctx.ambito.leadBody,
            },
            { label: t('territory.catalogue.ipa-code'), content: publisher?.ipaCode },
            ...(publisher?.holderName
              ? [
                  { label: t('territory.catalogue.holder-name'), content: publisher.holderName },
                  { label: t('territory.catalogue.holder-ipa-code'), content: publisher.holderIpaCode },
                ]
              : []),
            { label: t('territory.catalogue.contact-name'), content: publisher?.contactName },
            {
              label: t('territory.catalogue.contact-email'),
              content: publisher?.contactEmail ? (
                <a href={`mailto:${publisher.contactEmail}`}>{publisher.contactEmail}</a>
              ) : null,
            },
            { label: t('territory.catalogue.contact-phone'), content: publisher?.contactPhone },
            {
              label: t('territory.catalogue.contact-url'),
              content: publisher?.contactUrl ? (
                <a href={publisher.contactUrl} rel="noreferrer">
                  {publisher.contactUrl}
                </a>
              ) : null,
            },
          ]}
        />
      </Section>
    </Shell>
  );
}

/** Who publishes the data and whom to write to: what only the ambito knows. */
export function PublisherFormPage({ ctx, form }: { ctx: PageCtx; form: FormState }): VNode {
  const t = catalogueText(ctx.lang);
  const field = { ctx, form };
  return (
    <Shell
      ctx={ctx}
      door="territory"
      title={t('territory.catalogue.form-title')}
      lead={t('territory.catalogue.form-lead')}
      crumbs={[
        { label: t('territory.catalogue.title'), href: at(ctx, '/dati/catalogo', 'public') },
        { label: t('territory.catalogue.form-title') },
      ]}
    >
      <Form
        ctx={ctx}
        form={form}
        action={at(ctx, PUBLISHER_FORM)}
        cancel={at(ctx, '/dati/catalogo', 'public')}
      >
        <TextField
          {...field}
          name="name"
          label={t('territory.catalogue.name')}
          help={t('territory.catalogue.name-help')}
        />
        <TextField
          {...field}
          name="ipaCode"
          label={t('territory.catalogue.ipa-code')}
          help={t('territory.catalogue.ipa-code-help')}
          short
          optional
        />
        <TextField
          {...field}
          name="contactName"
          label={t('territory.catalogue.contact-name')}
          help={t('territory.catalogue.contact-name-help')}
          optional
        />
        <TextField
          {...field}
          name="contactEmail"
          label={t('territory.catalogue.contact-email')}
          help={t('territory.catalogue.contact-email-help')}
          type="email"
          optional
        />
        <TextField
          {...field}
          name="contactPhone"
          label={t('territory.catalogue.contact-phone')}
          help={t('territory.catalogue.contact-phone-help')}
          short
          optional
        />
        <TextField
          {...field}
          name="contactUrl"
          label={t('territory.catalogue.contact-url')}
          help={t('territory.catalogue.contact-url-help')}
          type="url"
          optional
        />
        <TextField
          {...field}
          name="holderName"
          label={t('territory.catalogue.holder-name')}
          help={t('territory.catalogue.holder-name-help')}
          optional
        />
        <TextField
          {...field}
          name="holderIpaCode"
          label={t('territory.catalogue.holder-ipa-code')}
          help={t('territory.catalogue.holder-ipa-code-help')}
          short
          optional
        />
      </Form>
    </Shell>
  );
}
