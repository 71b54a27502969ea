import type { ComponentChildren, VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { may } from '#platform/http/context.js';
import type { FormState } from '#platform/http/form.js';
import { formatDate } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { DangerZone } from '#platform/ui/danger.js';
import { LongTextField, SelectField, TextField } from '#platform/ui/form.js';
import { ButtonLink, List, Section, StateTag } from '#platform/ui/parts.js';
import { Tabs } from '#platform/ui/tabs.js';
import { ThreadLink } from '#platform/ui/thread-link.js';
import { governanceText } from './governance.messages.js';
import { EDITORS, expiryOf } from './governance.rules.js';
import type { Agreement, NetworkState, Party, Tied } from './governance.types.js';
import type { PlaceRef } from './place.sql.js';

/** Page of each kind of thing, after ambito and face. */
export const PATHS = {
  network: '/rete/reti',
  agreement: '/rete/accordi',
  body: '/rete/organismi',
  organisation: '/rete/enti',
} as const;
export type Kind = keyof typeof PATHS;

/** What many of a kind are called in messages. */
export const PLURALS = {
  network: 'networks',
  agreement: 'agreements',
  body: 'bodies',
  organisation: 'organisations',
} as const;

export function NetworkTabs({ ctx, active }: { ctx: PageCtx; active: string }): VNode {
  const t = governanceText(ctx.lang);
  const tabs = [
    { key: 'networks', label: t('governance.networks'), href: at(ctx, PATHS.network) },
    { key: 'agreements', label: t('governance.agreements'), href: at(ctx, PATHS.agreement) },
    { key: 'bodies', label: t('governance.bodies'), href: at(ctx, PATHS.body) },
    { key: 'organisations', label: t('governance.organisations'), href: at(ctx, PATHS.organisation) },
  ];
  return <Tabs label={t('governance.title')} tabs={tabs} active={active} />;
}

/** May the reader change what lies here? Without a place it concerns the whole ambito. Only in the workplace. */
export function mayEdit(ctx: PageCtx, within: readonly string[]): boolean {
  return ctx.view.face === 'office' && may(ctx, EDITORS, within.length === 0 ? undefined : within);
}

/** May the reader add something somewhere in the ambito? */
export function mayAdd(ctx: PageCtx): boolean {
  return ctx.view.face === 'office' && may(ctx, EDITORS, []);
}

export function NetworkStateTag({ ctx, state }: { ctx: PageCtx; state: NetworkState }): VNode {
  const tone = { active: 'good', starting: 'calm', planned: 'off', ended: 'off' } as const;
  return (
    <StateTag tone={tone[state]}>{governanceText(ctx.lang)(`governance.network-state.${state}`)}</StateTag>
  );
}

/** State of an agreement, with its expiry in words where one is known. */
export function AgreementStateTag({ ctx, agreement }: { ctx: PageCtx; agreement: Agreement }): VNode {
  const t = governanceText(ctx.lang);
  const expiry = expiryOf(agreement, ctx.now);
  const state = t(`governance.agreement-state.${agreement.state}`);
  if (expiry.kind === 'none') {
    return <StateTag tone={agreement.state === 'inForce' ? 'good' : 'off'}>{state}</StateTag>;
  }
  const day = formatDate(expiry.lastDay, { lang: ctx.lang });
  const words = {
    expired: t('governance.expired', { day }),
    soon: t('governance.expires-soon', { day }),
    later: t('governance.expires', { day }),
  }[expiry.kind];
  return (
    <StateTag tone={expiry.kind === 'later' ? 'good' : 'late'}>
      {expiry.kind === 'expired' ? words : `${state}, ${words}`}
    </StateTag>
  );
}

export function PartyList({ ctx, parties }: { ctx: PageCtx; parties: readonly Party[] }): VNode | null {
  return (
    <List
      items={parties.map((party) => (
        <>
          <a href={at(ctx, `${PATHS.organisation}/${party.code}`)}>{party.name}</a>
          {party.role ? ` (${party.role})` : ''}
        </>
      ))}
    />
  );
}

export function Objectives({ ctx, objectives }: { ctx: PageCtx; objectives: readonly Tied[] }): VNode {
  const t = governanceText(ctx.lang);
  return (
    <Section title={t('governance.rests-on')} id="obiettivi">
      {objectives.length === 0 ? (
        <p>{t('governance.rests-none')}</p>
      ) : (
        <List
          items={objectives.map((one) => (
            <a href={at(ctx, `/piano/${one.plan}/obiettivi/${one.code}`)}>
              {one.code} {one.name}
            </a>
          ))}
        />
      )}
    </Section>
  );
}

/** Where a record is changed and read back, for who may; where the thread starts from it. */
export function RecordActs(props: {
  ctx: PageCtx;
  path: string;
  mayEdit: boolean;
  /** Where the thread starts from it; bodies are no part of the thread. */
  thread?: { word: string; id: string };
}): VNode {
  const { ctx, path, thread } = props;
  const t = governanceText(ctx.lang);
  return (
    <>
      {props.mayEdit ? (
        <>
          <ButtonLink href={at(ctx, `${path}/modifica`)} kind="primary">
            {t('governance.edit')}
          </ButtonLink>
          <ButtonLink href={at(ctx, `${path}/storia`)}>{t('governance.history')}</ButtonLink>
        </>
      ) : null}
      {thread ? <ThreadLink ctx={ctx} {...thread} /> : null}
    </>
  );
}

export function RecordRemoval(props: {
  ctx: PageCtx;
  path: string;
  mayEdit: boolean;
  text: ComponentChildren;
}): VNode | null {
  const { ctx } = props;
  if (!props.mayEdit) return null;
  const t = governanceText(ctx.lang);
  return (
    <DangerZone
      title={t('governance.remove')}
      consequence={props.text}
      act={<ButtonLink href={at(ctx, `${props.path}/rimuovi`)}>{t('governance.remove')}</ButtonLink>}
    />
  );
}

/** Place, source and note: what every form of the network ends with. */
export function PlacedFields(props: { ctx: PageCtx; form: FormState; places: readonly PlaceRef[] }): VNode {
  const { ctx, form } = props;
  const t = governanceText(ctx.lang);
  return (
    <>
      <SelectField
        ctx={ctx}
        form={form}
        name="place"
        label={t('governance.place')}
        choices={props.places.map((place) => ({ value: place.code, label: place.name }))}
        empty={t('governance.unsaid')}
        optional
      />
      <TextField
        ctx={ctx}
        form={form}
        name="source"
        label={t('governance.source')}
        help={t('governance.source-help')}
        optional
      />
      <LongTextField ctx={ctx} form={form} name="note" label={t('governance.note')} optional />
    </>
  );
}
