/**
 * Gateways that are broken on purpose, each in the one way that a hurried hand might break the real one. What
 * they are good for is to fail: a drill or a checker that lets one of them pass proves nothing.
 */

/** One replacement. `find` must stand exactly once in the file, or the mutant cannot be built. */
export interface Change {
  /** From `apps/api/src`. */
  file: string;
  find: string;
  replace: string;
}

export interface Mutant {
  /** What it does that no gateway may do. */
  says: string;
  changes: readonly Change[];
}

/** Every class has a step in doubt; this is where the classes part. */
const DOUBT_STEP: Omit<Change, "replace"> = {
  file: "orders/doubt.ts",
  find: "export function nextStepInDoubt(adapterClass: AdapterClass, ledger: LedgerState): DoubtStep {\n",
};

const DOUBT_WAIT: Omit<Change, "replace"> = {
  file: "orders/doubt.ts",
  find: "      return ledger.absences === 0 ? store.quietPeriodMs : timings.lookUpMs;\n",
};

export const MUTANTS = {
  blind_resend: {
    says: "sends an order again at once when it does not know whether the POS has it, whatever the POS promises",
    changes: [
      { ...DOUBT_STEP, replace: `${DOUBT_STEP.find}  return "resend";\n` },
      { ...DOUBT_WAIT, replace: "      return 0;\n" },
    ],
  },
  errored_on_timeout: {
    says: "tells PAR that there is no order when the POS did not answer",
    changes: [
      {
        file: "orders/lifecycle.ts",
        find: 'moved("unknown", { ambiguous: true })',
        replace:
          'moved(event.kind === "in_doubt" ? "errored" : "unknown", { ambiguous: event.kind !== "in_doubt" })',
      },
    ],
  },
  send_before_write: {
    says: "calls the POS before the order is committed",
    changes: [
      {
        file: "orders/intake/first-sight.ts",
        find: '    const inserted = await commitOrder(call, {\n      order: { ...order, state: "dispatching" },\n',
        replace:
          '    const write = () => commitOrder(call, {\n      order: { ...order, state: "dispatching" },\n',
      },
      {
        file: "orders/intake/first-sight.ts",
        find: '    if (inserted === null) return null;\n    failpoint("cp05");\n\n    const written',
        replace: "    const written",
      },
      {
        file: "orders/intake/first-sight.ts",
        find: "    const known = knownAs(call, order.id, store);\n    // Once PAR",
        replace: `    await dispatcher.send(written);
    if ((await write()) === null) return null;
    const known = knownAs(call, order.id, store);
    // Once PAR`,
      },
    ],
  },
  no_quiet_period: {
    says: "asks a POS about an order that may still be on its way, and believes that it is absent",
    changes: [
      { ...DOUBT_WAIT, replace: "      return 0;\n" },
      {
        file: "orders/dispatch/due-order.ts",
        find: "const dueInMs = isProof ? 0 : timings.lookUpMs;",
        replace: "const dueInMs = 0;",
      },
    ],
  },
  no_fencing: {
    says: "lets the result of an attempt that it no longer owns overwrite what came of the order meanwhile",
    changes: [
      {
        file: "orders/dispatch/attempt.ts",
        find: `      const { settled } = await persistently(
        () => recordLateResult(db, { ...args, exchanges: hop, proof }),
        keptUntilMs,
      );
`,
        replace: `      const unfenced = proof && { ...proof, from: [...proof.from, "placed", "rejected", "errored"] };
      const { settled } = await persistently(
        () => recordLateResult(db, { ...args, exchanges: hop, proof: unfenced }),
        keptUntilMs,
      );
`,
      },
    ],
  },
} as const satisfies Readonly<Record<string, Mutant>>;

export type MutantName = keyof typeof MUTANTS;

export const MUTANT_NAMES: readonly MutantName[] = [
  "blind_resend",
  "errored_on_timeout",
  "send_before_write",
  "no_quiet_period",
  "no_fencing",
];
