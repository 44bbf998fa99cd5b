import { CLI } from "@parley/db/orders";
import type { ConformanceRun } from "@parley/db/stores";
import { wordsIn } from "@parley/words";
import { type Command, Option } from "commander";
import { createConformance, LIVE_CHECKS } from "../../stores/conformance/run.ts";
import { noRunText } from "../../stores/conformance/texts.ts";
import { ADAPTER_CLASSES, type AdapterClass } from "../../stores/provisioning/pos.ts";
import { requireLocation } from "../kernel/existing.ts";
import { withGateway } from "../kernel/gateway.ts";
import { type Result, table } from "../kernel/output.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";

/** `parley location conformance` */
export function addConformanceCommand(location: Command, run: Run): void {
  location
    .command("conformance <location>")
    .description("put a test store's POS to the checks of a class: it places some orders there")
    .addOption(
      new Option("--class <class>", "the class that it is said to be of")
        .choices(ADAPTER_CLASSES)
        .makeOptionMandatory(),
    )
    .option("--can-void", "it is said to take orders back, too")
    .action(run(conform));
}

async function conform(
  session: Session,
  idOrCode: string,
  options: { class: AdapterClass; canVoid?: true },
): Promise<Result> {
  const location = await requireLocation(session, idOrCode);
  const claim = { adapterClass: options.class, canVoid: options.canVoid ?? false };
  const outcome = await withGateway(session, (ctx) =>
    createConformance(ctx).run({ location, claim, by: CLI }),
  );
  if (outcome.kind === "refused") throw new Refusal(outcome.why, noRunText(outcome.why, wordsIn("en")));
  const { run } = outcome;
  const say = wordsIn("en")("pos");
  const verdict = say(run.passed ? "conformance.passed" : "conformance.failed", {
    adapterClass: run.adapterClass,
    canVoid: run.canVoid ? "yes" : "no",
  });
  return {
    json: { conformance: conformanceJson(run) },
    text: `${verdict}\n\n${table(
      [...run.results],
      {
        check: ({ check }) => {
          const known = LIVE_CHECKS.find((each) => each === check);
          return known === undefined ? check : say(`conformance.check.${known}`);
        },
        kept: ({ passed }) => (passed ? "yes" : "no"),
        "did otherwise": ({ said }) => said,
      },
      "",
    )}`,
  };
}

/** A run for other programs. */
export function conformanceJson(run: ConformanceRun) {
  const { id, at, ranBy, adapterClass, canVoid, passed, results, durationMs } = run;
  return {
    ...{ id, at, by: ranBy, class: adapterClass, can_void: canVoid, passed },
    ...{ checks: results, duration_ms: durationMs },
  };
}
