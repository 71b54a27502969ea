import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const SPRITE = 'node_modules/bootstrap-italia/dist/svg/sprites.svg';
/** An icon asked for by name must exist; any other quoted `it-…` may be something else, as a locale. */
const ASKED = /\b(?:name|icon)\s*[=:]\s*\{?\s*['"`](it-[a-z0-9-]+)['"`]/g;
const QUOTED = /['"`](it-[a-z0-9-]+)['"`]/g;

/**
 * Puts into the build, under their names in src/client, the images of src/client/images and
 * `images/sprites.svg`: of the design system's sprite only the icons that the code uses.
 */
export function images({ project, client }) {
  return {
    name: 'trama-images',
    buildStart() {
      const sources = listSources(join(project, 'src'));
      for (const path of sources) this.addWatchFile(path);
      this.emitFile(emitted('images/sprites.svg', drawSprite(project, sources)));
      for (const file of readdirSync(join(client, 'images'))) {
        const path = join(client, 'images', file);
        this.addWatchFile(path);
        this.emitFile(emitted(`images/${file}`, readFileSync(path)));
      }
    },
  };
}

function emitted(name, source) {
  return { type: 'asset', name: basename(name), originalFileName: name, source };
}

function drawSprite(project, sources) {
  const sprite = readFileSync(join(project, SPRITE), 'utf8');
  const symbols = new Map(
    [...sprite.matchAll(/<symbol\b[^>]*\bid="([^"]+)"[\s\S]*?<\/symbol>/g)].map(([text, id]) => [id, text]),
  );
  const used = new Set();
  for (const path of sources) {
    const code = readFileSync(path, 'utf8');
    for (const [, name] of code.matchAll(ASKED)) {
      if (!symbols.has(name)) throw new Error(`${path}: the design system has no icon ${name}`);
    }
    for (const [, name] of code.matchAll(QUOTED)) if (symbols.has(name)) used.add(name);
  }
  const drawn = [...used].sort().map((name) => symbols.get(name));
  return `<svg xmlns="http://www.w3.org/2000/svg">${drawn.join('')}</svg>\n`;
}

function listSources(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return listSources(path);
    return /\.tsx?$/.test(entry.name) && !entry.name.includes('.test.') ? [path] : [];
  });
}
