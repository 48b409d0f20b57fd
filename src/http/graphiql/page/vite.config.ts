/// <reference types="node" />
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { defineConfig, type Plugin } from 'vite'

const outDir = fileURLToPath(new URL('../../../../dist/graphiql', import.meta.url))

/** Writes `.br` and `.gz` beside every asset worth it, so that the gateway never spends a request on compressing. */
function precompressed(): Plugin {
  return {
    name: 'precompressed',
    closeBundle() {
      const assets = join(outDir, 'assets')
      for (const name of readdirSync(assets).filter((file) => /\.(?:js|css|svg)$/.test(file))) {
        const path = join(assets, name)
        const bytes = readFileSync(path)
        // Quality 9 is within a few percent of 11 and takes a tenth of the time on Monaco.
        writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }))
        writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }))
      }
    },
  }
}

/** Builds the GraphiQL page into `dist/graphiql`: index.html and hashed files in `assets/`, Monaco's workers among them. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  build: {
    outDir,
    emptyOutDir: true,
    // The bundle carries other people's code, so the published package has to carry their licenses.
    license: { fileName: 'LICENSES.md' },
    target: 'es2022',
    // A data: URL would need a wider content security policy than 'self'.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 4096,
    reportCompressedSize: false,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // framer-motion marks its files "use client", which means nothing here: forty warnings about nothing.
      onLog: (level, log, report) => {
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') report(level, log)
      },
    },
  },
  worker: { format: 'es' },
  experimental: {
    // The page lives at …/graphql without a slash at its end, so its own links need that last segment once more.
    renderBuiltUrl: (file, { hostType }) => (hostType === 'html' ? `./graphql/${file}` : { relative: true }),
  },
  plugins: [precompressed()],
})
