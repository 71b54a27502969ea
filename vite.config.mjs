import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { compressed } from './scripts/client/compressed.mjs';
import { images } from './scripts/client/images.mjs';

const path = (name) => fileURLToPath(new URL(name, import.meta.url));

/** What a browser gets beyond the pages: styles, fonts, icons and small enhancements, under hashed names. */
export default defineConfig({
  root: path('src/client'),
  base: '/assets/',
  publicDir: false,
  plugins: [images({ project: path('.'), client: path('src/client') }), compressed()],
  css: {
    preprocessorOptions: {
      scss: {
        loadPaths: [path('node_modules')],
        // The design system's Sass still uses @import; its warnings are its maintainers' to mend.
        quietDeps: true,
        silenceDeprecations: ['import', 'global-builtin', 'color-functions', 'if-function'],
      },
    },
  },
  build: {
    outDir: path('dist/client'),
    emptyOutDir: true,
    assetsDir: '',
    // Fonts and images as files: the content security policy admits no data: address for fonts.
    assetsInlineLimit: 0,
    manifest: true,
    target: ['chrome111', 'firefox115', 'safari16.4'],
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      input: [path('src/client/main.ts'), path('src/client/css/main.scss')],
      // The editor's library makes its extensions by calls at the top of its files: those that nobody uses are left out.
      treeshake: { manualPureFunctions: ['Node.create', 'Mark.create', 'Extension.create'] },
    },
  },
});
