import { describe, expect, it } from "vitest";
import { type DoubtStep, nextStepInDoubt } from "./doubt.ts";
import { isFinal, type LedgerEvent, type LedgerState, next, RECEIVED, statusOf } from "./lifecycle.ts";

/**
 * One order, everything that can go wrong around it, and the code's own transition function: every
 * reachable world is visited. The network may lose a request, lose its answer, or deliver it long
 * after the sender has given up; a worker may die, or sleep past its lease and wake up.
 */

type PosClass = "A" | "C" | "D";

/** What is left of one attempt outside the ledger. */
interface Copy {
  attempt: number;
  /** `written`: its worker has not sent it yet. `flying`: on the wire. `acked`, `denied`: its answer is. */
  phase: "written" | "flying" | "acked" | "denied";
  /** Somebody still waits for the answer. */
  heard: boolean;
}

interface World {
  ledger: LedgerState;
  copies: readonly Copy[];
  posOrders: number;
  /** Final statuses that PAR was told. */
  told: readonly string[];
  crashes: number;
}

interface Policy {
  /** What to do in doubt. */
  step(ledger: LedgerState): DoubtStep | "say_errored";
  /** Whether a look-up waits until nothing can be on its way any more. */
  isQuiet: boolean;
  /** Whether a worker looks at its deadline right before it writes. */
  guardsDeadline: boolean;
}

const CRASHES_MAX = 3;
const ATTEMPTS_MAX = 3;

const shipped = (posClass: PosClass): Policy => ({
  step: (ledger) => nextStepInDoubt(posClass, ledger),
  isQuiet: true,
  guardsDeadline: true,
});

function apply(world: World, event: LedgerEvent, change: Partial<World> = {}): World {
  const step = next(world.ledger, event);
  return tell({ ...world, ...change, ledger: step.kind === "moved" ? step.to : world.ledger });
}

/** PAR may ask at any time, so a final status is as good as told the moment it is written. */
function tell(world: World): World {
  const status = statusOf(world.ledger.state);
  return status === "pending" || world.told.includes(status)
    ? world
    : { ...world, told: [...world.told, status] };
}

function without(world: World, copy: Copy): readonly Copy[] {
  return world.copies.filter((other) => other !== copy);
}

function replaced(world: World, copy: Copy, change: Partial<Copy>): readonly Copy[] {
  return world.copies.map((other) => (other === copy ? { ...copy, ...change } : other));
}

/** Every world that may follow. */
function successors(world: World, posClass: PosClass, policy: Policy): World[] {
  const found: World[] = [];
  const { ledger, copies } = world;
  const dedupes = posClass === "A";
  const isCurrent = (copy: Copy) => ledger.state === "dispatching" && copy.attempt === ledger.attempt;

  const start = () =>
    ledger.attempt < ATTEMPTS_MAX &&
    found.push(
      apply(
        world,
        { kind: "attempt_started" },
        {
          copies: [...copies, { attempt: ledger.attempt + 1, phase: "written", heard: true }],
        },
      ),
    );
  if (ledger.state === "received") start();
  if (ledger.state === "received" || ledger.state === "unknown")
    found.push(apply(world, { kind: "gave_up" }));

  if (ledger.state === "unknown") {
    switch (policy.step(ledger)) {
      case "resend":
        start();
        break;
      case "look_up":
        if (policy.isQuiet && copies.some((copy) => copy.phase === "flying" || copy.phase === "written"))
          break;
        found.push(apply(world, world.posOrders > 0 ? { kind: "placed" } : { kind: "looked_up_absent" }));
        break;
      case "ask_person":
        found.push(apply(world, { kind: "needs_person" }));
        break;
      case "say_errored":
        found.push(tell({ ...world, ledger: { ...ledger, state: "errored" } }));
        break;
    }
  }

  for (const copy of copies) {
    if (copy.phase === "written" && (isCurrent(copy) || !policy.guardsDeadline)) {
      found.push({ ...world, copies: replaced(world, copy, { phase: "flying" }) });
      // Proof that nothing left: the connection was refused.
      if (isCurrent(copy)) found.push(apply(world, { kind: "not_placed" }, { copies: without(world, copy) }));
    }
    if (copy.phase === "written" && !isCurrent(copy)) found.push({ ...world, copies: without(world, copy) });
    if (copy.phase === "flying") {
      found.push({ ...world, copies: without(world, copy) });
      const placed = dedupes ? Math.max(1, world.posOrders) : world.posOrders + 1;
      found.push({ ...world, posOrders: placed, copies: replaced(world, copy, { phase: "acked" }) });
      // A POS that has the order does not refuse it; one that dedupes remembers what it decided.
      if (world.posOrders === 0)
        found.push({
          ...world,
          copies: dedupes
            ? copies.filter((other) => other.phase !== "flying").concat({ ...copy, phase: "denied" })
            : replaced(world, copy, { phase: "denied" }),
        });
    }
    if (copy.phase === "acked" || copy.phase === "denied") {
      found.push({ ...world, copies: without(world, copy) });
      const event: LedgerEvent =
        copy.phase === "acked" ? { kind: "placed" } : { kind: "refused", adapterClass: posClass };
      if (isCurrent(copy) && copy.heard) found.push(apply(world, event, { copies: without(world, copy) }));
    }
  }

  if (ledger.state === "dispatching") {
    // The deadline passes: the sender stops listening, the request may still be on its way.
    const deaf = copies.map((copy) => (copy.attempt === ledger.attempt ? { ...copy, heard: false } : copy));
    found.push(apply(world, { kind: "in_doubt" }, { copies: deaf }));
    if (world.crashes < CRASHES_MAX) {
      // Its worker dies (what it had not sent dies with it), or only sleeps past its lease.
      const gone = deaf.filter((copy) => copy.phase !== "written" || copy.attempt !== ledger.attempt);
      const crashes = world.crashes + 1;
      found.push(apply(world, { kind: "lease_expired" }, { copies: gone, crashes }));
      found.push(apply(world, { kind: "lease_expired" }, { copies: deaf, crashes }));
    }
  }
  return found;
}

type Bad = "doubled" | "ghost" | "false_placed" | "flapping" | "lost";

function badnessOf(world: World, isEnd: boolean): Bad[] {
  const { told, posOrders, ledger } = world;
  const bad: Bad[] = [];
  if (posOrders > 1) bad.push("doubled");
  if (posOrders > 0 && (told.includes("errored") || told.includes("rejected"))) bad.push("ghost");
  if (told.includes("placed") && posOrders === 0) bad.push("false_placed");
  if (told.length > 1) bad.push("flapping");
  if (isEnd && !isFinal(ledger.state) && ledger.state !== "attention" && posOrders > 0) bad.push("lost");
  return bad;
}

function explore(posClass: PosClass, policy: Policy): { bad: Set<Bad>; worlds: number } {
  const first: World = { ledger: RECEIVED, copies: [], posOrders: 0, told: [], crashes: 0 };
  const seen = new Set([JSON.stringify(first)]);
  const queue = [first];
  const bad = new Set<Bad>();
  for (let world = queue.pop(); world !== undefined; world = queue.pop()) {
    const following = successors(world, posClass, policy);
    for (const kind of badnessOf(world, following.length === 0)) bad.add(kind);
    for (const after of following) {
      const key = JSON.stringify(after);
      if (seen.has(key)) continue;
      seen.add(key);
      queue.push(after);
    }
  }
  return { bad, worlds: seen.size };
}

describe("every world of one order", () => {
  it.each(["A", "C", "D"] as const)(
    "has nothing bad in it for a class %s POS under the shipped policy",
    (posClass) => {
      const { bad, worlds } = explore(posClass, shipped(posClass));
      expect([...bad]).toEqual([]);
      expect(worlds).toBeGreaterThan(50);
    },
  );

  it.each([
    ["resends blindly", { step: (): DoubtStep => "resend" }, "doubled"],
    ["asks at once and resends", { isQuiet: false }, "doubled"],
    ["says errored in doubt", { step: (): "say_errored" => "say_errored" }, "ghost"],
    ["does not look at its deadline before it writes", { guardsDeadline: false, isQuiet: false }, "doubled"],
  ] as const)("loses at a POS that does not dedupe when the gateway %s", (_what, change, expected) => {
    const { bad } = explore("C", { ...shipped("C"), ...change });
    expect([...bad]).toContain(expected);
  });

  it("makes a ghost even at a POS that dedupes when the gateway says errored in doubt", () => {
    const { bad } = explore("A", { ...shipped("A"), step: () => "say_errored" });
    expect([...bad]).toContain("ghost");
  });
});
