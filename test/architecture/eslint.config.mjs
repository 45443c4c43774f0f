// Typed lint for everything that ships and for the tests. Run from the root: eslint -c test/architecture/eslint.config.mjs src webview test
import { fileURLToPath } from 'node:url';
import tseslint from 'typescript-eslint';

const root = fileURLToPath(new URL('../..', import.meta.url));

const topLevelLet = {
  selector: 'Program > VariableDeclaration[kind="let"]',
  message: 'No state at module level: pass it as an argument.',
};
const namedZod = {
  selector: 'ImportDeclaration[source.value="zod"] ImportSpecifier',
  message: "Import zod as a namespace (import * as z from 'zod'): the named import bundles all of it.",
};
const defaultExport = { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' };
const enums = { selector: 'TSEnumDeclaration', message: 'Use a union of strings.' };
const posts = {
  selector: 'MemberExpression[property.name=/^(?:postMessage|onDidReceiveMessage)$/]',
  message: 'Messages cross the boundary in the panel, in its page and in the worker client only.',
};
const messageEquality = {
  selector: 'BinaryExpression[operator=/^[!=]==$/] > MemberExpression.left[property.name="message"]',
  message: 'A fix travels in the finding; never recognise one by its message.',
};

export default tseslint.config(
  { ignores: ['node_modules/**', 'dist/**', 'out/**', 'test/sample/*/**', 'test/fixtures/**', 'media/**'] },
  {
    files: ['src/**/*.ts', 'webview/**/*.ts', 'test/**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: root } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true }],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': ['error', topLevelLet, namedZod, defaultExport, enums, messageEquality],
      eqeqeq: 'error',
    },
  },
  {
    files: ['src/**/*.ts', 'webview/**/*.ts'],
    ignores: [
      'src/extension/drift-panel/open-panel.ts',
      'webview/drift-panel/main.ts',
      'src/node/worker-client.ts',
      'src/worker/main.ts',
      'src/worker/drift.ts',
    ],
    rules: { 'no-restricted-syntax': ['error', topLevelLet, namedZod, defaultExport, enums, messageEquality, posts] },
  },
  {
    files: ['src/core/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', 'Promise', 'console', 'process', 'setTimeout', 'Buffer'],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'The core has no clock: take the time as an argument.' },
        { object: 'Math', property: 'random', message: 'The core is deterministic.' },
      ],
    },
  },
  { files: ['src/extension/main.ts'], rules: { 'max-lines': ['error', { max: 100, skipBlankLines: true, skipComments: true }] } },
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-unused-expressions': 'off',
    },
  },
);
