import type * as z from 'zod/mini';

/** A handler for each kind of message; a missing one is a type error. */
export type Handlers<M extends { readonly type: string }> = {
  readonly [Type in M['type']]: (message: Extract<M, { readonly type: Type }>) => void;
};

/**
 * A receiver that checks each message once and hands it to its handler. A message that does not fit is told to `onInvalid`
 * with the place of the first mistake, and is never half used.
 */
export function listen<M extends { readonly type: string }>(
  schema: z.ZodMiniType<M>,
  handlers: Handlers<M>,
  onInvalid: (reason: string) => void,
): (raw: unknown) => void {
  return (raw) => {
    const parsed = schema.safeParse(raw);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      onInvalid(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not understood'}`);
      return;
    }
    const message = parsed.data;
    const handle: (message: M) => void = handlers[message.type as M['type']] as (message: M) => void;
    handle(message);
  };
}
