import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

// The built page goes where the server looks for it and into the wheel (hatch_build.py).
export default defineConfig({
  plugins: [svelte()],
  base: '/',
  build: {
    outDir: '../src/dateline/web/static',
    emptyOutDir: true,
    // No inline data: everything that the content security policy sees is a file of our own.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
    target: 'es2022',
  },
  server: { proxy: { '/api': process.env.DATELINE_API ?? 'http://127.0.0.1:8420' } },
});
