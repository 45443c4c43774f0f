import type { Located } from '../../model/span.ts';

/** What each step waits for, or each component contains, with the place where that is written. */
export type StepGraph = ReadonlyMap<string, readonly Located<string>[]>;

/** The first edge, in the order of the file, of those that go round in a circle; undefined where none do. Edges to unknown steps count for nothing. */
export function circleIn(graph: StepGraph): Located<string> | undefined {
  const backward = new Map<string, string[]>();
  for (const [from, edges] of graph) {
    for (const { value } of edges) {
      const before = backward.get(value);
      if (before === undefined) backward.set(value, [from]);
      else before.push(from);
    }
  }
  // What waits for nothing that is left is no part of a circle, nor is what nothing waits for.
  const forward = new Map([...graph].map(([from, edges]) => [from, edges.map(({ value }) => value).filter((name) => graph.has(name))]));
  const left = peel(peel(new Set(graph.keys()), forward, backward), backward, forward);
  for (const name of left) {
    const edge = graph.get(name)?.find(({ value }) => left.has(value));
    if (edge !== undefined) return edge;
  }
  return undefined;
}

type Edges = ReadonlyMap<string, readonly string[]>;

/** Takes away, again and again, the names without an edge to a name that is left. */
function peel(names: ReadonlySet<string>, edges: Edges, reversed: Edges): ReadonlySet<string> {
  const counts = new Map([...names].map((name) => [name, (edges.get(name) ?? []).filter((other) => names.has(other)).length]));
  const free = [...names].filter((name) => counts.get(name) === 0);
  const left = new Set(names);
  for (let name = free.pop(); name !== undefined; name = free.pop()) {
    left.delete(name);
    for (const other of reversed.get(name) ?? []) {
      const count = counts.get(other);
      if (count === undefined || !left.has(other)) continue;
      counts.set(other, count - 1);
      if (count === 1) free.push(other);
    }
  }
  return left;
}
