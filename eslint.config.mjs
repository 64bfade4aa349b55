import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { determinism, processDeterminism, reportDeterminism } from './eslint/determinism.mjs';
import { ownPlugin, syntaxNowhere } from './eslint/everywhere.mjs';
import { oneLog } from './eslint/one-log.mjs';
import { virtualTime } from './eslint/virtual-time.mjs';

const typescript = ['**/*.ts', '**/*.mts'];

const privateDoors = [
  { regex: '^durable-functions/', message: 'Only the public door of durable-functions.' },
  { regex: '^@azure/functions(/|-core)', message: 'Only the public door of @azure/functions.' },
  { regex: '^embedded-host(/|$)', message: 'The app does not know which host runs it.' },
];

export default defineConfig(
  globalIgnores(['**/dist/', 'coverage/', 'artifacts/', '**/.durable/', 'embedded-host/test/**/apps/']),
  js.configs.recommended,
  {
    plugins: { own: ownPlugin },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: { 'own/reasoned-directive': 'error', eqeqeq: 'error' },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: {
      globals: {
        __dirname: 'readonly',
        console: 'readonly',
        module: 'writable',
        process: 'readonly',
        require: 'readonly',
      },
    },
  },
  {
    files: typescript,
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: process.cwd() } },
    rules: {
      'no-restricted-syntax': ['error', ...syntaxNowhere],
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'as' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Its remedy is the `!` that this repository does without.
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      // There are no enums here, and to look for those of others takes a third of the time of all rules.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/prefer-readonly': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
      ],
    },
  },
  { files: ['src/**/*.ts'], rules: { 'no-restricted-imports': ['error', { patterns: privateDoors }] } },
  { files: ['src/**/*.ts'], rules: oneLog },
  { files: ['src/orchestration/**/*.ts'], rules: determinism },
  { files: ['src/orchestration/report.ts'], rules: reportDeterminism },
  { files: ['src/processes/**/*.ts'], rules: processDeterminism },
  {
    files: ['test/**/*.ts', 'embedded-host/test/**/*.ts'],
    rules: {
      // A fixture that is async to fit its type need not wait for anything.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: ['test/processes/**/*.ts', 'embedded-host/test/engine/**/*.ts'],
    // The dispatcher shares the real event loop; no clock of an instance has a part in that.
    ignores: ['embedded-host/test/engine/dispatcher.test.ts'],
    rules: virtualTime,
  },
  {
    files: ['embedded-host/test/engine/**/*.ts'],
    rules: {
      // Orchestrators here are written as users write them: the SDK types what `yield` gives back as `any`.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
    },
  },
  prettier,
);
