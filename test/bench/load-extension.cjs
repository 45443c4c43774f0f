// @ts-check
// Loads the built extension as the extension host does before it calls `activate`: its file is read, compiled and run.
// Outside VS Code there is no `vscode`: whatever it exports is here one thing that can be called, extended and asked for more.
const Module = require('node:module');
const fs = require('node:fs');
const path = require('node:path');

/** @type {unknown} */
const anything = new Proxy(function () {}, {
  get: (target, name) => (name === 'prototype' ? target.prototype : anything),
  apply: () => anything,
  construct: () => ({}),
});
const types = fs.readFileSync(path.join(__dirname, '../../node_modules/@types/vscode/index.d.ts'), 'utf8');
const names = [...types.matchAll(/^\s*export (?:class|enum|namespace|const|function) (\w+)/gm)].map(([, name]) => [name, anything]);
const vscode = Object.fromEntries(names);
const load = Reflect.get(Module, '_load');
Reflect.set(Module, '_load', (/** @type {string} */ name, /** @type {unknown[]} */ ...rest) =>
  name === 'vscode' ? vscode : load(name, ...rest),
);

const started = performance.now();
require(String(process.argv[2]));
process.stdout.write(String(performance.now() - started));
