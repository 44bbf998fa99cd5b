import { assertNever } from "../../../errors.ts";
import { CLASS_PROMISES } from "../../../pos/adapter.ts";
import { type LedgerEvent, RECEIVED } from "../../lifecycle.ts";
import {
  type Copy,
  heedsLatePlacing,
  isCurrent,
  moved,
  type Policy,
  type World,
  withLedger,
} from "./world.ts";

/** What may happen to an attempt after its commit: on the way there, at the POS, on the way back. */
export function copySteps(world: World, copy: Copy, policy: Policy): World[] {
  const { ledger } = world;
  const isOurs = isCurrent(world, copy);
  const others = world.copies.filter((other) => other !== copy);
  const gone: World = { ...world, copies: others };
  const as = (change: Partial<Copy>): World => ({ ...world, copies: [...others, { ...copy, ...change }] });
  const told = (event: LedgerEvent) => {
    const isHeard = isOurs || (event.kind === "placed" && heedsLatePlacing(world, policy));
    return isHeard && ledger !== null ? moved(gone, ledger, event) : gone;
  };

  switch (copy.phase) {
    case "written":
      // Nothing was sent: the deadline had passed, or the connection was refused.
      return [
        told({ kind: "not_placed" }),
        ...(isOurs || !policy.guardsDeadline ? [as({ phase: "flying" })] : []),
      ];
    case "flying":
      return [
        gone,
        ...arrivals(world, policy).map(({ pos, phase }) =>
          // If nobody waits for the answer, it is never read.
          copy.worker === null ? { ...gone, pos } : { ...as({ phase }), pos },
        ),
        ...(copy.worker === null ? [] : [deafened(as({ worker: null }), copy)]),
      ];
    case "placed":
    case "refused":
    case "duplicate":
    case "not_placed":
      return [deafened(gone, copy), heard(gone, copy, policy, told)];
    default:
      return assertNever(copy.phase);
  }
}

/** The worker stops waiting because its deadline has passed or its connection broke, and records that. */
function deafened(world: World, copy: Copy): World {
  const { ledger } = world;
  return ledger !== null && isCurrent(world, copy) ? moved(world, ledger, { kind: "in_doubt" }) : world;
}

function heard(gone: World, copy: Copy, policy: Policy, told: (event: LedgerEvent) => World): World {
  const { adapterClass } = policy;
  if (policy.commits === "after_call") {
    if (gone.ledger !== null || copy.phase === "not_placed") return gone;
    return withLedger(gone, {
      ...RECEIVED,
      attempt: 1,
      state: copy.phase === "refused" ? "rejected" : "placed",
    });
  }
  switch (copy.phase) {
    case "placed":
      return told({ kind: "placed" });
    case "refused":
      return told({ kind: "refused", adapterClass });
    case "not_placed":
      return told({ kind: "not_placed" });
    case "duplicate":
      // A look-up shows which order it is.
      return told(gone.pos.orders > 0 ? { kind: "placed" } : { kind: "needs_person" });
    default:
      return gone;
  }
}

/** What the POS may do with a request that arrives now, according to its class. */
function arrivals({ pos }: World, policy: Policy): Pick<World & Copy, "pos" | "phase">[] {
  const { adapterClass, remembersRefusal } = policy;
  const promises = CLASS_PROMISES[adapterClass];
  const isKnown = promises.dedupes || promises.refusesDuplicates;
  if (pos.isVoided || (isKnown && pos.hasRefused)) return [{ pos, phase: "refused" }];
  if (pos.orders > 0 && isKnown) return [{ pos, phase: promises.dedupes ? "placed" : "duplicate" }];
  return [
    { pos: { ...pos, orders: pos.orders === 0 ? 1 : 2 }, phase: "placed" },
    { pos: { ...pos, hasRefused: isKnown && remembersRefusal }, phase: "refused" },
    { pos, phase: "not_placed" },
  ];
}
