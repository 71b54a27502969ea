import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { type FontFiles, fallbackFamily, fontFamily } from './fonts.js';
import { toPrintableSvg } from './picture.js';

let ready: Promise<void> | undefined;

/** Loads the rasteriser's WebAssembly once a process. */
export function prepareRaster(): Promise<void> {
  ready ??= readFile(createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')).then(
    (bytes) => initWasm(bytes),
  );
  return ready;
}

/** A drawing as PNG on white, `width` pixels wide: for readers of DOCX that know no SVG. Needs `prepareRaster`. */
export function rasterise(svg: string, width: number, fonts: FontFiles): Buffer {
  const picture = new Resvg(toPrintableSvg(svg, `${fontFamily}, ${fallbackFamily}`), {
    fitTo: { mode: 'width', value: Math.round(width) },
    background: '#ffffff',
    font: { fontBuffers: [...fonts.main, ...fonts.fallback], defaultFontFamily: fontFamily },
  });
  try {
    const image = picture.render();
    const png = Buffer.from(image.asPng());
    image.free();
    return png;
  } finally {
    picture.free();
  }
}
