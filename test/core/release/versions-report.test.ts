import assert from 'node:assert/strict';
import { registryState, tagsAlone } from '../../../src/core/release/registry.ts';
import { artifactOf, bareModel, declaredModel, releaseConfigOf } from '../../../src/core/release/release-config.ts';
import { reportGitModels } from '../../../src/core/release/versions-report.ts';
import { allAtOnce } from '../../../src/core/steps/steps.ts';
import { tagOf } from '../../support/release-tags.ts';

describe('reportGitModels', () => {
  it('gives the contract’s JSON', () => {
    const states = registryState([tagOf('a=m@v1.0.0', 'c', 60), tagOf('a=m#production#1', 'c', 120)], tagsAlone);
    const config = releaseConfigOf({ models: [{ name: 'fraud', artifact: 'm' }] }, 'a');
    assert.deepEqual(JSON.parse(JSON.stringify(allAtOnce(reportGitModels(states, config)))), [
      {
        model: 'fraud',
        name: 'a:m',
        registry: 'git',
        latest: 'v1.0.0',
        versions: [
          { version: 'v1.0.0', ref: 'a=m@v1.0.0', commit: 'c', active: true, registeredAt: '1970-01-01T00:01:00Z', author: 'Ana' },
        ],
        stages: { production: { version: 'v1.0.0', since: '1970-01-01T00:02:00Z', by: 'Ana' } },
        history: [
          { action: 'assign', version: 'v1.0.0', stage: 'production', at: '1970-01-01T00:02:00Z', by: 'Ana', ref: 'a=m#production#1' },
          { action: 'register', version: 'v1.0.0', stage: null, at: '1970-01-01T00:01:00Z', by: 'Ana', ref: 'a=m@v1.0.0' },
        ],
      },
    ]);
  });

  it('leaves deprecated models out, and lists declared ones without tags', () => {
    const states = registryState([tagOf('old@v1.0.0', 'c', 1), tagOf('old@deprecated', 'c', 2)], tagsAlone);
    const config = releaseConfigOf({ models: [{ name: 'new' }, { name: 'elsewhere', registry: 'mlflow' }] }, '');
    assert.deepEqual(allAtOnce(reportGitModels(states, config)), [
      { model: 'new', name: 'new', registry: 'git', latest: null, versions: [], stages: {}, history: [] },
    ]);
  });
});

describe('release config', () => {
  it('finds the name in the registry', () => {
    const [model] = releaseConfigOf({ models: [{ name: 'fraud' }] }, 'a/b').models;
    assert.ok(model !== undefined);
    assert.equal(artifactOf(model, new Set(['a/b:fraud', 'fraud'])), 'a/b:fraud');
    assert.equal(artifactOf(model, new Set(['fraud'])), 'fraud');
    assert.equal(artifactOf(model, new Set()), 'fraud');
  });

  it('finds a declaration by the manifest’s or the registry’s name', () => {
    const config = releaseConfigOf({ models: [{ name: 'fraud', artifact: 'm', protected: ['production'] }] }, 'a');
    assert.deepEqual(
      ['fraud', 'm', 'a:m'].map((name) => declaredModel(config, name).name),
      ['fraud', 'fraud', 'fraud'],
    );
    assert.deepEqual(declaredModel(config, 'x'), bareModel('x', 'git'));
  });

  it('takes a model with an mlflow place for one in MLflow', () => {
    const config = releaseConfigOf({ models: [{ name: 'a', mlflow: { source: 's', name: 'b' } }] }, '');
    assert.deepEqual(
      config.models.map(({ registry, registryName }) => [registry, registryName]),
      [['mlflow', 'b']],
    );
  });
});
