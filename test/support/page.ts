import { Window } from 'happy-dom';

const names = ['window', 'document', 'HTMLElement', 'Node', 'Event', 'KeyboardEvent'] as const;

/** A page without a browser: its globals stand in this process until it is closed. */
export interface Page {
  readonly document: Document;
  close(): Promise<void>;
}

/** Opens an empty page whose body holds the given markup. */
export function openPage(body: string): Page {
  const window = new Window({ url: 'https://panel.example/' });
  window.document.body.innerHTML = body;
  const before = names.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const);
  for (const name of names)
    Object.defineProperty(globalThis, name, { value: Reflect.get(window, name), configurable: true, writable: true });
  return {
    document: globalThis.document,
    close: async () => {
      for (const [name, descriptor] of before) {
        if (descriptor === undefined) Reflect.deleteProperty(globalThis, name);
        else Object.defineProperty(globalThis, name, descriptor);
      }
      await window.happyDOM.close();
    },
  };
}
