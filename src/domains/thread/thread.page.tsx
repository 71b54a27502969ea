import type { ComponentChildren, VNode } from 'preact';
import { Flow } from '#platform/charts/flow.js';
import type { PageCtx } from '#platform/http/context.js';
import { formatDate, formatEuroCents, formatNumber } from '#platform/i18n/format.js';
import { hasMessage, translate } from '#platform/i18n/messages.js';
import { at, withQuery } from '#platform/ui/address.js';
import { ButtonLink, Section } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { Pages, RowCount } from '#platform/ui/table.js';
import { threadText } from './thread.messages.js';
import {
  type Box,
  type Branch,
  countsAtStart,
  type Group,
  keyOf,
  toGroups,
  toPicture,
  wordOf,
} from './thread.rules.js';
import type { Counted, Direction, Node, NodeAddress, NodeKind, Unfolding } from './thread.types.js';

export interface ThreadPageProps {
  ctx: PageCtx;
  walk: Unfolding;
  address: NodeAddress;
}

/** A node with everything before and after it: nested lists, and the same as a picture where it can be read. */
export function ThreadPage({ ctx, walk, address }: ThreadPageProps): VNode {
  return (
    <ThreadShell ctx={ctx} start={walk.start} address={address}>
      <Picture ctx={ctx} walk={walk} address={address} />
      {(['before', 'after'] as const).map((direction) => (
        <Side key={direction} ctx={ctx} walk={walk} address={address} direction={direction} />
      ))}
    </ThreadShell>
  );
}

export interface ThreadKindPageProps {
  ctx: PageCtx;
  start: Node;
  kind: NodeKind;
  /** One page of all that the thread reaches of this kind. */
  nodes: readonly Node[];
  total: number;
  page: number;
  pageRows: number;
  address: NodeAddress;
}

/** All that was reached of one kind: of many the nested lists unfold the first only. */
export function ThreadKindPage({
  ctx,
  start,
  kind,
  nodes,
  total,
  address,
  ...props
}: ThreadKindPageProps): VNode {
  const t = threadText(ctx.lang);
  const path = pathOf(ctx, start);
  const pageCount = Math.max(1, Math.ceil(total / props.pageRows));
  return (
    <ThreadShell ctx={ctx} start={start} address={address}>
      <Section id="tutti" title={kindName(ctx, kind, 2)}>
        <RowCount>
          {t('thread.whole', { count: total })} <a href={path}>{t('thread.back')}</a>
        </RowCount>
        <div class="trama-walk">
          <ul>
            {nodes.map((node) => (
              <li key={node.id}>{nodeLink(ctx, { node, basis: '', isRepeated: false }, address)}</li>
            ))}
          </ul>
        </div>
        <Pages
          lang={ctx.lang}
          page={Math.min(props.page, pageCount)}
          pageCount={pageCount}
          href={{ path, query: { tutti: wordOf(kind) } }}
        />
      </Section>
    </ThreadShell>
  );
}

function ThreadShell(props: {
  ctx: PageCtx;
  start: Node;
  address: NodeAddress;
  children: ComponentChildren;
}): VNode {
  const { ctx, start } = props;
  const t = threadText(ctx.lang);
  const own = props.address(start, ctx.view.face);
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
      {props.children}
    </Shell>
  );
}

function Side({ ctx, walk, address, direction }: ThreadPageProps & { direction: Direction }): VNode {
  const t = threadText(ctx.lang);
  const groups = toGroups(walk, direction);
  const counted = countsAtStart(walk, direction);
  return (
    <Section id={sideId(direction)} title={t(`thread.${direction}`)}>
      {groups.length === 0 && counted.length === 0 ? (
        <p class="trama-unsaid">{t(`thread.${direction}-none`)}</p>
      ) : (
        toList({ ctx, start: walk.start, address }, groups, counted)
      )}
    </Section>
  );
}

function sideId(direction: Direction): string {
  return direction === 'before' ? 'prima' : 'dopo';
}

interface List {
  ctx: PageCtx;
  start: Node;
  address: NodeAddress;
}

function toList(list: List, groups: readonly Group[], counted: readonly Counted[]): VNode {
  const { ctx } = list;
  return (
    <ul class="trama-walk">
      {groups.map((group) => (
        <li key={group.kind}>
          {group.branches.length === 0 ? (
            <a class="trama-walk-kind" href={wholeHref(ctx, list.start, group.kind)}>
              {kindAndCount(ctx, group.kind, group.count)}
            </a>
          ) : (
            <>
              <span class="trama-walk-kind">{kindAndCount(ctx, group.kind, group.count)}</span>
              <ul>
                {group.branches.map((branch) => toItem(list, branch))}
                {group.branches.length < group.count ? (
                  <li>
                    <a href={wholeHref(ctx, list.start, group.kind)}>
                      {threadText(ctx.lang)('thread.rest', { count: group.count - group.branches.length })}
                    </a>
                  </li>
                ) : null}
              </ul>
            </>
          )}
        </li>
      ))}
      {counted.map((one) => (
        <li key={one.kind}>
          <a class="trama-walk-kind" href={openHref(ctx, one)}>
            {kindAndCount(ctx, one.kind, one.count)}
          </a>
        </li>
      ))}
    </ul>
  );
}

function toItem(list: List, branch: Branch): VNode {
  const { ctx, address } = list;
  const leaf = onlyLeaf(branch);
  return (
    <li key={keyOf(branch.node)}>
      {nodeLink(ctx, branch, address)}
      {leaf ? (
        <span class="trama-why">
          {kindName(ctx, leaf.kind)}: <a href={hrefOf(ctx, leaf, address)}>{leaf.title}</a>
        </span>
      ) : branch.groups.length + branch.counted.length > 0 ? (
        toList(list, branch.groups, branch.counted)
      ) : null}
    </li>
  );
}

function kindAndCount(ctx: PageCtx, kind: NodeKind, count: number): [string, VNode] {
  return [
    kindName(ctx, kind, count),
    <span key="count" class="trama-walk-count">
      {formatNumber(count, { lang: ctx.lang })}
    </span>,
  ];
}

function pathOf(ctx: PageCtx, { kind, id }: { kind: NodeKind; id: string }): string {
  return at(ctx, `/filo/${wordOf(kind)}/${id}`);
}

/** What the nested lists leave out is listed whole, kind by kind. */
function wholeHref(ctx: PageCtx, start: Node, kind: NodeKind): string {
  return withQuery(pathOf(ctx, start), { tutti: wordOf(kind) });
}

/** What was only counted is listed by the thread that starts where it hangs. */
function openHref(ctx: PageCtx, { of, kind, direction }: Counted): string {
  return `${withQuery(pathOf(ctx, of), { apri: wordOf(kind) })}#${sideId(direction)}`;
}

/** What leads to one thing more is told on the same line. */
function onlyLeaf({ groups, counted }: Branch): Node | undefined {
  const [only] = groups[0]?.branches ?? [];
  const isOne = groups.length === 1 && groups[0]?.count === 1 && counted.length === 0;
  return isOne && only?.groups.length === 0 && only.counted.length === 0 ? only.node : undefined;
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
  const own = address(node, ctx.view.face);
  return own === null ? pathOf(ctx, node) : at(ctx, own);
}

function nodeLink(
  ctx: PageCtx,
  branch: Pick<Branch, 'node' | 'basis' | 'isRepeated'>,
  address: NodeAddress,
): VNode {
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
