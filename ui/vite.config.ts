import { defineConfig } from 'vite';

/** The design tokens: a stylesheet of a municipality's own package, or our neutral one. */
declare const process: { env: Record<string, string | undefined> };
const tokens = process.env['KLANTMAIL_TOKENS'] || '/src/theme/neutral.css';

export default defineConfig({
  base: './',
  define: { __THEME_CLASS__: JSON.stringify(process.env['KLANTMAIL_THEME_CLASS'] ?? '') },
  resolve: { alias: { 'klantmail-tokens.css': tokens } },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: { target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false }, rolldownOptions: { checks: { pluginTimings: false } } },
});
