/**
 * The settings under which every Git process runs. A repository's own configuration is not trusted: it may come from an archive that
 * someone sent. Settings given with `-c` and in the environment win over it.
 */

/** What a process is going to do. `local` may not open any transport, `network` may use https, http, ssh and local paths. */
export type GitReach = 'local' | 'network';

/** A setting for `-c`, as `name=value`. */
export type GitSetting = string;

/**
 * Settings that switch off what a repository could make Git run. Sources: git-config(1), githooks(5), gitcredentials(7).
 * `/dev/null` is understood as an empty place by Git for Windows too.
 */
export const safeSettings: readonly GitSetting[] = [
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'core.pager=cat',
  'core.editor=:',
  'core.askPass=',
  'core.quotePath=false',
  'credential.helper=',
  'credential.interactive=false',
  'diff.external=',
  'protocol.ext.allow=never',
  'safe.bareRepository=explicit',
  'submodule.recurse=false',
  'log.showSignature=false',
  'push.followTags=false',
  'push.gpgSign=false',
  'push.recurseSubmodules=no',
  'push.pushOption=',
  'color.ui=false',
];

/**
 * Variables of the person's environment that are kept: who they are, where their own configuration is, and how they reach servers. All
 * other `GIT_*` are removed.
 */
const keptVariables: ReadonlySet<string> = new Set([
  'GIT_CONFIG_GLOBAL',
  'GIT_CONFIG_SYSTEM',
  'GIT_CONFIG_NOSYSTEM',
  'GIT_AUTHOR_NAME',
  'GIT_AUTHOR_EMAIL',
  'GIT_AUTHOR_DATE',
  'GIT_COMMITTER_NAME',
  'GIT_COMMITTER_EMAIL',
  'GIT_COMMITTER_DATE',
  'GIT_SSL_CAINFO',
  'GIT_SSL_CAPATH',
]);

/** Variables without the `GIT_` prefix that name a program or a place for Git. */
const removedVariables: ReadonlySet<string> = new Set(['EDITOR', 'VISUAL', 'PAGER', 'PREFIX', 'SSH_ASKPASS', 'SSH_ASKPASS_REQUIRE']);

/** An environment for a child process. */
export type Variables = Readonly<Record<string, string>>;

/**
 * The environment of a Git process: the person's own without what redirects Git, plus what keeps it quiet and local.
 *
 * `sshCommand` is the person's own way to run ssh, run by a shell as Git does; it is set always, because the variable wins over a
 * repository's `core.sshCommand`.
 */
export function safeEnvironment(
  inherited: Readonly<Record<string, string | undefined>>,
  settings: { readonly reach: GitReach; readonly sshCommand: string },
): Variables {
  const variables: Record<string, string> = {};
  for (const [name, value] of Object.entries(inherited)) {
    const upper = name.toUpperCase();
    const redirects = upper.startsWith('GIT_') ? !keptVariables.has(upper) : removedVariables.has(upper);
    if (value !== undefined && !redirects) variables[name] = value;
  }
  return {
    ...variables,
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '',
    SSH_ASKPASS: '',
    SSH_ASKPASS_REQUIRE: 'never',
    GCM_INTERACTIVE: 'never',
    GIT_SSH_COMMAND: `${settings.sshCommand} ${/plink|putty/i.test(settings.sshCommand) ? '-batch' : '-oBatchMode=yes'}`,
    GIT_PROXY_COMMAND: '',
    GIT_ALLOW_PROTOCOL: settings.reach === 'network' ? 'https:http:ssh:file' : 'none',
    GIT_NO_LAZY_FETCH: settings.reach === 'network' ? '0' : '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_PAGER: 'cat',
    GIT_EDITOR: ':',
    GIT_SEQUENCE_EDITOR: ':',
    GIT_ADVICE: '0',
    LC_ALL: 'C',
    LANGUAGE: 'C',
  };
}
