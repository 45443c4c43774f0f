// @ts-check
// Tells the workbench's own chatter, which it sends the same way as the tests' output, from what a test said.

/**
 * How such messages begin. The native modules are left unbuilt on purpose, there is no service worker outside a secure
 * origin, and no test may reach the extension gallery.
 */
const beginnings = [
  'Resolving connection token',
  'Resolved connection token',
  'Creating a socket',
  'Updating additional builtin extensions',
  'Ignoring fetching additional builtin extensions',
  'ChatSessionStore:',
  '[Service Worker]',
  '[reconnection-grace-time]',
  '[AgentHost:',
  '[AccountPolicyGate]',
  "Cannot find module './build/Release/watchdog'",
  'Error: Could not locate the bindings file',
  'Could not locate the bindings file',
  'Creation of workbench contribution',
  'No search provider registered for scheme',
];

/** What comes from the window itself: traces through its own script, and requests to the extension gallery. */
const window = /\/static\/out\/vs\/code\/browser\/workbench\/|open-vsx\.org|extensionquery/;

/**
 * Whether the message is the workbench's own and says nothing about a test, whose traces lead through the extension host.
 * @param {string} text
 * @returns {boolean}
 */
export function isWorkbenchNoise(text) {
  return beginnings.some((beginning) => text.startsWith(beginning)) || window.test(text);
}
