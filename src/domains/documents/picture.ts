/** A drawing's own width and height, in its units; the proportion is what renderers need. */
export type PictureSize = { width: number; height: number };

const faults: readonly [RegExp, string][] = [
  [/<\s*script/i, 'script'],
  [/<\s*foreignObject/i, 'foreignObject'],
  [/\son[a-z]+\s*=/i, 'event handler'],
  [/javascript:/i, 'javascript: address'],
  [/<!(?:DOCTYPE|ENTITY)/i, 'document type'],
  // Typst and resvg know no custom properties: the shape would silently turn black.
  [/var\(\s*--/, 'CSS variable'],
  // The pages' content policy drops styles written inline: presentation attributes draw the same everywhere.
  [/<\s*style|\sstyle\s*=/i, 'inline style'],
  [/(?:href|src)\s*=\s*["'](?!#|data:image\/(?:png|jpeg);base64,)/i, 'outside file'],
  [/url\(\s*["']?(?!#)/i, 'outside file'],
];

/** Why a drawing may not enter a document (it is inlined in pages, so it must be inert), or undefined. */
export function findSvgFault(svg: string): string | undefined {
  if (!/^\s*(?:<\?xml[^>]*\?>\s*)?<svg[\s>]/.test(svg) || !/<\/svg>\s*$/.test(svg)) return 'not a drawing';
  if (getSizeIfAny(svg) === undefined) return 'no size';
  return faults.find(([pattern]) => pattern.test(svg))?.[1];
}

function getSizeIfAny(svg: string): PictureSize | undefined {
  const root = /<svg[^>]*>/.exec(svg)?.[0] ?? '';
  const box = /\sviewBox\s*=\s*["']\s*[-\d.e]+[\s,]+[-\d.e]+[\s,]+([\d.e]+)[\s,]+([\d.e]+)\s*["']/.exec(root);
  const width = Number(box?.[1] ?? /\swidth\s*=\s*["']([\d.]+)(?:px)?["']/.exec(root)?.[1]);
  const height = Number(box?.[2] ?? /\sheight\s*=\s*["']([\d.]+)(?:px)?["']/.exec(root)?.[1]);
  return width > 0 && height > 0 ? { width, height } : undefined;
}

/** Size from `viewBox`, or from `width` and `height` where there is none. Throws when neither is usable. */
export function getPictureSize(svg: string): PictureSize {
  const size = getSizeIfAny(svg);
  if (!size) throw new Error('The drawing has neither viewBox nor width and height.');
  return size;
}

/** The XML declaration of a drawing that is a file of its own has no place inside a page. */
function withoutDeclaration(svg: string): string {
  return svg.replace(/^\s*<\?xml[^>]*\?>\s*/, '').trim();
}

/** Two drawings on one page must not share ids: each gets its figure's anchor before its own. */
export function prefixSvgIds(svg: string, prefix: string): string {
  return withoutDeclaration(svg)
    .replace(/(\sid\s*=\s*["'])([^"']+)(["'])/g, `$1${prefix}-$2$3`)
    .replace(/(url\(\s*["']?#)/g, `$1${prefix}-`)
    .replace(/((?:xlink:)?href\s*=\s*["']#)/g, `$1${prefix}-`)
    .replace(
      /(\saria-(?:labelledby|describedby)\s*=\s*["'])([^"']+)(["'])/g,
      (_, open, ids: string, close) => {
        const names = ids.trim().split(/\s+/);
        return `${open}${names.map((name) => `${prefix}-${name}`).join(' ')}${close}`;
      },
    );
}

/**
 * The drawing with its width set by attribute (`"620"` or `"60%"`; the height follows the proportion), because the
 * pages' content policy allows no inline style.
 */
export function setSvgWidth(svg: string, width: string): string {
  const size = getPictureSize(svg);
  return svg.replace(/<svg([^>]*)>/, (_, attributes: string) => {
    const kept = attributes.replace(/\s(?:width|height)\s*=\s*("[^"]*"|'[^']*')/g, '');
    const box = /\sviewBox\s*=/.test(kept) ? '' : ` viewBox="0 0 ${size.width} ${size.height}"`;
    return `<svg width="${width}"${box}${kept}>`;
  });
}

/**
 * The drawing as print engines need it: with a size, a namespace, and the document's type family named at the
 * root, because they do not inherit it from the page.
 */
export function toPrintableSvg(svg: string, fontFamily: string): string {
  const { width, height } = getPictureSize(svg);
  return withoutDeclaration(svg).replace(/<svg([^>]*)>/, (_, attributes: string) => {
    const kept = attributes
      .replace(/\s(?:width|height|font-family|class|style)\s*=\s*("[^"]*"|'[^']*')/g, '')
      .replace(/\sxmlns\s*=\s*("[^"]*"|'[^']*')/g, '');
    const box = /\sviewBox\s*=/.test(kept) ? '' : ` viewBox="0 0 ${width} ${height}"`;
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="${fontFamily}"${box}${kept}>`;
  });
}
