/** The shape of a pyproject.toml: PEP 518, 621, 639, 735 and 794. The tables of tools are their own affair. */
import { eitherOf, listOf, mapOf, record } from '../yaml/compound-shapes.ts';
import { anything, oneOf, text, textLike } from '../yaml/scalar-shapes.ts';
import type { Shape } from '../yaml/shape.ts';

const texts = listOf(text);
const textTable = mapOf(text);
const person = listOf(record({ name: text, email: text }));

/** PEP 440, appendix B. */
const version =
  /^\s*v?(?:\d+!)?\d+(?:\.\d+)*(?:[-_.]?(?:a|b|c|rc|alpha|beta|pre|preview)[-_.]?\d*)?(?:-\d+|[-_.]?(?:post|rev|r)[-_.]?\d*)?(?:[-_.]?dev[-_.]?\d*)?(?:\+[a-z0-9]+(?:[-_.][a-z0-9]+)*)?\s*$/i;
const versions = /^\s*(?:(?:===|~=|==|!=|<=|>=|<|>)\s*[\w.*+!-]+\s*(?:,\s*|$))*$/;

const fields: Readonly<Record<string, Shape>> = {
  name: textLike(/^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/),
  version: textLike(version),
  description: text,
  readme: eitherOf(text, record({ file: text, text, 'content-type': text })),
  'requires-python': textLike(versions),
  license: eitherOf(text, record({ file: text, text })),
  'license-files': eitherOf(texts, record({ paths: texts, globs: texts })),
  authors: person,
  maintainers: person,
  keywords: texts,
  classifiers: texts,
  urls: textTable,
  scripts: textTable,
  'gui-scripts': textTable,
  'entry-points': mapOf(textTable),
  dependencies: texts,
  'optional-dependencies': mapOf(texts),
  'import-names': texts,
  'import-namespaces': texts,
};

/** The document's tables. */
export const pyprojectShape: Shape = record(
  {
    'build-system': record({ requires: texts, 'build-backend': text, 'backend-path': texts }, { required: ['requires'] }),
    project: record(
      {
        ...fields,
        dynamic: listOf(
          oneOf(
            Object.keys(fields).filter((field) => field !== 'name'),
            text,
          ),
        ),
      },
      { required: ['name'] },
    ),
    'dependency-groups': mapOf(listOf(eitherOf(text, record({ 'include-group': text }, { required: ['include-group'] })))),
    tool: mapOf(anything),
  },
  { open: true },
);
