import type { VNode } from 'preact';
import { Flow } from '#platform/charts/flow.js';
import type { PageCtx } from '#platform/http/context.js';
import { formatDate, formatEuroCents, formatNumber } from '#platform/i18n/format.js';
import { hasMessage, translate } from '#platform/i18n/messages.js';
import { at, withQuery } from '#platform/ui/address.js';
import { ButtonLink, Callout, Section } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { threadText } from './thread.messages.js';
import {
  type Box,
  type Branch,
  countsAtStart,
  groupByKind,
  keyOf,
  toBranches,
  toPicture,
  wordOf,
} from './thread.rules.js';
import type { Counted, Direction, Node, NodeAddress, NodeKind, Walk } from './thread.types.js';

export interface ThreadPageProps {
  ctx: PageCtx;
  walk: Walk;
  address: NodeAddress;
}

/** A node with everything before and after it: nested lists, and the same as a picture where it can be read. */
export function ThreadPage({ ctx, walk, address }: ThreadPageProps): VNode {
  const t = threadText(ctx.lang);
  const { start } = walk;
  const own = address(start, ctx.view.face);
  return (
    <Shell
      ctx={ctx}
      title={titleOf(ctx, start)}
      kicker={t('thread.kicker', { kind: [kindName(ctx, start.kind), start.code].filter(Boolean).join(' ') })}
      lead={t('thread.lead')}
      door="plan"
      crumbs={[
        ...(start.plan ? [{ label: start.plan, href: at(ctx, `/piano/${start.plan}`) }] : []),
        { label: t('thread.crumb') },
      ]}
      actions={
        <>
          {own ? (
            <ButtonLink href={at(ctx, own)} kind="primary">
              {t('thread.open')}
            </ButtonLink>
          ) : null}
          {start.plan ? (
            <ButtonLink href={at(ctx, `/piano/${start.plan}/filo`)}>{t('thread.flow.title')}</ButtonLink>
          ) : null}
        </>
      }
    >
      {walk.isCut ? (
        <Callout tone="late">
          <p>{t('thread.too-long', { count: walk.steps.length })}</p>
        </Callout>
      ) : null}
      <Picture ctx={ctx} walk={walk} address={address} />
      {(['before', 'after'] as const).map((direction) => (
        <Side key={direction} ctx={ctx} walk={walk} address={address} direction={direction} />
      ))}
    </Shell>
  );
}

function Side({ ctx, walk, address, direction }: ThreadPageProps & { direction: Direction }): VNode {
  const t = threadText(ctx.lang);
  const branches = toBranches(walk, direction);
  const counted = countsAtStart(walk, direction);
  return (
    <Section id={sideId(direction)} title={t(`thread.${direction}`)}>
      {branches.length === 0 && counted.length === 0 ? (
        <p class="trama-unsaid">{t(`thread.${direction}-none`)}</p>
      ) : (
        <Branches ctx={ctx} branches={branches} counted={counted} address={address} />
      )}
    </Section>
  );
}

function sideId(direction: Direction): string {
  return direction === 'before' ? 'prima' : 'dopo';
}

function Branches(props: {
  ctx: PageCtx;
  branches: readonly Branch[];
  counted: readonly Counted[];
  address: NodeAddress;
}): VNode {
  const { ctx, branches, counted, address } = props;
  return (
    <ul class="trama-walk">
      {groupByKind(branches).map(([kind, own]) => (
        <li key={kind}>
          <span class="trama-walk-kind">
            {kindName(ctx, kind, own.length)}
            <span class="trama-walk-count">{formatNumber(own.length, { lang: ctx.lang })}</span>
          </span>
          <ul>
            {own.map((branch) => (
              <li key={keyOf(branch.node)}>
                <NodeLink ctx={ctx} branch={branch} address={address} />
                {isOneLeaf(branch) ? (
                  <span class="trama-why">
                    {kindName(ctx, branch.children[0].node.kind)}:{' '}
                    <a href={hrefOf(ctx, branch.children[0].node, address)}>
                      {branch.children[0].node.title}
                    </a>
                  </span>
                ) : branch.children.length + branch.counted.length > 0 ? (
                  <Branches ctx={ctx} branches={branch.children} counted={branch.counted} address={address} />
                ) : null}
              </li>
            ))}
          </ul>
        </li>
      ))}
      {counted.map((one) => (
        <li key={one.kind}>
          <a class="trama-walk-kind" href={openHref(ctx, one)}>
            {kindName(ctx, one.kind, one.count)}
            <span class="trama-walk-count">{formatNumber(one.count, { lang: ctx.lang })}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}

/** What was only counted is listed by the thread that starts where it hangs. */
function openHref(ctx: PageCtx, { of, kind, direction }: Counted): string {
  const path = at(ctx, `/filo/${wordOf(of.kind)}/${of.id}`);
  return `${withQuery(path, { apri: wordOf(kind) })}#${sideId(direction)}`;
}

/** What leads to one thing more is told on the same line. */
function isOneLeaf(branch: Branch): branch is Branch & { children: [Branch] } {
  const [only] = branch.children;
  return (
    branch.children.length === 1 &&
    branch.counted.length === 0 &&
    only?.children.length === 0 &&
    only.counted.length === 0
  );
}

/** Of what has only a day and a sum or a value, these are its name. */
function titleOf(ctx: PageCtx, { kind, amount, detail, title }: Node): string {
  const { lang } = ctx;
  const t = threadText(lang);
  if (amount === null || detail === null) return title;
  if (kind === 'measurement') {
    const value = formatNumber(amount, { lang });
    return t('thread.measured', { date: formatDate(detail, { lang }), value, title });
  }
  if (kind === 'commitment' || kind === 'payment') {
    const sum = formatEuroCents(amount, { lang });
    return t('thread.entered', { date: formatDate(detail, { lang }), sum, title });
  }
  return title;
}

/** What has no page of its own is looked at through its thread. */
function hrefOf(ctx: PageCtx, node: Node, address: NodeAddress): string {
  return at(ctx, address(node, ctx.view.face) ?? `/filo/${wordOf(node.kind)}/${node.id}`);
}

function NodeLink({ ctx, branch, address }: { ctx: PageCtx; branch: Branch; address: NodeAddress }): VNode {
  const t = threadText(ctx.lang);
  const { node } = branch;
  const href = hrefOf(ctx, node, address);
  const notes = [
    node.kind === 'budgetLine' && node.amount !== null
      ? formatEuroCents(node.amount, { lang: ctx.lang, decimals: 0 })
      : null,
    node.kind === 'budgetLine' ? node.detail : null,
    node.kind === 'evidence' ? node.code : null,
    node.kind === 'dataset' ? node.detail : null,
    node.kind === 'organisation' ? roleName(ctx, branch.basis) : null,
    branch.basis === 'theme' ? t('thread.by-theme') : null,
    branch.isRepeated ? t('thread.repeated') : null,
  ].filter(Boolean);
  return (
    <>
      {isNamedByCode(node) ? <span class="trama-code">{node.code} </span> : null}
      <a href={href}>{titleOf(ctx, node)}</a>
      {notes.length > 0 ? <span class="trama-why">{notes.join(' · ')}</span> : null}
    </>
  );
}

/** Codes that people say; those of funds, metrics and datasets are words of an address. */
function isNamedByCode(node: Node): boolean {
  return node.code !== '' && !['evidence', 'fund', 'metric', 'dataset'].includes(node.kind);
}

function roleName(ctx: PageCtx, basis: string): string | null {
  const key = `thread.role.${basis}`;
  return hasMessage(key) ? translate(ctx.lang, key) : null;
}

function Picture({ ctx, walk, address }: ThreadPageProps): VNode | null {
  const t = threadText(ctx.lang);
  const picture = toPicture(walk);
  if (!picture) return null;
  const label = (box: Box): string => {
    if (box.node === null) return kindName(ctx, box.kind, box.count);
    const title = titleOf(ctx, box.node);
    return isNamedByCode(box.node) ? `${box.node.code} ${title}` : title;
  };
  return (
    <Section id="disegno" title={t('thread.picture')}>
      <div class="trama-flow">
        <Flow
          id="filo"
          lang={ctx.lang}
          title={t('thread.picture-title')}
          columns={picture.columns.map(({ kinds, boxes }) => ({
            title:
              kinds.length <= 2 ? kinds.map((kind) => kindName(ctx, kind, 2)).join(', ') : t('thread.parts'),
            nodes: boxes.map((box) => ({
              id: box.id,
              label: label(box),
              ...(box.node === null
                ? { detail: formatNumber(box.count, { lang: ctx.lang }), href: '#dopo' }
                : {}),
              ...(box.node ? { href: hrefOf(ctx, box.node, address) } : {}),
            })),
          }))}
          links={picture.links}
        />
      </div>
    </Section>
  );
}

export function kindName(ctx: PageCtx, kind: NodeKind, count = 1): string {
  return threadText(ctx.lang)(`thread.kind.${kind}`, { count });
}
