import type { VNode } from 'preact';
import { Flow } from '#platform/charts/flow.js';
import type { PageCtx } from '#platform/http/context.js';
import { formatEuroCents, formatNumber } from '#platform/i18n/format.js';
import { at } from '#platform/ui/address.js';
import { ButtonLink, Section } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { threadText } from './thread.messages.js';
import { type Box, type Branch, groupByKind, keyOf, toBranches, toPicture, wordOf } from './thread.rules.js';
import type { Direction, Node, NodeAddress, NodeKind, Walk } from './thread.types.js';

export interface ThreadPageProps {
  ctx: PageCtx;
  walk: Walk;
  address: NodeAddress;
}

/** A node with everything before and after it: nested lists, and the same as a picture where it can be read. */
export function ThreadPage({ ctx, walk, address }: ThreadPageProps): VNode {
  const t = threadText(ctx.lang);
  const { start } = walk;
  const own = address(start);
  return (
    <Shell
      ctx={ctx}
      title={start.title}
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
  return (
    <Section id={direction === 'before' ? 'prima' : 'dopo'} title={t(`thread.${direction}`)}>
      {branches.length === 0 ? (
        <p class="trama-unsaid">{t(`thread.${direction}-none`)}</p>
      ) : (
        <Branches ctx={ctx} branches={branches} address={address} />
      )}
    </Section>
  );
}

function Branches(props: { ctx: PageCtx; branches: readonly Branch[]; address: NodeAddress }): VNode {
  const { ctx, branches, address } = props;
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
                {isOneLeaf(branch.children) ? (
                  <span class="trama-why">
                    {kindName(ctx, branch.children[0].node.kind)}:{' '}
                    <a href={hrefOf(ctx, branch.children[0].node, address)}>
                      {branch.children[0].node.title}
                    </a>
                  </span>
                ) : branch.children.length > 0 ? (
                  <Branches ctx={ctx} branches={branch.children} address={address} />
                ) : null}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

/** What leads to one thing more is told on the same line. */
function isOneLeaf(branches: readonly Branch[]): branches is [Branch] {
  return branches.length === 1 && branches[0]?.children.length === 0;
}

/** What has no page of its own is looked at through its thread. */
function hrefOf(ctx: PageCtx, node: Node, address: NodeAddress): string {
  return at(ctx, address(node) ?? `/filo/${wordOf(node.kind)}/${node.id}`);
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
    branch.basis === 'theme' ? t('thread.by-theme') : null,
    branch.isRepeated ? t('thread.repeated') : null,
  ].filter(Boolean);
  return (
    <>
      {node.code !== '' && node.kind !== 'evidence' && node.kind !== 'fund' ? (
        <span class="trama-code">{node.code} </span>
      ) : null}
      <a href={href}>{node.title}</a>
      {notes.length > 0 ? <span class="trama-why">{notes.join(' · ')}</span> : null}
    </>
  );
}

function Picture({ ctx, walk, address }: ThreadPageProps): VNode | null {
  const t = threadText(ctx.lang);
  const picture = toPicture(walk);
  if (!picture) return null;
  const label = (box: Box): string => {
    if (box.node === null) return kindName(ctx, box.kind, box.count);
    const { kind, code, title } = box.node;
    return code !== '' && kind !== 'evidence' ? `${code} ${title}` : title;
  };
  return (
    <Section id="disegno" title={t('thread.picture')}>
      <div class="trama-flow">
        <Flow
          id="filo"
          lang={ctx.lang}
          title={t('thread.picture-title')}
          columns={picture.columns.map(({ kinds, boxes }) => ({
            title: kinds.length === 1 && kinds[0] ? kindName(ctx, kinds[0], 2) : t('thread.parts'),
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
