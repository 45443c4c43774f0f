import * as vscode from 'vscode';
import { compareVersions } from '../../app/compare-versions.ts';
import { readTrail, type TrailAnswer } from '../../app/release-trail.ts';
import { findModel, openReleases, type ReleaseContext, type ReleaseDependencies } from '../../app/release-context.ts';
import { resolveVersion, type VersionAtCommit } from '../../app/resolve-version.ts';
import { comparisonMarkdown } from '../../core/compare/comparison-markdown.ts';
import type { Comparison } from '../../core/compare/compare-snapshots.ts';
import { type Message, type Text, message } from '../../core/l10n/message.ts';
import { trailMarkdown } from '../../core/release/trail-markdown.ts';
import type { AskedServers } from '../host/asked-servers.ts';
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

/** What pages are read from. */
export interface PageSources {
  readonly sessions: WorkspaceSessions;
  readonly servers: AskedServers;
}

/** A page's Markdown in the person's language; why it cannot be written where it cannot. */
export async function writePage(sources: PageSources, subject: PageSubject, signal: AbortSignal): Promise<string> {
  if (subject.kind === 'history') {
    const read = await readHistory(sources, subject, signal);
    return 'why' in read ? `${say(read.why)}\n` : trailMarkdown(read.value, { language: displayLanguage(), now: Date.now() });
  }
  const read = await readComparison(sources.sessions, subject, signal);
  return 'why' in read ? `${say(read.why)}\n` : comparisonMarkdown(read.value.comparison, displayLanguage());
}

/**
 * The trail of a model's releases, from what Git keeps and the servers that the person allowed: a page that is written again, after a
 * restart for example, asks nobody anything new. Its errors are those that leave a gap in this model's trail.
 */
export async function readHistory(
  { sessions, servers }: PageSources,
  { root, model }: Extract<PageSubject, { kind: 'history' }>,
  signal: AbortSignal,
): Promise<Read<TrailAnswer>> {
  const found = await findFolder(sessions, root);
  if ('why' in found) return found;
  const { state } = found.value;
  const request = { place: releasePlace(state), online: servers.allowsAny(), model };
  const answer = await readTrail(releaseDependencies(state, servers), request, signal);
  return { value: { ...answer, errors: answer.errors.filter(({ registry }) => answer.isConcerned(registry)) } };
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
