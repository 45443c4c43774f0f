// @ts-check
// The user settings every test editor starts with: nothing that pops up, calls out or depends on the day.

/**
 * Settings for an editor under test. In Restricted Mode the trust question is not asked at the start, so that the editor
 * opens untrusted; a test of the question itself overrides that.
 * @param {{ readonly restricted?: boolean }} [options]
 * @returns {Record<string, unknown>}
 */
export function quietSettings({ restricted = false } = {}) {
  return {
    'workbench.startupEditor': 'none',
    'workbench.tips.enabled': false,
    'workbench.enableExperiments': false,
    'workbench.welcomePage.walkthroughs.openOnInstall': false,
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'chat.commandCenter.enabled': false,
    'chat.disableAIFeatures': true,
    'telemetry.telemetryLevel': 'off',
    'update.mode': 'none',
    'extensions.autoCheckUpdates': false,
    'extensions.autoUpdate': false,
    'extensions.ignoreRecommendations': true,
    'git.openRepositoryInParentFolders': 'never',
    'git.autofetch': false,
    // Whether a sample's newest batch is too old for a verdict depends on the day.
    'airworthy.drift.notify': false,
    // In a browser the editor saves by itself, on the desktop it does not: tests see what is unsaved.
    'files.autoSave': 'off',
    'editor.cursorBlinking': 'solid',
    'editor.smoothScrolling': false,
    'workbench.reduceMotion': 'on',
    'window.dialogStyle': 'custom',
    'security.workspace.trust.banner': restricted ? 'always' : 'untilDismissed',
    'security.workspace.trust.startupPrompt': restricted ? 'never' : 'once',
  };
}
