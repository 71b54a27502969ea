import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** The design system's face in print; what it lacks (☑, Greek, Cyrillic, Arabic…) comes from DejaVu Sans. */
export const fontFamily = 'Titillium Web';
export const fallbackFamily = 'DejaVu Sans';

const titillium = '@expo-google-fonts/titillium-web';
const faces = [
  '400Regular',
  '400Regular_Italic',
  '600SemiBold',
  '600SemiBold_Italic',
  '700Bold',
  '700Bold_Italic',
];
const fallbackFaces = ['DejaVuSans', 'DejaVuSans-Bold'];

export type FontFiles = { main: Buffer[]; fallback: Buffer[] };

/** The font files of printed documents, read from their packages: what the machine has installed is not relied on. */
export function readFonts(): FontFiles {
  const require = createRequire(import.meta.url);
  const read = (path: string) => readFileSync(require.resolve(path));
  return {
    main: faces.map((face) => read(`${titillium}/${face}/TitilliumWeb_${face}.ttf`)),
    fallback: fallbackFaces.map((face) => read(`dejavu-fonts-ttf/ttf/${face}.ttf`)),
  };
}
