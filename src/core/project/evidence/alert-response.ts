import type { Project } from '../project.ts';
import { folderOf, joinPath } from '../paths.ts';
import type { FoundRule } from './alert-rules.ts';
import { documentsAbout, wholeDocument } from './documents.ts';
import { type Place } from './offer.ts';

const runbookKey = /^(?:runbook|runbook_?url|playbook(?:_?url)?|procedure)$/i;
const ownerKey = /^(?:owner|team|owners|squad|contact|responsible|oncall|on_call|maintainer)$/i;
const runbookTopic = /runbook|playbook|alerts?\b|on[- ]?call|what to do|incident|procedur|dyżur/i;

/** The runbook of an alert: its own link, or a section with its name in a document about alerts. `absent`: the link leads to a file that is not there. */
export interface AlertRunbook {
  readonly place: Place;
  readonly absent: boolean;
}

/** Where an alert says what to do; null where it does not. */
export function runbookOf(project: Project, alert: FoundRule): AlertRunbook | null {
  const link = [...alert.rule.annotations, ...alert.rule.labels].find(
    ({ key, value }) => runbookKey.test(key.value) && value.value.trim() !== '',
  );
  if (link !== undefined)
    return { place: { path: alert.path, span: link.key.span }, absent: isAbsent(project, alert.path, link.value.value) };
  const documents = [...documentsAbout(project, runbookTopic).map((part) => part.document), ...declaredDocuments(project)];
  for (const document of documents) {
    const section = document.facts.sections.find(
      (found) =>
        found.words >= 5 &&
        found.heading.value
          .replaceAll(/[`*_\s-]/g, '')
          .toLowerCase()
          .includes(alert.name.replaceAll(/[\s_-]/g, '').toLowerCase()),
    );
    if (section !== undefined) return { place: { path: document.path, span: section.heading.span }, absent: false };
  }
  return null;
}

function declaredDocuments(project: Project): readonly NonNullable<ReturnType<typeof wholeDocument>>['document'][] {
  const written = project.manifest?.runbooks?.alerts;
  const path = written === undefined || project.manifestDocument === null ? null : project.resolve(project.manifestDocument.path, written);
  const part = path === null ? undefined : wholeDocument(project, path);
  return part === undefined ? [] : [part.document];
}

/** A relative link to what is not there. Addresses are taken as they are: nothing here says where this repository is hosted. */
function isAbsent(project: Project, from: string, link: string): boolean {
  const bare = link.replace(/#.*$/, '');
  if (bare === '' || bare.includes('{{')) return false;
  if (/^[A-Za-z][A-Za-z0-9+.-]*:/.test(bare)) return false;
  return ![joinPath(folderOf(from), bare), joinPath(project.root, bare), joinPath('', bare.replace(/^\//, ''))].some(
    (path) => path !== null && project.exists(path),
  );
}

/** Whether an alert names who answers for it. */
export function ownerOf(alert: FoundRule): Place | null {
  const found = [...alert.rule.labels, ...alert.rule.annotations].find(
    ({ key, value }) => ownerKey.test(key.value) && value.value.trim() !== '',
  );
  return found === undefined ? null : { path: alert.path, span: found.key.span };
}
