import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const api = process.env.PUBLIC_URL ?? 'http://127.0.0.1:4000'

/** Writes each text file compressed beside it, once and at the best level: on every answer that would cost seconds. */
const compressed: Plugin = {
  name: 'compressed',
  apply: 'build',
  async writeBundle({ dir = '' }, bundle) {
    for (const name of Object.keys(bundle).filter(file => /\.(js|css|html|svg)$/.test(file))) {
      const path = join(dir, name)
      const content = await readFile(path)
      await writeFile(`${path}.br`, await promisify(brotliCompress)(content))
      await writeFile(`${path}.gz`, await promisify(gzip)(content, { level: 9 }))
    }
  },
}

export default defineConfig({
  root: here('.'),
  plugins: [react(), tailwindcss(), compressed],
  resolve: {
    // Radix locks the page's scrolling with <style> tags: this page never scrolls, and needs no inline style at all.
    alias: { 'react-remove-scroll': here('./lib/no-scroll-lock.tsx') },
  },
  build: {
    outDir: here('./dist'),
    emptyOutDir: true,
    target: 'es2023',
    // `data:` sources are refused too: every file stays a file.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
    rolldownOptions: {
      // A feature's index.ts only names what others may use: importing one name of it must not load all the rest.
      treeshake: { moduleSideEffects: [{ test: /web\/features\/[^/]+\/index\.ts$/, sideEffects: false }] },
      output: {
        // Libraries change seldom and stay in the browser's cache; our own small shared files become one.
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            { name: 'socket', test: /node_modules\/(socket|engine)\.io/, priority: 4 },
            { name: 'floating', test: /node_modules\/(@radix-ui|radix-ui|@floating-ui|aria-hidden)/, priority: 3 },
            { name: 'list', test: /node_modules\/@tanstack\/(react-virtual|virtual-core)/, priority: 3 },
            { name: 'base', test: /node_modules\//, priority: 2 },
            { name: 'parts', test: /web\/(ui|lib)\//, minShareCount: 3, priority: 1 },
          ],
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: {
      '/api': api,
      '/health': api,
      '/media': api,
      '/avatars': api,
      '/socket.io': { target: api, ws: true },
    },
  },
})
