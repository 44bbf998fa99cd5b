import { type Bounds, successors } from "./steps.ts";
import {
  type Bad,
  badnessOf,
  FIRST_WORLD,
  isAtRest,
  keyOf,
  type Policy,
  trimmed,
  type World,
} from "./world.ts";

export interface Exploration {
  worlds: number;
  /** What can go wrong, in alphabetical order. */
  bad: Bad[];
  /** The shortest path to each, world by world. */
  ways: Record<string, string[]>;
}

interface Node {
  world: World;
  key: string;
  /** The world from which it was reached first. */
  from: Node | null;
  before: Node[];
  /** Whether a world can follow in which `isAtRest` is true. */
  canRest: boolean;
}

/** Visits every reachable world, nearest first. `trim`: leave out what cannot matter, see `trimmed`. */
export function explore(policy: Policy, bounds: Bounds, trim = true): Exploration {
  const first = { world: FIRST_WORLD, key: keyOf(FIRST_WORLD), from: null, before: [], canRest: false };
  const nodes = new Map<string, Node>([[first.key, first]]);
  // A map is iterated in insertion order, including entries that are inserted during the loop.
  for (const node of nodes.values()) {
    for (const following of successors(node.world, policy, bounds)) {
      const world = trim ? trimmed(following, policy) : following;
      const key = keyOf(world);
      const known = nodes.get(key);
      if (known === undefined) nodes.set(key, { world, key, from: node, before: [node], canRest: false });
      else known.before.push(node);
    }
  }
  markRest([...nodes.values()].filter(({ world }) => isAtRest(world)));
  const ways = new Map<Bad, string[]>();
  for (const node of nodes.values()) {
    for (const bad of badnessOf(node.world, !node.canRest)) if (!ways.has(bad)) ways.set(bad, wayTo(node));
  }
  return { worlds: nodes.size, bad: [...ways.keys()].sort(), ways: Object.fromEntries(ways) };
}

function markRest(resting: Node[]): void {
  for (let node = resting.pop(); node !== undefined; node = resting.pop()) {
    if (node.canRest) continue;
    node.canRest = true;
    resting.push(...node.before);
  }
}

function wayTo(end: Node): string[] {
  const way: string[] = [];
  for (let node: Node | null = end; node !== null; node = node.from) way.unshift(node.key);
  return way;
}
