import type { VNode } from 'preact';
import type { PageCtx } from '#platform/http/context.js';
import { fieldMessage } from '#platform/http/errors.js';
import type { FormState } from '#platform/http/form.js';
import { at, withQuery } from '#platform/ui/address.js';
import { FilterSelect } from '#platform/ui/filter.js';
import { FilterForm, Form, RadioField, SelectField, TextField } from '#platform/ui/form.js';
import { Callout, EmptyState, Section } from '#platform/ui/parts.js';
import { Shell } from '#platform/ui/shell.js';
import { DataTable } from '#platform/ui/table.js';
import { Tabs } from '#platform/ui/tabs.js';
import { LICENCES } from './dataset.types.js';
import { licenceName } from './dataset.words.js';
import { describeGuess, describeProblem } from './files/describe-problem.js';
import type { ColumnGuess, SheetSketch } from './files/sketch.types.js';
import { variables } from './files/variables.js';
import { MEANINGS, type WholePlace } from './mapping.form.js';
import { mappingText } from './mapping.messages.js';
import type { MappedSample } from './recipe.actions.js';
import { territoryText } from './territory.messages.js';
import { uploadText } from './upload.messages.js';
import type { Upload } from './upload.types.js';
import { sayFigure, sayNumber } from './upload.words.js';
import { uploadPath } from './upload-parts.js';

export interface MappingPageProps {
  ctx: PageCtx;
  upload: Upload;
  places: readonly WholePlace[];
  sheets: readonly SheetSketch[];
  sheet: SheetSketch;
  form: FormState;
  /** What the first rows come to; null while the mapping lacks something. */
  sample: MappedSample | null;
  missing: FormState['errors'];
}

/** What the columns of a table mean: guesses with their reasons, and what the first rows come to. */
export function MappingPage(props: MappingPageProps): VNode {
  const { ctx, upload, sheet, form } = props;
  const t = mappingText(ctx.lang);
  const say = territoryText(ctx.lang);
  const path = at(ctx, `${uploadPath(upload.id)}/colonne`);
  return (
    <Shell
      ctx={ctx}
      door="territory"
      kicker={upload.fileName}
      title={t('territory.mapping.title')}
      lead={t('territory.mapping.lead')}
      crumbs={[
        { label: say('territory.door.office'), href: at(ctx, '/territorio') },
        { label: say('territory.data.title'), href: at(ctx, '/territorio/dati') },
        { label: say('territory.import.title'), href: at(ctx, '/territorio/dati/importa') },
        { label: upload.fileName, href: at(ctx, uploadPath(upload.id)) },
        { label: t('territory.mapping.title') },
      ]}
    >
      {props.sheets.length > 1 ? (
        <Tabs
          label={t('territory.mapping.sheets')}
          active={sheet.name}
          tabs={props.sheets.map(({ name }) => ({
            key: name,
            label: name,
            href: withQuery(path, { foglio: name }),
          }))}
        />
      ) : null}
      {upload.mapping === null && upload.outcome?.kind === 'refusal' ? (
        <Callout tone="info">
          <p>{t('territory.mapping.known-by', upload.outcome.values)}</p>
        </Callout>
      ) : null}
      <FirstRows ctx={ctx} sheet={sheet} action={path} />
      <trama-live data-result="risultato" data-ask="act=look">
        <Form
          ctx={ctx}
          action={path}
          form={form}
          submit={t('territory.mapping.submit')}
          cancel={at(ctx, uploadPath(upload.id))}
          keepsDraft={false}
        >
          <input type="hidden" name="sheet" value={sheet.name} />
          <input type="hidden" name="headerRow" value={sheet.headerRow} />
          <datalist id="grandezze">
            {variables.map(({ code, name }) => (
              <option key={code} value={name[ctx.lang]} />
            ))}
          </datalist>
          <h2>{t('territory.mapping.columns')}</h2>
          <p>{t('territory.mapping.columns-lead')}</p>
          <ul>
            <li>{t('territory.mapping.variable-help')}</li>
            <li>{t('territory.mapping.category-help')}</li>
            <li>{t('territory.mapping.ages-help')}</li>
            <li>{t('territory.mapping.period-of-column-help')}</li>
          </ul>
          {sheet.columns.map((guess) => (
            <ColumnFields key={guess.column.index} ctx={ctx} form={form} guess={guess} />
          ))}
          <h2>{t('territory.mapping.whole')}</h2>
          <TextField
            ctx={ctx}
            form={form}
            name="period"
            label={t('territory.mapping.period')}
            help={t('territory.mapping.period-help')}
            optional
            short
          />
          <SelectField
            ctx={ctx}
            form={form}
            name="place"
            label={t('territory.mapping.place')}
            help={t('territory.mapping.place-help')}
            optional
            empty={t('territory.mapping.place-none')}
            choices={props.places.map(({ code, name }) => ({ value: code, label: name }))}
          />
          <RadioField
            ctx={ctx}
            form={form}
            name="decimal"
            label={t('territory.mapping.decimal')}
            choices={[
              { value: ',', label: t('territory.mapping.decimal.comma') },
              { value: '.', label: t('territory.mapping.decimal.point') },
            ]}
          />
          <RadioField
            ctx={ctx}
            form={form}
            name="empty"
            label={t('territory.mapping.empty')}
            choices={[
              { value: 'absent', label: t('territory.mapping.empty.absent') },
              { value: 'withheld', label: t('territory.mapping.empty.withheld') },
            ]}
          />
          <TextField
            ctx={ctx}
            form={form}
            name="marks"
            label={t('territory.mapping.marks')}
            help={t('territory.mapping.marks-help')}
            optional
            short
          />
          <p class="trama-actions">
            <button type="submit" name="act" value="look" class="btn btn-outline-primary btn-sm">
              {t('territory.mapping.look')}
            </button>
          </p>
          <Result ctx={ctx} missing={props.missing} sample={props.sample} />
          <h2>{t('territory.mapping.remember')}</h2>
          <TextField
            ctx={ctx}
            form={form}
            name="name"
            label={t('territory.mapping.name')}
            help={t('territory.mapping.name-help')}
            optional
          />
          <TextField
            ctx={ctx}
            form={form}
            name="title"
            label={say('territory.import.name')}
            help={t('territory.mapping.title-help')}
            optional
          />
          <TextField ctx={ctx} form={form} name="source" label={say('territory.import.source')} optional />
          <SelectField
            ctx={ctx}
            form={form}
            name="licence"
            label={say('territory.import.licence')}
            optional
            empty={say('territory.import.licence-unsaid')}
            choices={LICENCES.map((licence) => ({ value: licence, label: licenceName(licence, say) }))}
          />
        </Form>
      </trama-live>
    </Shell>
  );
}

/** Enough of a row to know it by. */
const ROW_CHARACTERS = 70;

function cut(words: string): string {
  return words.length > ROW_CHARACTERS ? `${words.slice(0, ROW_CHARACTERS)}…` : words;
}

function FirstRows(props: { ctx: PageCtx; sheet: SheetSketch; action: string }): VNode {
  const { ctx, sheet } = props;
  const t = mappingText(ctx.lang);
  const below = sheet.rows.filter(({ line }) => line > sheet.headerRow).slice(0, 8);
  return (
    <Section id="righe" title={t('territory.mapping.rows')} lead={t('territory.mapping.rows-lead')} plain>
      <FilterForm
        lang={ctx.lang}
        action={props.action}
        label={t('territory.mapping.header-row')}
        submit={t('territory.mapping.header-row-submit')}
      >
        {sheet.name === '' ? null : <input type="hidden" name="foglio" value={sheet.name} />}
        <FilterSelect
          name="riga"
          label={t('territory.mapping.header-row')}
          value={String(sheet.headerRow)}
          choices={sheet.rows.map(({ line, cells }) => ({
            value: String(line),
            label: `${line}: ${cut(cells.filter((cell) => cell.trim() !== '').join(' · '))}`,
          }))}
        />
      </FilterForm>
      <DataTable
        lang={ctx.lang}
        caption={t('territory.mapping.rows')}
        captionHidden
        wide
        rows={below}
        rowKey={(row) => String(row.line)}
        empty={<EmptyState title={t('territory.mapping.rows')} text={t('territory.mapping.no-rows')} />}
        columns={sheet.columns.map((guess, index) => ({
          key: String(guess.column.index),
          label: guess.heading === '' ? `(${guess.column.index + 1})` : guess.heading,
          heads: index === 0,
          cell: (row: { cells: string[] }) => row.cells[guess.column.index] ?? '',
        }))}
      />
    </Section>
  );
}

function ColumnFields(props: { ctx: PageCtx; form: FormState; guess: ColumnGuess }): VNode {
  const { ctx, form, guess } = props;
  const t = mappingText(ctx.lang);
  const index = guess.column.index;
  const label = guess.heading === '' ? t('territory.mapping.column', { number: index + 1 }) : guess.heading;
  return (
    <fieldset class="trama-mapping-column">
      <legend>{label}</legend>
      <SelectField
        ctx={ctx}
        form={form}
        name={`m${index}`}
        label={t('territory.mapping.meaning')}
        help={
          <>
            {guess.samples.length > 0
              ? `${t('territory.mapping.samples')} ${guess.samples.slice(0, 3).join(' · ')}. `
              : ''}
            {describeGuess(guess, ctx.lang)}
          </>
        }
        choices={MEANINGS.map((meaning) => ({
          value: meaning,
          label: t(`territory.mapping.means.${meaning}`),
        }))}
      />
      <div class="trama-mapping-figures">
        <TextField
          ctx={ctx}
          form={form}
          name={`v${index}`}
          label={t('territory.mapping.variable')}
          list="grandezze"
          optional
        />
        <TextField ctx={ctx} form={form} name={`u${index}`} label={t('territory.mapping.unit')} optional />
        <TextField
          ctx={ctx}
          form={form}
          name={`c${index}`}
          label={t('territory.mapping.category')}
          optional
        />
        <TextField ctx={ctx} form={form} name={`a${index}`} label={t('territory.mapping.ages')} optional />
        <TextField
          ctx={ctx}
          form={form}
          name={`p${index}`}
          label={t('territory.mapping.column-period')}
          optional
        />
        <SelectField
          ctx={ctx}
          form={form}
          name={`s${index}`}
          label={t('territory.mapping.sex')}
          optional
          empty={t('territory.mapping.sex.both')}
          choices={[
            { value: 'm', label: t('territory.mapping.sex.m') },
            { value: 'f', label: t('territory.mapping.sex.f') },
          ]}
        />
      </div>
    </fieldset>
  );
}

/** What the first rows come to; shown anew while the meanings change. */
function Result(props: { ctx: PageCtx; missing: FormState['errors']; sample: MappedSample | null }): VNode {
  const { ctx, sample } = props;
  const t = mappingText(ctx.lang);
  const u = uploadText(ctx.lang);
  return (
    <div id="risultato" class="trama-mapping-result" role="region" aria-label={t('territory.mapping.result')}>
      <h2>{t('territory.mapping.result')}</h2>
      {sample === null ? (
        <Callout tone="late">
          <p>{t('territory.mapping.incomplete')}</p>
          <ul>
            {props.missing.map((error) => (
              <li key={`${error.field}${error.code}`}>{fieldMessage(error, ctx.lang)}</li>
            ))}
          </ul>
        </Callout>
      ) : (
        <>
          <p>{t('territory.mapping.result-lead')}</p>
          <DataTable
            lang={ctx.lang}
            caption={t('territory.mapping.result')}
            captionHidden
            rows={sample.figures}
            rowKey={(row) =>
              [row.line, row.variable, row.period, row.sex, row.ageFrom, row.category].join('\u001f')
            }
            empty={
              <EmptyState
                title={t('territory.mapping.none-title')}
                text={t(
                  sample.problems.length > 0 ? 'territory.mapping.none-wrong' : 'territory.mapping.none',
                )}
              />
            }
            columns={[
              {
                key: 'place',
                label: u('territory.upload.col.place'),
                heads: true,
                cell: (row) => row.placeName || row.placeCode,
              },
              { key: 'what', label: u('territory.upload.col.what'), cell: (row) => sayFigure(row, ctx.lang) },
              { key: 'period', label: u('territory.upload.col.period'), cell: (row) => row.period },
              {
                key: 'value',
                label: u('territory.upload.col.value'),
                kind: 'number',
                cell: (row) =>
                  row.value === null ? (
                    <span class="trama-unsaid">{u('territory.upload.suppressed')}</span>
                  ) : (
                    `${sayNumber(Number(row.value), ctx.lang)} ${row.unit}`
                  ),
              },
            ]}
          />
          {sample.problems.length > 0 ? (
            <Callout tone="late">
              <ul>
                {sample.problems.slice(0, 10).map((problem) => (
                  <li key={`${problem.code}${problem.line}${problem.found}`}>
                    {describeProblem(problem, ctx.lang)}
                  </li>
                ))}
              </ul>
            </Callout>
          ) : null}
        </>
      )}
    </div>
  );
}

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'trama-live': {
        'data-result': string;
        'data-ask': string;
        children: import('preact').ComponentChildren;
      };
    }
  }
}
