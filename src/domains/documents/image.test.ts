import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { crc32 } from 'node:zlib';
import { fc } from '#platform/properties.fixture.js';
import { samplePng } from './documents.sample.js';
import { Image } from './documents.types.js';
import { findImageFault, getImageSize } from './image.js';
import { withoutTraces } from './image-traces.js';

describe('photographs', () => {
  test('that a typesetter would stumble on are refused', () => {
    const png = Buffer.from(samplePng, 'base64');
    assert.equal(findImageFault(png, 'png'), undefined);
    assert.deepEqual(getImageSize(png, 'png'), { width: 2, height: 2 });
    assert.equal(findImageFault(png, 'jpeg'), 'not-an-image');
    assert.equal(findImageFault(png.subarray(0, -6), 'png'), 'damaged');
    assert.equal(findImageFault(Buffer.concat([png, Buffer.alloc(5_000_000)]), 'png'), 'too-large');
    const changed = Buffer.from(png);
    changed[45] = (changed[45] ?? 0) ^ 1;
    assert.equal(findImageFault(changed, 'png'), 'damaged');
    const vast = Buffer.from(png);
    vast.writeUInt32BE(100_000, 16);
    vast.writeUInt32BE(crc32(vast.subarray(12, 29)), 29);
    assert.equal(findImageFault(vast, 'png'), 'too-many-points');
    const jpeg = Buffer.from('ffd8ffe000041234ffc0000b080003000501011100ffda000300aabbffd9', 'hex');
    assert.equal(findImageFault(jpeg, 'jpeg'), undefined);
    assert.deepEqual(getImageSize(jpeg, 'jpeg'), { width: 5, height: 3 });
    assert.equal(findImageFault(jpeg.subarray(0, -2), 'jpeg'), 'damaged');
    fc.assert(
      fc.property(fc.uint8Array(), fc.constantFrom('png', 'jpeg'), (bytes, format) => {
        const head = format === 'png' ? png.subarray(0, 8) : jpeg.subarray(0, 4);
        assert.notEqual(findImageFault(Buffer.concat([head, bytes]), format), undefined);
      }),
    );
    const image = { kind: 'image', format: 'png', data: samplePng, alt: 'Rosso' };
    assert.equal(Image.safeParse(image).success, true);
    assert.match(String(Image.safeParse({ ...image, alt: ' ' }).error), /alt-missing/);
    assert.match(String(Image.safeParse({ ...image, data: 'AAAA' }).error), /image.unreadable/);
  });

  test('lose place, day and device, and keep their points, their colours and their turn', () => {
    const segment = (marker: number, content: Buffer) => {
      const frame = Buffer.from([0xff, marker, 0, 0]);
      frame.writeUInt16BE(content.length + 2, 2);
      return Buffer.concat([frame, content]);
    };
    const text = (words: string) => Buffer.from(words, 'latin1');
    const exif = (order: 'II' | 'MM', turn: number) => {
      const tiff = Buffer.alloc(38);
      const little = order === 'II';
      tiff.write(order, 0, 'latin1');
      const word = (value: number, at: number) =>
        little ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at);
      const long = (value: number, at: number) =>
        little ? tiff.writeUInt32LE(value, at) : tiff.writeUInt32BE(value, at);
      word(42, 2);
      long(8, 4);
      word(2, 8);
      // The maker comes first: the turn is looked for by its number.
      word(0x010f, 10);
      word(2, 12);
      long(4, 14);
      word(0x0112, 22);
      word(3, 24);
      long(1, 26);
      word(turn, 30);
      return segment(0xe1, Buffer.concat([text('Exif\0\0'), tiff, text('GPS 45.13 10.02')]));
    };
    const frame = Buffer.from('ffc0000b080003000501011100', 'hex');
    const jfif = segment(0xe0, text('JFIF\0\x01\x01\0\0\x01\0\x01\0\0'));
    const icc = segment(0xe2, text('ICC_PROFILE\0\x01\x01colours'));
    const adobe = segment(0xee, text('Adobe\0d\0\0\0\0\x01'));
    // Stuffed bytes and a restart inside the scan, tables between two scans.
    const scan = Buffer.from('ffda000301aaff00bbffd0ccffc4000300ffda000302ddff00ee', 'hex');
    const end = Buffer.from('ffd9', 'hex');
    const start = Buffer.from('ffd8', 'hex');
    const traces = [
      segment(0xe0, text('JFXX\0thumbnail')),
      segment(0xe1, text('http://ns.adobe.com/xap/1.0/\0<x:xmpmeta/>')),
      segment(0xe2, text('MPF\0more pictures')),
      segment(0xed, text('Photoshop 3.0\0city')),
      segment(0xfe, text('taken by Rosa')),
    ];
    for (const order of ['II', 'MM'] as const)
      for (let turn = 1; turn <= 8; turn += 1) {
        const photograph = Buffer.concat([
          start,
          jfif,
          exif(order, turn),
          ...traces,
          icc,
          adobe,
          frame,
          scan,
          end,
        ]);
        const after = Buffer.from('trailer of the camera');
        const clean = withoutTraces(Buffer.concat([photograph, after]), 'jpeg');
        assert.equal(findImageFault(clean, 'jpeg'), undefined);
        assert.deepEqual(getImageSize(clean, 'jpeg'), { width: 5, height: 3 });
        const kept = clean.toString('latin1');
        for (const trace of ['GPS', 'JFXX', 'xmpmeta', 'MPF', 'city', 'Rosa', 'trailer'])
          assert.ok(!kept.includes(trace), trace);
        for (const part of [jfif, icc, adobe, frame, scan]) assert.ok(clean.includes(part));
        assert.equal(kept.includes('Exif'), turn !== 1);
        // What was cleaned once is clean: the turn is read back as it was written.
        assert.ok(withoutTraces(clean, 'jpeg').equals(clean));
        if (turn !== 1) assert.equal(clean[clean.indexOf('Exif') + 6 + 19], turn);
      }

    const png = Buffer.from(samplePng, 'base64');
    const chunk = (kind: string, content: string) => {
      const body = text(kind + content);
      const sized = Buffer.alloc(4);
      sized.writeUInt32BE(content.length);
      const sum = Buffer.alloc(4);
      sum.writeUInt32BE(crc32(body));
      return Buffer.concat([sized, body, sum]);
    };
    const written = Buffer.concat([
      png.subarray(0, 33),
      ...['tEXt', 'zTXt', 'iTXt', 'tIME', 'eXIf', 'prVW'].map((kind) => chunk(kind, 'Author\0Rosa')),
      chunk('pHYs', '123456789'),
      png.subarray(33),
      text('after the end'),
    ]);
    assert.equal(findImageFault(written, 'png'), undefined);
    assert.ok(
      withoutTraces(written, 'png').equals(
        Buffer.concat([png.subarray(0, 33), chunk('pHYs', '123456789'), png.subarray(33)]),
      ),
    );
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        withoutTraces(Buffer.concat([start, jfif, frame, scan, bytes]), 'jpeg');
      }),
    );
  });
});
