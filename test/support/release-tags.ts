import { formatReleaseMessage } from '../../src/core/release/release-message.ts';
import { registryState, tagsAlone } from '../../src/core/release/registry.ts';
import type { RegistryContext } from '../../src/core/release/registry-reader.ts';
import type { ModelState } from '../../src/core/release/model-state.ts';
import type { ReleaseTag } from '../../src/core/release/release-tag.ts';

/** An annotated tag for tests of the core: `at` in seconds, the commit named by any short text. */
export function tagOf(name: string, commit: string, at: number, message = ''): ReleaseTag {
  return {
    name,
    kind: 'annotated',
    object: `object of ${name}`,
    commit,
    tagger: { name: 'Ana', email: 'ana@example.com', at: at * 1000, offset: '+0000' },
    message,
    signed: false,
  };
}

/** The one model in some tags. */
export function modelIn(tags: readonly ReleaseTag[], context: Partial<RegistryContext> = {}): ModelState {
  const [model, ...others] = registryState(tags, { ...tagsAlone, ...context });
  if (model === undefined || others.length > 0) throw new Error('Not one model.');
  return model;
}

/**
 * A model's story in short: `v1` registers on a commit of its own, `+v1` assigns production by hand, `-v1` unassigns it, `!v1`
 * deregisters, `>v1` promotes by our tag, `<v1` rolls back by our tag. A step is a second.
 */
export function story(...steps: readonly string[]): readonly ReleaseTag[] {
  let holder: string | null = null;
  return steps.map((step, index) => {
    const sign = /^[+\-!<>]/.exec(step)?.[0] ?? '';
    const short = step.slice(sign.length);
    const version = `${short}.0.0`;
    const counter = `#${String(index + 1)}`;
    const action = sign === '<' ? 'rollback' : 'promote';
    const ours = {
      action,
      model: 'm',
      stage: 'production',
      from: holder,
      to: version,
      traffic: null,
      reason: '',
      actor: 'Ana',
      overridden: false,
      gates: [],
    } as const;
    if (sign !== '' && sign !== '!') holder = version;
    switch (sign) {
      case '':
        return tagOf(`m@${version}`, short, index);
      case '!':
        return tagOf(`m@${version}!`, short, index);
      case '-':
        return tagOf(`m#production!${counter}`, short, index);
      case '+':
        return tagOf(`m#production${counter}`, short, index);
      default:
        return tagOf(`m#production${counter}`, short, index, formatReleaseMessage(ours));
    }
  });
}
