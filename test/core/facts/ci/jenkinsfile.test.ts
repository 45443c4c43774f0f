import assert from 'node:assert/strict';
import fc from 'fast-check';
import { jenkinsfile } from '../../../../src/core/facts/ci/jenkinsfile.ts';
import { checkTotal, parseText, truncations } from '../../../support/read-format.ts';

const path = 'Jenkinsfile';

const churn = `#!/usr/bin/env groovy
@Library('shared') _
// sh 'pytest'
/* stage('Old') { sh "rm -rf /" } */
pipeline {
  agent { docker { image 'python:3.12' } }
  triggers { cron('''H 2 * * 1''') }
  environment { NOTE = "sh 'not this' \${env.HOME}" }
  stages {
    stage('Test') {
      steps {
        sh 'pip install -r requirements.txt'
        dir('model') {
          sh """
            python -m pytest "tests/unit"
            echo done
          """
        }
        catchError(buildResult: 'SUCCESS') { sh 'flake8' }
      }
      post {
        always { sh 'echo always' }
        failure { sh 'echo failed' }
      }
    }
    stage("Never") {
      when { expression { return false } }
      steps { sh(script: 'docker push never', returnStdout: true) }
    }
    stage('Perhaps') {
      when { expression { params.FORCE == false } }
      steps { sh label: 'Build', script: 'docker build .' }
    }
    stage('Deploy') {
      input { message 'Go on?' }
      steps { sh(returnStatus: true, script: 'kubectl apply -f k8s') }
    }
  }
}
`;

describe('jenkinsfile', () => {
  it('reads stages, shell steps and schedules, never what comments and strings say', () => {
    const { facts, problems } = parseText(jenkinsfile, churn, { path });
    assert.deepEqual(problems, []);
    assert.equal(facts.kind, 'declarative');
    assert.deepEqual(
      facts.stages.map(({ value }) => value),
      ['Test', 'Never', 'Perhaps', 'Deploy'],
    );
    assert.deepEqual(
      facts.crons.map(({ value }) => value),
      ['H 2 * * 1'],
    );
    assert.deepEqual(
      facts.scripts.map(({ text, stage, folder, off, held, afterFailure, forgiven }) => [
        text.value.trim().split('\n')[0],
        stage,
        folder,
        [off && 'off', held && 'held', afterFailure && 'after failure', forgiven && 'forgiven'].filter(Boolean).join(),
      ]),
      [
        ['pip install -r requirements.txt', 'Test', '', ''],
        ['python -m pytest "tests/unit"', 'Test', 'model', ''],
        ['flake8', 'Test', '', 'forgiven'],
        ['echo always', 'Test', '', ''],
        ['echo failed', 'Test', '', 'after failure'],
        ['docker push never', 'Never', '', 'off'],
        ['docker build .', 'Perhaps', '', ''],
        ['kubectl apply -f k8s', 'Deploy', '', 'held,forgiven'],
      ],
    );
    for (const { text } of facts.scripts) assert.ok(churn.slice(text.span.start, text.span.end).includes(text.value.trim().slice(0, 5)));
  });

  it('reads a scripted one', () => {
    const text = `properties([pipelineTriggers([cron('@daily')])])\nnode {\n  stage('Train') {\n    checkout scm\n    sh "python train.py --out \${OUT}"\n  }\n}\n`;
    const { facts, inspected } = parseText(jenkinsfile, text, { path });
    assert.deepEqual(inspected, {
      kind: 'scripted',
      stages: ['Train'],
      scripts: [{ text: 'python train.py --out ${OUT}', stage: 'Train', off: false }],
      crons: ['@daily'],
    });
    assert.equal(facts.scripts.length, 1);
  });

  it('says what is never closed, at its place', () => {
    const places = (text: string) => parseText(jenkinsfile, text, { path }).places;
    assert.equal(places("pipeline {\n  stages {\n    sh 'x'\n  }\n").length, 1);
    assert.equal(places("node {\n  sh 'x\n}\n").length, 1);
    assert.equal(places('node { }\n}\n').length, 1);
    assert.equal(places('/* node { }\n').length, 1);
  });

  it('is known by its name', () => {
    for (const name of ['Jenkinsfile', 'ci/Jenkinsfile', 'Jenkinsfile.train', 'deploy.jenkinsfile'])
      assert.ok(jenkinsfile.recognise(name), name);
    for (const name of ['docs/jenkinsfile-guide.md', 'MyJenkinsfile']) assert.ok(!jenkinsfile.recognise(name), name);
  });

  it('survives truncations and any text, in time that grows as it does', () => {
    for (const text of truncations(churn)) checkTotal(jenkinsfile, text, { path });
    const pieces = [
      '{',
      '}',
      '(',
      ')',
      "'",
      '"',
      '"""',
      '//',
      '/*',
      '*/',
      '\\',
      '\n',
      'sh ',
      'stage',
      'cron',
      'input',
      'false',
      'script:',
      '$',
    ];
    const near = fc.array(fc.constantFrom(...pieces)).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(fc.string(), near), (text) => checkTotal(jenkinsfile, text, { path })),
      { numRuns: 500 },
    );
    parseText(jenkinsfile, 'sh('.repeat(30_000), { path });
    parseText(jenkinsfile, `stage("a") { sh 'x'\n`.repeat(50_000), { path });
  }).timeout(30_000);
});
