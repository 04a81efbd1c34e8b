import { defineConfig } from 'vitest/config'

/** Tests of pure code lie beside it as `*.test.ts`; what needs real engines or processes lies in `test/`. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          // Pure code keeps nothing between files, and loading it anew for each costs as much as the tests themselves.
          isolate: false,
          // What is slow is measured by the bench; here a busy machine must not look like a fault.
          testTimeout: 30_000,
          include: [
            '{contract,device-profiles,gateway,server,simulators,bin,bench}/src/**/*.test.ts',
            'bin/**/*.test.ts',
            'test/architecture/*.test.ts',
          ],
        },
      },
      {
        test: {
          name: 'suites',
          include: ['{gateway,server,simulators}/src/**/*.suite.ts', 'test/suites/*.test.ts'],
          testTimeout: 30_000,
        },
      },
      { test: { name: 'journeys', include: ['test/journeys/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 } },
      { test: { name: 'faults', include: ['test/faults/*.test.ts'], testTimeout: 180_000, hookTimeout: 60_000 } },
      { test: { name: 'dashboard', testTimeout: 30_000, include: ['dashboard/src/**/*.test.{ts,tsx}'] } },
      { test: { name: 'browser', include: ['test/browser/*.test.ts'], testTimeout: 120_000, hookTimeout: 120_000 } },
    ],
  },
})
