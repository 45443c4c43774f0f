/**
 * Which format with a syntax of its own a file may belong to, by its name alone. Kept apart from the formats, so that whoever only wants
 * to know whether a file is worth reading does not load their parsers.
 */
import { lockTool } from './environment/lock-tool.ts';

const dockerfile = /(?:^|\/)(?:(?:dockerfile|containerfile)(?:\.[^/]+|[-_]\w+)?|[^/]+\.(?:dockerfile|containerfile))$/i;
/** Files beside a Dockerfile that only share its name: `Dockerfile.md`, `Dockerfile.dockerignore`, templates. */
const noDockerfile = /\.(?:dockerignore|md|rst|txt|ya?ml|json|j2|jinja2?|tmpl|tpl|erb|mustache|py|sh|lock)$/i;
const requirements = /(?:^|\/)(?:[^/]*requirements[^/]*\.(?:txt|lock)|constraints[^/]*\.txt|requirements\/(?:[^/]+\/)*[^/]+\.txt)$/i;
/** The places where GitHub and GitLab look; a copy anywhere else owns nothing. */
const codeowners = /^(?:\.github\/|\.gitlab\/|docs\/)?CODEOWNERS$/;

/** By format. Model cards are Markdown. */
export const textNames = {
  dockerfile: (path: string) => dockerfile.test(path) && !noDockerfile.test(path),
  dvcConfig: (path: string) => /(?:^|\/)\.dvc\/config(?:\.local)?$/.test(path),
  requirements: (path: string) => requirements.test(path),
  pyproject: (path: string) => /(?:^|\/)pyproject\.toml$/.test(path),
  pythonLock: (path: string) => lockTool(path) !== undefined,
  python: (path: string) => path.endsWith('.py'),
  notebook: (path: string) => path.endsWith('.ipynb'),
  codeowners: (path: string) => codeowners.test(path),
  jenkinsfile: (path: string) => /(?:^|\/)Jenkinsfile(?:[.-][\w-]+)?$|\.jenkinsfile$/i.test(path),
  markdown: (path: string) => /\.(?:md|markdown)$/i.test(path),
} as const;
