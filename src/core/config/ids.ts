/**
 * Every name that package.json and the code share: commands, views, settings, context keys.
 * A test compares this file with package.json, both ways.
 */

/** Commands of the palette and the views. */
export const commandIds = {
  checkWorkspace: 'airworthy.checkWorkspace',
  showReadiness: 'airworthy.showReadiness',
  explainRule: 'airworthy.explainRule',
  showProblem: 'airworthy.showProblem',
  openEvidence: 'airworthy.openEvidence',
  fixNextStep: 'airworthy.fixNextStep',
  refreshReadiness: 'airworthy.refreshReadiness',
  showMissingOnly: 'airworthy.showMissingOnly',
  showAllChecks: 'airworthy.showAllChecks',
  refreshVersions: 'airworthy.refreshVersions',
  promoteVersion: 'airworthy.promoteVersion',
  rollBack: 'airworthy.rollBack',
  deployVersion: 'airworthy.deployVersion',
  startShadow: 'airworthy.startShadow',
  shiftTraffic: 'airworthy.shiftTraffic',
  unassignStage: 'airworthy.unassignStage',
  registerVersion: 'airworthy.registerVersion',
  undoRelease: 'airworthy.undoRelease',
  recoverRelease: 'airworthy.recoverRelease',
  finishInterrupted: 'airworthy.finishInterrupted',
  undoInterrupted: 'airworthy.undoInterrupted',
  askRegistries: 'airworthy.askRegistries',
  useTrackingServer: 'airworthy.useTrackingServer',
  filterVersions: 'airworthy.filterVersions',
  clearVersionFilter: 'airworthy.clearVersionFilter',
  showMoreVersions: 'airworthy.showMoreVersions',
  copyReference: 'airworthy.copyReference',
  openCommit: 'airworthy.openCommit',
  openInMlflow: 'airworthy.openInMlflow',
  openVersionPlace: 'airworthy.openVersionPlace',
  fixDisagreement: 'airworthy.fixDisagreement',
  fetchVersion: 'airworthy.fetchVersion',
  manageCredentials: 'airworthy.manageCredentials',
  showReleaseHistory: 'airworthy.showReleaseHistory',
  exportReleaseHistory: 'airworthy.exportReleaseHistory',
  compareVersions: 'airworthy.compareVersions',
  selectForCompare: 'airworthy.selectForCompare',
  compareWithSelected: 'airworthy.compareWithSelected',
  copyComparison: 'airworthy.copyComparison',
  showCodeChanges: 'airworthy.showCodeChanges',
  openDriftPanel: 'airworthy.openDriftPanel',
  createManifest: 'airworthy.createManifest',
  waive: 'airworthy.waive',
  attest: 'airworthy.attest',
  showLog: 'airworthy.showLog',
} as const;

/** Views in the activity bar's container. */
export const viewIds = { container: 'airworthy', readiness: 'airworthy.readiness', versions: 'airworthy.versions' } as const;

/** Settings. */
export const settingIds = {
  language: 'airworthy.language',
  severity: 'airworthy.severity',
  statusBar: 'airworthy.statusBar.show',
  trackingUri: 'airworthy.mlflow.trackingUri',
  allowedServers: 'airworthy.servers.allowed',
  watchEvery: 'airworthy.drift.watchEvery',
  notifyDrift: 'airworthy.drift.notify',
} as const;

/** Context keys that `when` clauses use. */
export const contextKeys = {
  /** Set once the workspace was looked at: before, nothing is said of what is not there. */
  judged: 'airworthy:judged',
  hasProject: 'airworthy:hasProject',
  missingOnly: 'airworthy:missingOnly',
  hasVersions: 'airworthy:hasVersions',
  /** Set where the versions of an MLflow model are listed. */
  hasMlflowVersions: 'airworthy:hasMlflowVersions',
  hasInterrupted: 'airworthy:hasInterrupted',
  versionsFiltered: 'airworthy:versionsFiltered',
  compareSelected: 'airworthy:compareSelected',
} as const;

/** Types of webview panels. */
export const panelIds = { drift: 'airworthy.drift' } as const;

/** The scheme of the read-only documents that explain rules and checks. */
export const explanationScheme = 'airworthy-explain';

/** The scheme of the read-only pages on versions: comparisons, release histories. */
export const pageScheme = 'airworthy-page';

/** The scheme of files as commits hold them. */
export const gitScheme = 'airworthy-git';
