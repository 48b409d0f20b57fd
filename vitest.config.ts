import { defineConfig } from 'vitest/config'

export default defineConfig({
  // Vite adds the condition `development`, for which graphql 17 has another build than the one Node gives to Yoga:
  // two copies, and an error of the one is a stranger to the other.
  ssr: { resolve: { conditions: ['module', 'node', 'module-sync'] } },
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
