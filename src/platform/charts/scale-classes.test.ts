import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fc } from '#platform/properties.fixture.js';
import {
  contrast,
  divergingColours,
  luminance,
  SERIES_COLOURS,
  sequentialColours,
  textColourOn,
} from './palette.js';
import { classScale } from './scale-classes.js';

const plain = (labels: string[]): string[] => labels.map((label) => label.replaceAll('\u00a0', ' '));

describe('classScale', () => {
  it('labels as people write, from light to dark', () => {
    const values = [3.8, 5, 7.9, 8.2, 9, 10.6, 11.2, 12, 13.9, 14.1, 15, 16.9, 17.2, 21.2];
    const scale = classScale(values, { unit: '%', decimals: 1 });
    const labels = plain(scale.classes.map((each) => each.label));
    assert.equal(labels.length, 5);
    assert.match(labels[0] ?? '', /^meno di [\d,]+ %$/);
    assert.match(labels[1] ?? '', /^[\d,]+–[\d,]+ %$/);
    assert.match(labels[4] ?? '', /^[\d,]+ % e oltre$/);
    const lights = scale.classes.map((each) => luminance(each.fill));
    assert.deepEqual(
      lights,
      lights.toSorted((a, b) => b - a),
    );
  });
  it('counts are whole: neighbouring classes do not share a number', () => {
    const scale = classScale([1, 2, 3, 9, 10, 11, 20, 21, 22], {
      unit: '',
      decimals: 0,
      count: 3,
      method: 'natural',
    });
    assert.deepEqual(
      scale.classes.map((each) => each.label),
      ['meno di 5', '5–19', '20 e oltre'],
    );
  });
  it('classes a value as it is shown', () => {
    const scale = classScale([1, 2, 7.96, 8.04, 20, 21], {
      unit: '%',
      decimals: 1,
      count: 3,
      method: 'natural',
    });
    assert.equal(scale.classOf(7.96), scale.classOf(8));
  });
  it('all equal, nothing, missing', () => {
    const equal = classScale([12.3, 12.3, null], { unit: '%', decimals: 1 });
    assert.deepEqual(plain(equal.classes.map((each) => each.label)), ['12,3 %']);
    assert.equal(equal.missing, 1);
    assert.equal(equal.classOf(null), -1);
    assert.equal(equal.classOf(Number.NaN), -1);
    const none = classScale([null, null], { unit: '%', decimals: 1, lang: 'en' });
    assert.deepEqual(none.classes, []);
    assert.equal(none.missingLabel, 'not available');
    assert.equal(none.classOf(3), -1);
  });
  it('falls and rises never share a class', () => {
    const values = [-9, -5.5, -2, -0.4, 0.3, 1, 2.5, 4, 7];
    const scale = classScale(values, { unit: '%', decimals: 1, centre: 0, count: 4 });
    for (const value of values) {
      const found = scale.classes[scale.classOf(value)];
      assert.ok(found && (value < 0 ? (found.to ?? 1) <= 0 : (found.from ?? -1) >= 0), `${value}`);
    }
    assert.match(plain(scale.classes.map((each) => each.label))[1] ?? '', /^da −[\d,]+ a 0 %$/);
    const falls = classScale([-3, -2, -1], { unit: '%', decimals: 1, centre: 0 });
    assert.equal(falls.classes.length, 3, 'one side alone has all the tints of a side');
    assert.equal(falls.classes[0]?.fill, divergingColours(3, 0)[0]);
  });
  it('limits are written with the same decimals in every label', () => {
    const values = [-24.6, -5, -2.1, 0.4, 6.1, 8.3, 14, 46];
    const labels = plain(
      classScale(values, { unit: '‰', decimals: 1, centre: 6.1 }).classes.map((each) => each.label),
    );
    for (const label of labels)
      for (const number of label.match(/\d[\d,]*/g) ?? []) assert.match(number, /,\d$/);
  });
  it('each value lands in the class whose limits hold it, and counts add up', () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.double({ min: -500, max: 500, noNaN: true }), { nil: null }), {
          maxLength: 50,
        }),
        fc.constantFrom('quantile', 'equal', 'natural'),
        fc.option(fc.constant(0), { nil: undefined }),
        (values, method, centre) => {
          const scale = classScale(values, {
            unit: '%',
            decimals: 1,
            method,
            ...(centre === undefined ? {} : { centre }),
          });
          for (const value of values) {
            const found = scale.classes[scale.classOf(value)];
            if (value === null) assert.equal(found, undefined);
            else {
              const shown = Number(value.toFixed(1));
              assert.ok(found && shown >= (found.from ?? -1e9) && shown < (found.to ?? 1e9));
            }
          }
          const counted = scale.classes.reduce((sum, each) => sum + each.count, 0);
          assert.equal(counted + scale.missing, values.length);
        },
      ),
    );
  });
});

describe('palette', () => {
  it('text on every class reaches WCAG AA', () => {
    for (const count of [1, 2, 3, 4, 5]) {
      for (const fill of sequentialColours(count)) assert.ok(contrast(fill, textColourOn(fill)) >= 4.5, fill);
    }
    for (const fill of divergingColours(3, 3)) assert.ok(contrast(fill, textColourOn(fill)) >= 4.5, fill);
  });
  it('lines stand out on white', () => {
    for (const colour of SERIES_COLOURS) assert.ok(contrast(colour, '#ffffff') >= 3, colour);
  });
  it('classes are all different', () => {
    assert.equal(new Set(divergingColours(3, 3)).size, 6);
    assert.equal(new Set(sequentialColours(5)).size, 5);
  });
});
