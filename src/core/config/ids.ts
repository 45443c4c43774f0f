/**
 * Every name that package.json and the code share: commands, views, settings, context keys.
 * A test compares this file with package.json, both ways.
 */

/** Commands of the palette and the views. */
export const commandIds = {
  checkWorkspace: 'airworthy.checkWorkspace',
  showReadiness: 'airworthy.showReadiness',
  explainRule: 'airworthy.explainRule',
  openEvidence: 'airworthy.openEvidence',
  fixNextStep: 'airworthy.fixNextStep',
  refreshReadiness: 'airworthy.refreshReadiness',
  showMissingOnly: 'airworthy.showMissingOnly',
  showAllChecks: 'airworthy.showAllChecks',
  refreshVersions: 'airworthy.refreshVersions',
  promoteVersion: 'airworthy.promoteVersion',
  rollBack: 'airworthy.rollBack',
  openDriftPanel: 'airworthy.openDriftPanel',
  showLog: 'airworthy.showLog',
} as const;

/** Views in the activity bar's container. */
export const viewIds = { container: 'airworthy', readiness: 'airworthy.readiness', versions: 'airworthy.versions' } as const;

/** Settings. */
export const settingIds = {
  language: 'airworthy.language',
  severity: 'airworthy.severity',
  statusBar: 'airworthy.statusBar.show',
} as const;

/** Context keys that `when` clauses use. */
export const contextKeys = {
  /** Set once the workspace was looked at: before, nothing is said of what is not there. */
  judged: 'airworthy:judged',
  hasProject: 'airworthy:hasProject',
  missingOnly: 'airworthy:missingOnly',
  hasVersions: 'airworthy:hasVersions',
} as const;

/** Types of webview panels. */
export const panelIds = { drift: 'airworthy.drift' } as const;

/** The scheme of the read-only documents that explain rules and checks. */
export const explanationScheme = 'airworthy-explain';
