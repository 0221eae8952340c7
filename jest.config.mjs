// Two projects: `unit` runs beside the code, `browser` drives real browsers (test/browser).
const common = {
  transform: {
    '\\.m?[jt]sx?$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', tsx: true },
          target: 'es2022',
          transform: { react: { runtime: 'automatic', importSource: 'preact' } },
        },
      },
    ],
  },
  setupFilesAfterEnv: ['<rootDir>/test/timeout.ts'],
  // These ship as ES modules only.
  transformIgnorePatterns: ['/node_modules/(?!(preact|@preact|idb|@tanstack|diff)/)'],
};

export default {
  // Of the tests of one file that may run at once (test.concurrent): two keep two cores busy, two wait.
  maxConcurrency: 4,
  projects: [
    {
      ...common,
      displayName: 'unit',
      testEnvironment: 'node',
      testMatch: [
        '<rootDir>/{src,cli,page,content,background,store,view,popup,side,panel,options,demo,build}/**/*.test.{ts,tsx}',
        '<rootDir>/test/repository/**/*.test.ts',
      ],
    },
    {
      ...common,
      displayName: 'browser',
      testEnvironment: 'node',
      testMatch: ['<rootDir>/test/browser/**/*.test.ts'],
    },
  ],
};
