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
];

/** Addresses of the extension gallery, asked for by the workbench alone. */
const gallery = /open-vsx\.org|extensionquery/;

/**
 * Whether the message is the workbench's own and says nothing about a test.
 * @param {string} text
 * @returns {boolean}
 */
export function isWorkbenchNoise(text) {
  return beginnings.some((beginning) => text.startsWith(beginning)) || gallery.test(text);
}
