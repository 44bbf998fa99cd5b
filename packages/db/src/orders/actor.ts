/** Who did something to an order. */
export type Actor =
  /** An operator of the admin, by their id (`opr_…`), and the address that they act from, for the audit. */
  | { kind: "operator"; id: string; address?: string }
  /** Somebody at the command line, who has no name there. */
  | { kind: "cli" }
  /** A process of this product, by the name that it has in leases. */
  | { kind: "worker"; name: string }
  | { kind: "par" }
  /** A POS that told something by itself. */
  | { kind: "pos" };

export const PAR: Actor = { kind: "par" };
export const POS: Actor = { kind: "pos" };
export const CLI: Actor = { kind: "cli" };

const OPERATOR_PREFIX = "opr_";

/** An actor as the ledger stores it: `par`, `pos`, `cli`, an operator's id, or the name of a worker. */
export function actorText(actor: Actor): string {
  switch (actor.kind) {
    case "operator":
      return actor.id;
    case "worker":
      return actor.name;
    case "par":
    case "pos":
    case "cli":
      return actor.kind;
  }
}

/** A stored actor. What is none of the others is a worker: a host gives it its name. */
export function parseActor(text: string): Actor {
  if (text === "par" || text === "pos" || text === "cli") return { kind: text };
  return text.startsWith(OPERATOR_PREFIX) ? { kind: "operator", id: text } : { kind: "worker", name: text };
}

/** Whether a person did it, and not the gateway, PAR or a POS. */
export function isPerson({ kind }: Actor): boolean {
  return kind === "operator" || kind === "cli";
}
