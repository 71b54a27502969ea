import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { render } from 'preact-render-to-string';
import { fc } from '#platform/properties.fixture.js';
import { describeGantt, Gantt, type GanttRow } from './gantt.js';

const span = { from: '2021-01-01', to: '2023-12-31' };
const row = (fields: Partial<GanttRow>): GanttRow => ({
  key: fields.label ?? 'a',
  label: 'Approvare il regolamento',
  from: '2021-01-01',
  to: '2021-12-31',
  look: 'going',
  said: 'In corso',
  ...fields,
});

/** Left and right edge of each bar, in the order of the rows. */
function barsOf(svg: string): { from: number; to: number }[] {
  return [...svg.matchAll(/<path d="M([\d.]+) [\d.]+H([\d.]+)V/g)].map(([, from, to]) => ({
    from: Number(from),
    to: Number(to),
  }));
}

describe('Gantt', () => {
  it('lays bars on one axis of time', () => {
    const svg = render(
      <Gantt
        id="g"
        title="Tempi"
        span={span}
        rows={[
          row({}),
          row({ key: 'b', from: '2022-01-01', to: '2022-12-31' }),
          row({ key: 'c', to: '2023-12-31' }),
        ]}
      />,
    );
    const [first, second, whole] = barsOf(svg);
    assert.ok(first && second && whole);
    assert.ok(Math.abs(first.to - second.from) < 2, 'a year begins where the other ends');
    assert.equal(first.from, whole.from);
    assert.ok(Math.abs(whole.to - whole.from - 3 * (first.to - first.from)) < 4);
  });

  it('draws a diamond where only the end is known, an arrow where only the beginning is, words where neither is', () => {
    const svg = render(
      <Gantt
        id="g"
        title="Tempi"
        span={span}
        rows={[
          row({ key: 'a', from: null }),
          row({ key: 'b', to: null }),
          row({ key: 'c', from: null, to: null }),
        ]}
      />,
    );
    assert.equal(barsOf(svg).length, 0);
    assert.match(svg, /entro il 31 dicembre 2021<\/title>/);
    assert.match(svg, /dal 1° gennaio 2021<\/title>/);
    assert.match(svg, />In corso · senza date<\/text>/);
  });

  it('marks today only inside its span', () => {
    const draw = (today: string) =>
      render(<Gantt id="g" title="Tempi" span={span} today={today} rows={[row({})]} />);
    assert.match(draw('2022-06-01'), />oggi<\/text>/);
    assert.doesNotMatch(draw('2024-01-01'), />oggi<\/text>/);
  });

  it('keeps every mark inside the drawing, whatever the days and the width', () => {
    const day = fc
      .date({ min: new Date('2019-01-01'), max: new Date('2026-12-31'), noInvalidDate: true })
      .map((one) => one.toISOString().slice(0, 10));
    const rows = fc.array(
      fc.record({ from: fc.option(day), to: fc.option(day), label: fc.lorem({ maxCount: 30 }) }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(rows, fc.constantFrom(340, 960), (drawn, width) => {
        const svg = render(
          <Gantt
            id="g"
            title="Tempi"
            span={span}
            width={width}
            rows={drawn.map((one, i) => row({ ...one, key: String(i) }))}
          />,
        );
        assert.doesNotMatch(svg, /NaN|Infinity|undefined/);
        for (const { from, to } of barsOf(svg)) assert.ok(from >= 0 && to > from && to <= width);
      }),
    );
  });

  it('writes the state of a step that stopped beside its bar, and in it where it takes the whole axis', () => {
    const said = (fields: Partial<GanttRow>) => {
      const rows = [row({ look: 'stopped', said: 'Annullata', ...fields })];
      const svg = render(<Gantt id="g" title="Tempi" span={span} rows={rows} />);
      const [bar] = barsOf(svg);
      const found = /<text(?=[^>]*font-size="12")[^>]* x="([\d.]+)"[^>]*>Annullata</.exec(svg);
      assert.ok(bar && found, svg);
      return { bar, x: Number(found[1]) };
    };
    const beside = said({});
    assert.ok(beside.x > beside.bar.to);
    const whole = said({ from: '2021-01-01', to: '2023-12-31' });
    assert.ok(whole.x > whole.bar.from && whole.x + 60 < whole.bar.to);
  });

  it('tells every step in words', () => {
    assert.equal(
      describeGantt({ rows: [row({}), row({ label: 'Formare', from: null, to: null, said: 'Prevista' })] }),
      'Approvare il regolamento: In corso, dal 1° gennaio 2021 al 31 dicembre 2021; Formare: Prevista, senza date.',
    );
    assert.equal(describeGantt({ rows: [] }), 'Nessun dato da mostrare.');
  });
});
