/** Names that Windows takes for devices, with any ending. */
const devices = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/**
 * Whether a path from a repository or a listing may be written below a folder: relative, with `/`, no step that leads out, nothing that
 * any system reads as something else (drives, streams, devices), and nothing inside of `.git`, whose hooks and settings Git would run.
 */
export function isSafeRelativePath(path: string): boolean {
  if (path === '' || path.length > 4096 || /[\0-\x1f\x7f\\:]/.test(path)) return false;
  return path.split('/').every((step) => step !== '' && step !== '.' && step !== '..' && !devices.test(step) && !isGitFolder(step));
}

/** `.git` in the spellings that file systems take for it: any case, dots and spaces at the end, Windows' short name, characters that are ignored. */
function isGitFolder(step: string): boolean {
  const plain = step
    .replace(/\p{Cf}/gu, '')
    .replace(/[. ]+$/, '')
    .toLowerCase();
  return plain === '.git' || /^git~\d$/.test(plain);
}
