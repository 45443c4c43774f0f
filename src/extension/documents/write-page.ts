import * as vscode from 'vscode';
import { compareVersions } from '../../app/compare-versions.ts';
import { readTrail, type TrailAnswer } from '../../app/release-trail.ts';
import { findModel, openReleases, type ReleaseContext, type ReleaseDependencies } from '../../app/release-context.ts';
import { resolveVersion, type VersionAtCommit } from '../../app/resolve-version.ts';
import { comparisonMarkdown } from '../../core/compare/comparison-markdown.ts';
import type { Comparison } from '../../core/compare/compare-snapshots.ts';
import { type Message, type Text, message } from '../../core/l10n/message.ts';
import { trailMarkdown } from '../../core/release/trail-markdown.ts';
import { releaseDependencies, releasePlace } from '../host/release-dependencies.ts';
import { displayLanguage, say } from '../host/words.ts';
import type { FolderState } from '../workspace/folder-session.ts';
import type { WorkspaceSessions } from '../workspace/workspace-sessions.ts';
import type { PageSubject } from './pages.ts';

const texts = {
  closed: {
    en: 'The folder {root} is not open in this workspace.',
    pl: 'Folder {root} nie jest otwarty w tym obszarze roboczym.',
  },
  untrusted: {
    en: 'Commits are not read in Restricted Mode. Trust this workspace, then open the page again.',
    pl: 'W trybie ograniczonym commity nie są czytane. Zaufaj temu obszarowi roboczemu i otwórz stronę ponownie.',
  },
  noGit: { en: 'This folder is not in a Git repository.', pl: 'Ten folder nie należy do repozytorium Git.' },
} as const satisfies Readonly<Record<string, Text>>;

type ComparisonSubject = Extract<PageSubject, { kind: 'comparison' }>;

/** Either what was read or why it could not be. */
type Read<Value> = { readonly value: Value } | { readonly why: Message };

/** Two versions as a page asks for them. */
export interface ReadComparison {
  readonly comparison: Comparison;
  readonly left: VersionAtCommit;
  readonly right: VersionAtCommit;
}

/** A page's Markdown in the person's language; why it cannot be written where it cannot. */
export async function writePage(sessions: WorkspaceSessions, subject: PageSubject, signal: AbortSignal): Promise<string> {
  if (subject.kind === 'history') {
    const read = await readHistory(sessions, subject, signal);
    return 'why' in read ? `${say(read.why)}\n` : trailMarkdown(read.value, { language: displayLanguage(), now: Date.now() });
  }
  const read = await readComparison(sessions, subject, signal);
  return 'why' in read ? `${say(read.why)}\n` : comparisonMarkdown(read.value.comparison, displayLanguage());
}

/** The trail of a model's releases, from what registries and Git keep. */
export async function readHistory(
  sessions: WorkspaceSessions,
  { root, model }: Extract<PageSubject, { kind: 'history' }>,
  signal: AbortSignal,
): Promise<Read<TrailAnswer>> {
  const found = await findFolder(sessions, root);
  if ('why' in found) return found;
  const { deps, state } = found.value;
  const request = { place: releasePlace(state), online: false, model, others: [] };
  return { value: await readTrail(deps, request, signal) };
}

/** Compares the two versions of a page. */
export async function readComparison(
  sessions: WorkspaceSessions,
  { root, model: name, left, right }: ComparisonSubject,
  signal: AbortSignal,
): Promise<Read<ReadComparison>> {
  const opened = await openFolder(sessions, root, signal);
  if ('why' in opened) return opened;
  const { deps, context } = opened.value;
  const { model, state } = findModel(context, name);
  const [one, other] = await Promise.all(
    [left, right].map((word) => resolveVersion({ repository: context.repository, model: name, state }, word, signal)),
  );
  if (one?.kind !== 'found') return { why: one?.reason ?? message(texts.noGit) };
  if (other?.kind !== 'found') return { why: other?.reason ?? message(texts.noGit) };
  const comparison = await compareVersions(deps, { context, model, left: one.at, right: other.at }, signal);
  return { value: { comparison, left: one.at, right: other.at } };
}

interface FoundFolder {
  readonly deps: ReleaseDependencies;
  readonly state: FolderState;
}

async function findFolder(sessions: WorkspaceSessions, root: string): Promise<Read<FoundFolder>> {
  if (!vscode.workspace.isTrusted) return { why: message(texts.untrusted) };
  // A page that comes back with the window may be there before its folder was read.
  await sessions.firstRun();
  const state = sessions.states().find((each) => each.root === root);
  return state === undefined ? { why: message(texts.closed, { root }) } : { value: { deps: releaseDependencies(state), state } };
}

interface OpenedFolder {
  readonly deps: ReleaseDependencies;
  readonly context: ReleaseContext;
}

async function openFolder(sessions: WorkspaceSessions, root: string, signal: AbortSignal): Promise<Read<OpenedFolder>> {
  const found = await findFolder(sessions, root);
  if ('why' in found) return found;
  const { deps, state } = found.value;
  const context = await openReleases(deps, releasePlace(state), signal);
  return context === null ? { why: message(texts.noGit) } : { value: { deps, context } };
}
