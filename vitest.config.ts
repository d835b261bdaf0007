import { defineConfig } from 'vitest/config'

const exclude = ['**/node_modules/**', '**/dist/**']

/** These register providers or events of their own, or look at what the process has prepared: each has its modules to itself. */
const ALONE = [
  'server/features/channels/transports/fifth-provider.test.ts',
  'server/features/realtime/line.test.ts',
  'server/platform/db/pools.test.ts',
  'server/platform/events/dispatch.test.ts',
]

const server = {
  globalSetup: ['./server/test/global-setup.ts'],
  pool: 'forks' as const,
  maxWorkers: 2,
  testTimeout: 20_000,
  hookTimeout: 60_000,
  sequence: { groupOrder: 0 },
}

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
            'mcp/**/*.test.ts',
          ],
          exclude: [...exclude, ...ALONE],
          // The program keeps nothing in its modules (what lives as long as the program hangs on its context), so the files of
          // one worker share them: loading them anew for each file took a third of the time.
          isolate: false,
          ...server,
        },
      },
      {
        test: { name: 'server alone', include: ALONE, exclude, ...server },
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
        // Each journey starts the whole program and a browser, and waits for both most of the time: two at a time, after everything
        // else.
        test: {
          name: 'e2e',
          include: ['e2e/**/*.spec.ts'],
          exclude,
          pool: 'forks',
          maxWorkers: 2,
          testTimeout: 120_000,
          hookTimeout: 240_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
