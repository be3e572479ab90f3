import { defineConfig } from '@playwright/test'

export default defineConfig({
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  timeout: 60_000,
  reporter: [['list'], ['json', { outputFile: 'test-results/report.json' }]],
  outputDir: 'test-results/output',
  use: {
    baseURL: process.env.PLENARY_TEST_URL,
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH || undefined,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'unit', testMatch: ['lib/**/*.test.ts', 'features/**/*.test.ts', 'e2e/house.test.ts'] },
    { name: 'e2e', testMatch: ['e2e/**/*.spec.ts'] },
  ],
})
