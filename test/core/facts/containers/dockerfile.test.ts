import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dockerfile } from '../../../../src/core/facts/containers/dockerfile.ts';
import { checkProblems, checkTotal, parseText, truncations } from '../../../support/read-format.ts';

const path = 'Dockerfile';
const digest = `sha256:${'0f'.repeat(32)}`;

const service = `# syntax=docker/dockerfile:1.7
# check=error=true
ARG PYTHON=3.11
ARG BASE="python:\${PYTHON}-slim" UNUSED

FROM --platform=$BUILDPLATFORM \${BASE} AS builder
COPY --from=ghcr.io/astral-sh/uv:0.5.1 /uv /bin/uv
WORKDIR /app
RUN --mount=type=cache,target=/root/.cache \\
    # wheels are built once
    pip install \\

      --no-cache-dir -r requirements.txt && \\
    echo "done"
RUN <<EOF
FROM nothing:here
set -e
EOF
ENV A=1 \\
    B="two words"

FROM builder AS test
RUN pytest -q

FROM registry.example.com:5000/ml/runtime@${digest} AS Runtime
COPY --from=builder /app /app
COPY --from=0 /app /app
HEALTHCHECK --interval=30s CMD curl -f http://localhost:8080/health || exit 1
ENTRYPOINT ["uvicorn", "app:api"]
CMD ["--port", "8080"]

FROM runtime
CMD ["--port", "9090"]
`;

describe('dockerfile', () => {
  it('reads a Dockerfile as it is', () => {
    const { inspected, places, facts, source } = parseText(dockerfile, service, { path });
    assert.deepEqual(places, []);
    assert.deepEqual(inspected, { images: ['python:3.11-slim', `registry.example.com:5000/ml/runtime@${digest}`] });
    assert.deepEqual(
      facts.stages.map((stage) => [stage.alias, stage.internal]),
      [
        ['builder', false],
        ['test', true],
        ['Runtime', false],
        [null, true],
      ],
    );
    assert.deepEqual(
      facts.copied.map(({ image }) => [image.value, source.text.slice(image.span.start, image.span.end)]),
      [['ghcr.io/astral-sh/uv:0.5.1', 'ghcr.io/astral-sh/uv:0.5.1']],
    );
    const span = facts.stages[0]?.image.span;
    assert.equal(source.text.slice(span?.start, span?.end), '${BASE}');
    assert.equal(facts.start?.value, 'uvicorn app:api --port 9090');
    const runs = facts.instructions.filter(({ keyword }) => keyword === 'RUN').map((run) => run.arguments);
    assert.match(
      runs[0] ?? '',
      /^--mount=type=cache,target=\/root\/\.cache {5}pip install {7}--no-cache-dir -r requirements\.txt && {5}echo "done"$/,
    );
    assert.equal(runs[1], '<<EOF\nFROM nothing:here\nset -e');
  });

  const images: readonly (readonly [string, string, readonly string[]])[] = [
    ['no tag', 'FROM python\n', ['python']],
    ['lower case', 'from python:3 as x\n', ['python:3']],
    ['scratch', 'FROM golang:1 AS b\nFROM scratch\nCOPY --from=b /x /x\n', ['golang:1']],
    ['a digest', `FROM python:3.11@${digest}\n`, [`python:3.11@${digest}`]],
    ['an unset variable', 'ARG TAG\nFROM python:${TAG}\n', ['python:${TAG}']],
    ['a default in the variable', 'FROM python:${TAG:-3.11}\n', ['python:3.11']],
    ['an ARG behind FROM', 'ARG T=1\nFROM a:$T\nARG T=2\nFROM b:$T\n', ['a:1', 'b:1']],
    ['the stage’s name in other case', 'FROM python:3 AS Base\nFROM BASE\n', ['python:3']],
    ['the same image twice', 'FROM a:1 AS x\nFROM a:1\n', ['a:1', 'a:1']],
    [
      'a backtick as escape character',
      '# escape=`\nFROM mcr.microsoft.com/windows:1 AS `\n  win\nCOPY C:\\a\\ C:\\b\n',
      ['mcr.microsoft.com/windows:1'],
    ],
    ['a continued FROM', 'FROM \\\n  # why\n  python:3.11 \\\n  AS b\n', ['python:3.11']],
    ['CRLF', 'ARG A=3\r\nFROM python:$A \\\r\n  AS b\r\nRUN ls\r\n', ['python:3']],
    ['a heredoc behind ONBUILD', 'FROM a\nONBUILD RUN <<-"E"\n\tx\n\tE\nFROM b\n', ['a', 'b']],
    ['a shift in quotes', 'FROM a\nRUN echo "<<EOF"\nFROM b\n', ['a', 'b']],
  ];
  for (const [title, text, expected] of images) {
    it(`reads images with ${title}`, () => {
      const { inspected, places } = parseText(dockerfile, text, { path });
      assert.deepEqual({ inspected, places }, { inspected: { images: expected }, places: [] });
    });
  }

  it('gives the place of an image behind a continuation', () => {
    const { facts, source } = parseText(dockerfile, 'FROM \\\r\n  # why\r\n  python:3.11 \\\r\n  AS b\r\n', { path });
    const span = facts.stages[0]?.image.span;
    assert.equal(source.text.slice(span?.start, span?.end), 'python:3.11');
  });

  const starts: readonly (readonly [string, string | undefined])[] = [
    ['FROM a\nCMD python -m http.server\n', 'python -m http.server'],
    ['FROM a\nCMD x\nCMD ["y", "z"]\n', 'y z'],
    ['FROM a\nENTRYPOINT python serve.py\nCMD ["x"]\n', 'python serve.py'],
    ['FROM a AS b\nCMD ["x"]\nFROM b\nENTRYPOINT ["y"]\n', 'y'],
    ['FROM a AS b\nCMD ["x"]\nFROM c\n', undefined],
    ['FROM a\nRUN ls\n', undefined],
  ];
  for (const [text, expected] of starts) {
    it(`knows what starts in ${JSON.stringify(text)}`, () => {
      assert.equal(parseText(dockerfile, text, { path }).facts.start?.value, expected);
    });
  }

  const invalid: readonly (readonly [string, string, readonly string[]])[] = [
    ['an empty file', '# only a comment\n', ['1:1 The Dockerfile has no instructions.']],
    ['a file without FROM', 'ARG A=1\n', ['1:1 The Dockerfile has no FROM instruction.']],
    ['RUN before FROM', 'RUN ls\nFROM a\n', ['1:1 RUN stands before the first FROM, where only ARG may stand.']],
    ['an unknown instruction', 'FROM a\nINSTALL x\n', ['2:1 Unknown instruction INSTALL.']],
    ['a misspelt instruction', 'FROM a\n  COPPY x y\n', ['2:3 Unknown instruction COPPY. Did you mean COPY?']],
    ['a broken continuation', 'FROM a\nRUN apt-get update \\ \n  && ls\n&& pwd\n', ['4:1 Unknown instruction &&.']],
    ['FROM with a stray word', 'FROM python 3.11\n', ['1:1 FROM takes an image and, if the stage has a name, AS and the name.']],
    [
      'a bad stage name',
      'FROM a AS 1b\n',
      ['1:1 The stage name 1b is not valid: it must start with a letter and hold only letters, digits, -, _ and dots.'],
    ],
    ['capitals in an image', 'FROM Python:3\n', ['1:6 Python:3 is not a valid image reference.']],
    ['an image that is empty', 'ARG A=""\nFROM $A\n', ['2:6 The image of FROM is empty.']],
    ['an unknown flag', 'FROM a\nCOPY --chwon=1 a b\n', ['2:1 COPY has no flag --chwon.']],
    ['a flag without value', 'FROM a\nCOPY --from a b\n', ['2:1 The flag --from needs a value.']],
    ['COPY without a destination', 'FROM a\nCOPY x\n', ['2:1 COPY needs a source and a destination.']],
    ['ENV without a value', 'FROM a\nENV X\n', ['2:1 ENV needs pairs of the form name=value.']],
    ['LABEL with a stray word', 'FROM a\nLABEL x=1 y\n', ['2:1 LABEL needs pairs of the form name=value.']],
    ['an open heredoc', 'FROM a\nRUN <<EOF\nls\n', ['2:1 The heredoc is not closed.']],
    ['SHELL in shell form', 'FROM a\nSHELL bash -c\n', ['2:1 SHELL takes a JSON list of texts only.']],
    ['a list of numbers', 'FROM a\nCMD [1]\n', ['2:1 CMD takes a JSON list of texts only.']],
    ['HEALTHCHECK without CMD', 'FROM a\nHEALTHCHECK curl x\n', ['2:1 HEALTHCHECK takes NONE, or CMD with a command.']],
    ['ONBUILD FROM', 'FROM a\nONBUILD FROM b\n', ['2:1 FROM may not stand behind ONBUILD.']],
    ['a bad escape directive', '# escape=/\nFROM a\n', ['1:1 The escape directive takes \\ or ` only.']],
    ['a repeated directive', '# escape=`\n# escape=`\nFROM a\n', ['2:1 The parser directive escape is given twice.']],
  ];
  for (const [title, text, expected] of invalid) {
    it(`refuses ${title}`, () => {
      const result = parseText(dockerfile, text, { path });
      assert.deepEqual(result.places, expected);
      checkProblems(result);
    });
  }

  it('knows Dockerfiles by name', () => {
    const names = [
      'Dockerfile',
      'docker/Dockerfile.gpu',
      'serve.Dockerfile',
      'Containerfile',
      'a/dockerfile',
      'Dockerfile-train',
      'x.containerfile',
    ];
    const others = ['Dockerfile.dockerignore', 'docs/Dockerfile.md', 'dockerfile/readme', 'Dockerfiles', 'my-dockerfile', 'Dockerfile.j2'];
    assert.deepEqual(
      [...names, ...others].filter((name) => dockerfile.recognise(name)),
      names,
    );
  });

  it('survives every truncation', () => {
    for (const text of truncations(service)) checkTotal(dockerfile, text, { path });
  }).timeout(30_000);

  it('survives any text made of its words', () => {
    const word = fc.constantFrom(
      'FROM',
      'RUN',
      ' ',
      '\\',
      '\n',
      '\r\n',
      '<<EOF',
      'EOF',
      '"',
      "'",
      '[',
      ']',
      '=',
      'ENV',
      'COPY',
      '--from=',
      '# escape=`\n',
      'AS',
      '#',
      '${',
      '}',
      'ARG',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string({ maxLength: 4 }))), (words) => checkTotal(dockerfile, words.join(''), { path })),
    );
  }).timeout(30_000);
});
