import { defineConfig } from 'vitest/config'

const exclude = ['**/node_modules/**', '**/dist/**']

export default defineConfig({
  test: {
    reporters: ['default', './server/test/final-line.ts'],
    projects: [
      {
        test: {
          name: 'server',
          include: [
            'server/**/*.test.ts',
            'simulator/**/*.test.ts',
            'bench/**/*.test.ts',
            'bin/**/*.test.ts',
            'sdk/**/*.test.ts',
          ],
          exclude,
          globalSetup: ['./server/test/global-setup.ts'],
          pool: 'forks',
          maxWorkers: 2,
          testTimeout: 20_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'web',
          include: ['web/**/*.test.{ts,tsx}'],
          exclude,
          pool: 'forks',
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        // Each journey starts the whole program and a browser: one at a time, after everything else.
        test: {
          name: 'e2e',
          include: ['e2e/**/*.spec.ts'],
          exclude,
          pool: 'forks',
          maxWorkers: 1,
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 240_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
