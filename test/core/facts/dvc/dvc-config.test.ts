import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dvcConfig } from '../../../../src/core/facts/dvc/dvc-config.ts';
import { checkTotal, parseText, truncations } from '../../../support/read-format.ts';

const config = `# Where the data lie
[core]
    remote = Store
    autostage = true
['remote "store"']
    url = s3://bucket/dvc  # main
    endpointurl = https://minio.local
    secret_access_key = 'abc#123'
[remote "backup"]
    url = ../backup
['remote "web"']
    url = https://user:hunter2@example.com/dvc?sig=abc&v=1
    auth = basic
    password = """hun
ter2"""
[cache]
    type = reflink,copy
    dir = /shared/cache
    shared = group
[feature]
    anything = goes
`;

const refused: readonly (readonly [string, string, readonly string[]])[] = [
  ['an unknown section', '[cor]\n    remote = a\n', ['1:2 DVC knows no section “cor”.']],
  ['an unknown option', '[core]\n    remot = a\n', ['2:5 Unknown key “remot”. Did you mean “remote”?']],
  ['an option above all sections', 'a = 1\n', ['1:1 Unknown key “a”.']],
  ['a word for a flag', '[core]\n    analytics = maybe\n', ['2:17 “analytics” must be true or false.']],
  ['an empty flag at its key', '[core]\n    analytics =\n', ['2:5 “analytics” must be true or false.']],
  ['a remote without a url', '[\'remote "s"\']\n    profile = x\n', ['1:3 The remote “s” has no url.']],
  ['storage that DVC lacks', '[\'remote "s"\']\n    url = ftp://h/x\n', ['2:11 DVC has no storage for ftp:// URLs.']],
  ['too few jobs', '[\'remote "s"\']\n    url = ../x\n    jobs = 0\n', ['3:12 “jobs” must be a whole number of at least 1.']],
  ['a link type that is none', '[cache]\n    type = rflink\n', ['2:12 “type” must be one of: reflink, hardlink, symlink, copy.']],
  ['a doubled key', '[core]\nremote = a\nremote = b\n', ['3:1 The key “remote” appears twice in its section.']],
  ['a doubled section', '[core]\n[core]\n', ['2:2 The section “core” appears twice.']],
  ['a line that is nothing', '[core]\nnovalue\n', ['2:1 This line is neither a section nor “key = value”.']],
  ['brackets that do not match', '[[core]\n', ['1:1 The brackets of this section do not match.']],
  ['a section too deep', '[[core]]\n', ['1:1 This section is nested too deeply.']],
  [
    'quotes that do not end',
    "[core]\n    remote = 'a\n[cache]\n    dir = '''a\n",
    ['2:5 The value of “remote” is badly quoted.', '4:5 The value of “dir” is badly quoted.'],
  ],
];

describe('.dvc/config', () => {
  it('reads remotes and the default, and shows no credential', () => {
    const { inspected, places, facts, source } = parseText(dvcConfig, config, { path: '.dvc/config' });
    assert.deepEqual(places, []);
    assert.deepEqual(inspected, {
      remotes: [
        { name: 'store', url: 's3://bucket/dvc' },
        { name: 'backup', url: '../backup' },
        { name: 'web', url: 'https://user:***@example.com/dvc?sig=***&v=1' },
      ],
      default: 'store',
    });
    assert.equal(facts.cacheDir, '/shared/cache');
    assert.deepEqual(
      facts.remotes.map((remote) => remote.secrets.map(({ key, span }) => [key, source.text.slice(span.start, span.end)])),
      [
        [['secret_access_key', 'abc#123']],
        [],
        [
          ['url', 'https://user:hunter2@example.com/dvc?sig=abc&v=1'],
          ['password', 'hun\nter2'],
        ],
      ],
    );
    const url = facts.remotes[0]?.url;
    assert.equal(source.text.slice(url?.span.start, url?.span.end), 's3://bucket/dvc');
    const name = facts.remotes[1]?.name;
    assert.equal(source.text.slice(name?.span.start, name?.span.end), 'backup');
  });

  it('says null where there is no default', () => {
    assert.deepEqual(parseText(dvcConfig, '# only a comment\n', { path: '.dvc/config' }).inspected, { remotes: [], default: null });
  });

  it('lets the local file leave the url to the shared one', () => {
    const text = '[\'remote "s"\']\r\n    password = x\r\n';
    const { places, facts } = parseText(dvcConfig, text, { path: 'sub/.dvc/config.local' });
    assert.deepEqual(places, []);
    assert.deepEqual(
      facts.remotes.map((remote) => remote.url),
      [null],
    );
  });

  for (const [says, text, places] of refused) {
    it(`refuses ${says}`, () => {
      assert.deepEqual(parseText(dvcConfig, text, { path: '.dvc/config' }).places, places);
    });
  }

  it('is known by its place', () => {
    const known = ['.dvc/config', 'a/.dvc/config.local', '.dvc/config.bak', 'dvc/config', 'config'].map((path) =>
      dvcConfig.recognise(path),
    );
    assert.deepEqual(known, [true, true, false, false, false]);
  });

  it('reads any text without failing', () => {
    for (const text of truncations(config)) checkTotal(dvcConfig, text, { path: '.dvc/config' });
    const line = fc.oneof(
      fc.constantFrom('[core]', '[[a]]', '[\'remote "x"\']', 'url = s3://a', "k = '''", 'k = "', '', '# c', 'a = b, "c", '),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(line), fc.constantFrom('\n', '\r\n', '\r'), (lines, end) => {
        checkTotal(dvcConfig, lines.join(end), { path: '.dvc/config' });
      }),
    );
  });
});
