// The layer table as rules for dependency-cruiser; the boundary test runs them and proves itself on planted violations.
const layers = require('./layers.cjs');

/** The pure parsers that the core stands on; everything else from npm is out of its reach. */
const corePackages = ['zod', 'yaml', 'smol-toml', '@lezer/python', '@lezer/common', 'ignore'];

const toolkit = '@vscode/webview-ui-toolkit';

const rules = Object.entries(layers).map(([layer, allowed]) => ({
  name: `${layer}-imports`,
  comment: `src/${layer} may import ${['itself', ...allowed].join(', ')} of ours.`,
  severity: 'error',
  from: { path: `^src/${layer}/` },
  to: { path: '^(?:src|webview|test)/', pathNot: `^src/(?:${[layer, ...allowed].join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...rules,
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'core-packages',
      severity: 'error',
      from: { path: '^src/core/' },
      to: {
        dependencyTypes: ['npm', 'npm-dev', 'core', 'npm-no-pkg', 'unknown'],
        pathNot: `^(?:node_modules/)?(?:${corePackages.join('|')})(?:/|$)`,
      },
    },
    {
      name: 'vscode-only-in-extension',
      severity: 'error',
      from: { path: '^(?:src|webview)/', pathNot: '^src/extension/' },
      to: { path: '^(?:vscode|node_modules/@types/vscode)(?:/|$)' },
    },
    {
      name: 'node-modules-of-node-only-where-allowed',
      severity: 'error',
      from: { path: '^(?:src/(?:core|ports|app|providers|protocol)|webview)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-child-process-in-extension',
      severity: 'error',
      from: { path: '^src/extension/' },
      to: { path: '^(?:node:)?child_process$' },
    },
    {
      name: 'webview-imports',
      severity: 'error',
      from: { path: '^webview/' },
      to: { path: '^src/', pathNot: '^src/(?:protocol|core/(?:model|drift|l10n))/' },
    },
    {
      name: 'toolkit-only-in-ui',
      severity: 'error',
      from: { path: '^(?:src|webview)/', pathNot: '^webview/ui/' },
      to: { path: toolkit },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.mjs', '.cjs', '.js', '.json'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
