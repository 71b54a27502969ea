import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const clientFolder = fileURLToPath(new URL('../../client/', import.meta.url));

interface ManifestEntry {
  file: string;
  css?: string[];
}

const manifestFile = new URL('../../client/.vite/manifest.json', import.meta.url);
const manifest: Record<string, ManifestEntry> = existsSync(manifestFile)
  ? (JSON.parse(readFileSync(manifestFile, 'utf8')) as Record<string, ManifestEntry>)
  : {};

/** Address of a built asset by the name of its source under src/client; the name carries a hash of the content. */
export function asset(source: string): string {
  const entry = manifest[source];
  if (!entry) throw new Error(`No built asset ${source}: run the client build.`);
  return `/assets/${entry.file}`;
}
