import { defineConfig } from 'vite';

// The pages, built into the package: the host serves them as they are. Runs after tsup, which empties dist/.
export default defineConfig({
  root: `${import.meta.dirname}/app`,
  // Relative: the console works below any path.
  base: './',
  publicDir: false,
  build: {
    outDir: '../dist/app',
    emptyOutDir: true,
    // Small files as data: URLs would need a weaker content security policy.
    assetsInlineLimit: 0,
    // One for all pages: a sheet that could not be loaded with its page is not asked for again, and the page would stand without.
    cssCodeSplit: false,
    sourcemap: false,
    modulePreload: { polyfill: false },
    // The first with light-dark(), whose substitute does not know a scheme chosen in the page.
    cssTarget: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    rolldownOptions: {
      onwarn(warning, warn) {
        // "use client" is for servers that render React.
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
      },
    },
  },
});
