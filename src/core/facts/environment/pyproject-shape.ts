/** The shape of a pyproject.toml: PEP 518, 621, 639, 735 and 794. The tables of tools are their own affair. */
import type { Shape } from '../yaml/yaml-shape.ts';

const text: Shape = { kind: 'string' };
const texts: Shape = { kind: 'list', item: text };
const anything: Shape = { kind: 'anything' };
const textTable: Shape = { kind: 'map', keys: {}, others: text };

const person: Shape = { kind: 'list', item: { kind: 'map', keys: { name: text, email: text } } };

/** PEP 440, appendix B. */
const version =
  /^\s*v?(?:\d+!)?\d+(?:\.\d+)*(?:[-_.]?(?:a|b|c|rc|alpha|beta|pre|preview)[-_.]?\d*)?(?:-\d+|[-_.]?(?:post|rev|r)[-_.]?\d*)?(?:[-_.]?dev[-_.]?\d*)?(?:\+[a-z0-9]+(?:[-_.][a-z0-9]+)*)?\s*$/i;
const versions = /^\s*(?:(?:===|~=|==|!=|<=|>=|<|>)\s*[\w.*+!-]+\s*(?:,\s*|$))*$/;

const fields: Readonly<Record<string, Shape>> = {
  name: { kind: 'string', pattern: /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/ },
  version: { kind: 'string', pattern: version },
  description: text,
  readme: { kind: 'either', options: [text, { kind: 'map', keys: { file: text, text, 'content-type': text } }] },
  'requires-python': { kind: 'string', pattern: versions },
  license: { kind: 'either', options: [text, { kind: 'map', keys: { file: text, text } }] },
  'license-files': { kind: 'either', options: [texts, { kind: 'map', keys: { paths: texts, globs: texts } }] },
  authors: person,
  maintainers: person,
  keywords: texts,
  classifiers: texts,
  urls: textTable,
  scripts: textTable,
  'gui-scripts': textTable,
  'entry-points': { kind: 'map', keys: {}, others: textTable },
  dependencies: texts,
  'optional-dependencies': { kind: 'map', keys: {}, others: texts },
  'import-names': texts,
  'import-namespaces': texts,
};

/** The document's tables. */
export const pyprojectShape: Shape = {
  kind: 'map',
  keys: {
    'build-system': { kind: 'map', keys: { requires: texts, 'build-backend': text, 'backend-path': texts }, required: ['requires'] },
    project: {
      kind: 'map',
      keys: {
        ...fields,
        dynamic: { kind: 'list', item: { kind: 'string', values: Object.keys(fields).filter((field) => field !== 'name') } },
      },
      required: ['name'],
    },
    'dependency-groups': {
      kind: 'map',
      keys: {},
      others: {
        kind: 'list',
        item: { kind: 'either', options: [text, { kind: 'map', keys: { 'include-group': text }, required: ['include-group'] }] },
      },
    },
    tool: { kind: 'map', keys: {}, others: anything },
  },
  others: anything,
};
