/** Documents that the manifest can declare. */
export type DocumentKind = 'incident' | 'alerts' | 'rollback' | 'dpia' | 'review' | 'log' | 'explainer';

const skeletons: Readonly<Record<DocumentKind, readonly string[]>> = {
  incident: [
    '# Incident playbook',
    '## Who decides',
    '[Name and contact of the person on duty, and of their deputy.]',
    '## First ten minutes',
    '[What to look at, in which order, and how to stop the harm.]',
    '## Whom to tell',
    '[Business, data and platform: who hears what, by which channel, how soon.]',
    '## Afterwards',
    '[When the review takes place and who writes it.]',
  ],
  alerts: ['# Alerts', '## [Name of the alert]', '[What it means for the users, what to check, what to do, when to call whom.]'],
  rollback: [
    '# Rolling back',
    '## When',
    '[The sign that triggers it, and who may decide.]',
    '## How',
    '[The exact command.]',
    '## How to know that it worked',
    '[What to look at, and for how long.]',
  ],
  dpia: [
    '# Data protection impact assessment',
    '## Processing',
    '[Which personal data, for what purpose, on what legal basis, for how long.]',
    '## Necessity',
    '[Why less data would not do.]',
    '## Risks',
    '[For the people concerned: how likely, how grave.]',
    '## Measures',
    '[What lowers each risk, and who answers for it.]',
    '## Approval',
    '[Name, role and date.]',
  ],
  log: [
    '# Decision log',
    '## What is stored',
    '[For each decision: inputs, output, model version, time.]',
    '## Where and for how long',
    '[Topic or table, retention, who may read it.]',
  ],
  explainer: ['# Explanations', '## Method', '[How the reasons for a decision are found.]', '## Use', '[Who sees them, and where.]'],
  review: [
    '# Review',
    '## Errors',
    '[What went wrong since the last review, with numbers.]',
    '## Actions',
    '[What changes, who does it, by when.]',
  ],
};

/** A document with the headings it needs. All that is to be written stands in square brackets, which no check takes for contents. */
export function skeletonOf(kind: DocumentKind): string {
  return `${skeletons[kind].join('\n\n')}\n`;
}
