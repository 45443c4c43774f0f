import { message, type MessageArgs, type Text } from '../../core/l10n/message.ts';
import { GitError, type GitErrorCode } from '../../ports/git.ts';

/** What can go wrong, in words. */
interface Failure {
  readonly code: GitErrorCode;
  readonly text: Text;
  readonly hint: Text;
}

const failures = {
  missing: {
    code: 'git-missing',
    text: { en: 'Git was not found on the PATH.', pl: 'Nie znaleziono programu Git w zmiennej PATH.' },
    hint: { en: 'Install Git 2.38 or newer.', pl: 'Zainstaluj program Git w wersji 2.38 lub nowszej.' },
  },
  notStarted: {
    code: 'failed',
    text: { en: 'Git could not be run.', pl: 'Nie udało się uruchomić programu Git.' },
    hint: { en: 'See the log for what Git said.', pl: 'Zajrzyj do dziennika, aby zobaczyć komunikat programu Git.' },
  },
  notRepository: {
    code: 'not-a-repository',
    text: { en: 'This folder is not in a Git repository.', pl: 'Ten folder nie należy do repozytorium Git.' },
    hint: { en: 'Open a folder of a Git repository.', pl: 'Otwórz folder repozytorium Git.' },
  },
  ownership: {
    code: 'refused',
    text: {
      en: 'Git refuses this repository, because another user owns it.',
      pl: 'Git odrzuca to repozytorium, bo należy do innego użytkownika.',
    },
    hint: {
      en: 'If you trust it, add it to safe.directory in your Git settings.',
      pl: 'Jeśli mu ufasz, dodaj je do safe.directory w swoich ustawieniach Git.',
    },
  },
  workTree: {
    code: 'refused',
    text: {
      en: 'The repository names a work tree elsewhere ({path}).',
      pl: 'Repozytorium wskazuje drzewo robocze w innym miejscu ({path}).',
    },
    hint: { en: 'Remove core.worktree from its Git settings.', pl: 'Usuń core.worktree z jego ustawień Git.' },
  },
  identity: {
    code: 'no-identity',
    text: { en: 'Git does not know your name and e-mail address.', pl: 'Git nie zna Twojego imienia i adresu e-mail.' },
    hint: { en: 'Set user.name and user.email with git config.', pl: 'Ustaw user.name i user.email poleceniem git config.' },
  },
  signing: {
    code: 'failed',
    text: { en: 'The tag or commit could not be signed.', pl: 'Nie udało się podpisać tagu lub commitu.' },
    hint: {
      en: 'Check your signing key, or switch tag.gpgSign and commit.gpgSign off.',
      pl: 'Sprawdź swój klucz do podpisywania albo wyłącz tag.gpgSign i commit.gpgSign.',
    },
  },
  tagTaken: {
    code: 'conflict',
    text: { en: 'The tag {name} exists already.', pl: 'Tag {name} już istnieje.' },
    hint: { en: 'Look at the versions again and retry.', pl: 'Sprawdź wersje ponownie i spróbuj jeszcze raz.' },
  },
  remoteTagTaken: {
    code: 'conflict',
    text: { en: 'The remote already has a tag of this name.', pl: 'Zdalne repozytorium ma już tag o tej nazwie.' },
    hint: { en: 'Fetch the tags, look again and retry.', pl: 'Pobierz tagi, sprawdź ponownie i spróbuj jeszcze raz.' },
  },
  remoteAhead: {
    code: 'conflict',
    text: { en: 'The remote’s branch has commits that are not here.', pl: 'Gałąź w zdalnym repozytorium ma commity, których tu nie ma.' },
    hint: { en: 'Pull, look again and retry.', pl: 'Wykonaj git pull, sprawdź ponownie i spróbuj jeszcze raz.' },
  },
  remoteMoved: {
    code: 'conflict',
    text: {
      en: 'Someone else pushed to the remote at the same time and was first.',
      pl: 'Ktoś inny wysyłał do zdalnego repozytorium w tym samym czasie i był pierwszy.',
    },
    hint: { en: 'Pull, look again and retry.', pl: 'Wykonaj git pull, sprawdź ponownie i spróbuj jeszcze raz.' },
  },
  locked: {
    code: 'conflict',
    text: { en: 'Another Git process is at work in this repository.', pl: 'W tym repozytorium działa inny proces Git.' },
    hint: {
      en: 'Wait for it to end and retry. If none is running, remove the .lock file that it left in the Git folder.',
      pl: 'Poczekaj na jego koniec i spróbuj jeszcze raz. Jeśli żaden nie działa, usuń plik .lock, który zostawił w folderze Git.',
    },
  },
  notWritable: {
    code: 'refused',
    text: {
      en: 'The repository’s .git folder could not be written to, for lack of permission or because the disk is read-only or full.',
      pl: 'Nie udało się zapisać w folderze .git repozytorium: brak uprawnień albo dysk jest pełny lub tylko do odczytu.',
    },
    hint: {
      en: 'Find out who owns the folder and may write to it (ls -ld .git .git/objects), then retry as them or have it changed.',
      pl: 'Sprawdź, kto jest właścicielem folderu i może w nim zapisywać (ls -ld .git .git/objects), a potem spróbuj jako ta osoba albo poproś o zmianę uprawnień.',
    },
  },
  fileNotWritten: {
    code: 'failed',
    text: { en: '{path} could not be written: {why}', pl: 'Nie udało się zapisać {path}: {why}' },
    hint: { en: 'Check who may write to its folder.', pl: 'Sprawdź, kto może zapisywać w tym folderze.' },
  },
  pushRefused: {
    code: 'refused',
    text: { en: 'The remote refused the push.', pl: 'Zdalne repozytorium odrzuciło wysłane dane.' },
    hint: {
      en: 'Ask who may create tags there and push to this branch. Where the branch is protected, deploy with via: branch.',
      pl: 'Zapytaj, kto może tam tworzyć tagi i wysyłać na tę gałąź. Gdzie gałąź jest chroniona, wdrażaj z via: branch.',
    },
  },
  notInCommit: {
    code: 'not-found',
    text: { en: '{path} is not in the commit that is checked out.', pl: 'Pliku {path} nie ma w bieżącym commicie.' },
    hint: { en: 'Commit the file first.', pl: 'Najpierw zapisz plik w commicie.' },
  },
  hookChanged: {
    code: 'refused',
    text: {
      en: 'A hook of this repository would commit something else than the planned change of {path}.',
      pl: 'Hook tego repozytorium zapisałby w commicie coś innego niż zaplanowana zmiana {path}.',
    },
    hint: {
      en: 'Run the hook’s formatter on the file, commit that, and try again.',
      pl: 'Uruchom formatowanie z hooka na tym pliku, zapisz je w commicie i spróbuj jeszcze raz.',
    },
  },
  hookRefused: {
    code: 'refused',
    text: { en: 'The repository’s {name} hook refused the commit.', pl: 'Hook {name} tego repozytorium odrzucił commit.' },
    hint: { en: 'Mend what it says, then try again.', pl: 'Popraw to, o czym mówi, i spróbuj jeszcze raz.' },
  },
  branchMoved: {
    code: 'conflict',
    text: { en: 'The branch {name} has moved meanwhile.', pl: 'Gałąź {name} zmieniła się w międzyczasie.' },
    hint: { en: 'Look at the versions again and retry.', pl: 'Sprawdź wersje ponownie i spróbuj jeszcze raz.' },
  },
  insideWorkTree: {
    code: 'refused',
    text: { en: 'The remote {name} lies inside this repository.', pl: 'Zdalne repozytorium {name} leży wewnątrz tego repozytorium.' },
    hint: { en: 'Point the remote at a repository elsewhere.', pl: 'Wskaż repozytorium w innym miejscu.' },
  },
  transport: {
    code: 'refused',
    text: { en: 'The remote uses a transport that is not allowed.', pl: 'Zdalne repozytorium używa niedozwolonego protokołu.' },
    hint: { en: 'Use an https or ssh address, or a local path.', pl: 'Użyj adresu https lub ssh albo ścieżki lokalnej.' },
  },
  noRemote: {
    code: 'not-found',
    text: { en: 'There is no remote named {name}.', pl: 'Nie ma zdalnego repozytorium o nazwie {name}.' },
    hint: { en: 'Add it with git remote add.', pl: 'Dodaj je poleceniem git remote add.' },
  },
  unreachable: {
    code: 'unreachable',
    text: { en: 'The remote could not be reached.', pl: 'Nie udało się połączyć ze zdalnym repozytorium.' },
    hint: { en: 'Check the network and the remote’s address.', pl: 'Sprawdź sieć i adres zdalnego repozytorium.' },
  },
  unauthorized: {
    code: 'unauthorized',
    text: { en: 'The remote did not accept your credentials.', pl: 'Zdalne repozytorium nie przyjęło Twoich danych logowania.' },
    hint: { en: 'Sign in with Git in a terminal first.', pl: 'Najpierw zaloguj się przez Git w terminalu.' },
  },
  invalidName: {
    code: 'invalid-name',
    text: { en: 'This name cannot be passed to Git: {name}', pl: 'Tej nazwy nie można przekazać do programu Git: {name}' },
    hint: {
      en: 'Use letters, digits and - _ . / # @ = ! and begin with a letter or digit.',
      pl: 'Użyj liter, cyfr oraz - _ . / # @ = ! i zacznij od litery lub cyfry.',
    },
  },
  failed: {
    code: 'failed',
    text: { en: 'Git failed.', pl: 'Program Git zgłosił błąd.' },
    hint: { en: 'See the log for what Git said.', pl: 'Zajrzyj do dziennika, aby zobaczyć komunikat programu Git.' },
  },
} as const satisfies Record<string, Failure>;

/** Names of the failures that callers raise themselves. */
export type FailureName = keyof typeof failures;

/** A failure as an error; `cause` keeps Git's own words for the log. */
export function gitError(name: FailureName, args: MessageArgs = {}, cause?: unknown): GitError {
  const failure = failures[name];
  return new GitError(failure.code, { text: message(failure.text, args), hint: message(failure.hint, args) }, cause);
}

/** Git's own English words (`LC_ALL=C`) and what they mean. The first that matches counts. */
const meanings: readonly (readonly [RegExp, FailureName])[] = [
  [/detected dubious ownership|unsafe repository/, 'ownership'],
  [/not a git repository|must be run in a work tree|cannot use bare repository/, 'notRepository'],
  [/Please tell me who you are|empty ident name|unable to auto-detect email|no email was given|no name was given/, 'identity'],
  [/transport '.*' not allowed|Unable to find remote helper/i, 'transport'],
  [/gpg failed to sign|failed to sign|unable to sign the tag|cannot run gpg|could not run|Couldn't load public key/, 'signing'],
  // At a remote the same words come through its own lines.
  [
    /^(?!remote: ).*(?:insufficient permission for adding an object|Unable to create '.*\.lock': (?:Permission denied|Read-only file system)|unable to (?:create|write|append).*: (?:Permission denied|Read-only file system)|unable to create directory for .*)/m,
    'notWritable',
  ],
  [/No such remote|does not appear to be a git repository/, 'unreachable'],
  [
    /Authentication failed|could not read (Username|Password)|Permission denied|terminal prompts disabled|HTTP 401|error: 401|error: 403/,
    'unauthorized',
  ],
  [/^! *\trefs\/heads\/.*\[rejected\] \((?:fetch first|non-fast-forward|already exists)/m, 'remoteAhead'],
  [/remote: error: cannot lock ref '.*': (?:is at .* but expected|reference already exists|unable to resolve)/, 'remoteMoved'],
  [/incorrect old value provided/, 'remoteMoved'],
  [/Unable to create '.*\.lock'/, 'locked'],
  [/already exists\)|would clobber existing tag|\[rejected\]|stale info/, 'remoteTagTaken'],
  [/remote rejected|pre-receive hook declined|hook declined|atomic push failed|atomic transaction failed/, 'pushRefused'],
  [
    /Could not resolve host|Could not read from remote|Connection (refused|timed out|reset)|unable to access|Failed to connect|hung up|early EOF|SSL|repository .* not found/,
    'unreachable',
  ],
];

/** The error that a process with a non-zero exit code means. */
export function errorFromOutput(output: { readonly exitCode: number; readonly stdout: Buffer; readonly stderr: string }): GitError {
  const words = `${output.stderr}\n${output.stdout.subarray(0, 20_000).toString('utf8')}`;
  const name = meanings.find(([pattern]) => pattern.test(words))?.[1] ?? 'failed';
  return gitError(name, {}, new Error(`git exited with ${String(output.exitCode)}: ${output.stderr.trim().slice(0, 4000)}`));
}

/** The error that a process means which could not be started or whose end was not seen. */
export function processError(cause: unknown): GitError {
  return gitError('notStarted', {}, cause);
}
