const everyProject = {
  testEnvironment: 'node',
  modulePathIgnorePatterns: ['<rootDir>/artifacts/', '/\\.durable/'],
  transform: {
    '\\.m?ts$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2024' },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
};

/** They share one zip, made once, and the host that runs it (or the app at BASE_URL). */
const guardsOfThePackage = ['package', 'black-box', 'azure'].map((name) => `<rootDir>/test/guards/${name}.test.ts`);
const ofThePackage = [...guardsOfThePackage, '<rootDir>/test/http/**/*.test.ts'];

/** @type {import('jest').Config} */
export default {
  projects: [
    {
      ...everyProject,
      displayName: 'source',
      testMatch: ['<rootDir>/test/**/*.test.ts', '<rootDir>/embedded-host/test/**/*.test.ts'],
      testPathIgnorePatterns: [
        ...['/node_modules/', '/dist/', '/.durable/', '<rootDir>/embedded-host/test/.*apps/'],
        ...['<rootDir>/test/http/', ...guardsOfThePackage],
      ],
    },
    {
      ...everyProject,
      displayName: 'package',
      roots: ['<rootDir>/test'],
      testMatch: ofThePackage,
      globalSetup: '<rootDir>/test/http/serve-package.ts',
      globalTeardown: '<rootDir>/test/http/stop-package.ts',
      setupFilesAfterEnv: ['<rootDir>/test/http/time-limit.ts'],
    },
  ],
  collectCoverageFrom: ['src/**/*.ts', 'embedded-host/src/**/*.ts'],
  coverageDirectory: 'coverage',
  coverageProvider: 'v8',
  coverageReporters: ['text-summary', 'cobertura', 'lcovonly'],
  // Many tests wait for a host in a process or thread of its own: a core must not be idle meanwhile.
  maxWorkers: '100%',
  // Tests load a whole app now and then; the long ones (crash, package) state their own limit.
  testTimeout: 60_000,
  // The second is for the pipeline, which publishes its file.
  reporters: ['default', ['jest-junit', { outputDirectory: 'artifacts', outputName: 'junit.xml' }]],
};
