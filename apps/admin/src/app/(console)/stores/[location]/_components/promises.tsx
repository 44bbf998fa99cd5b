import { Icon } from "@/components/display/icon.tsx";
import { Moment } from "@/components/display/moment.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { toneText } from "@/components/display/tone.ts";
import { ClientWords, words } from "@/words/server.tsx";
import type { Store } from "../store.graphql.ts";
import { TryPromises } from "./try-promises.tsx";

/** What a store's POS promises, in plain words, and what it kept when it was last put to the test. */
export async function Promises({ store }: { store: Store }) {
  const say = await words("pos");
  const { pos, conformanceRuns, canSetPos, whyNoConformance } = store;
  if (pos.kind === "none") return null;
  const letter = (["A", "B", "C", "D"] as const).find((each) => each === pos.adapterClass) ?? "D";
  const [last] = conformanceRuns;
  return (
    <div id="promises" className="scroll-mt-16">
      <Panel title={say("conformance.title")} aside={`(${letter})`} padded>
        <div className="flex flex-col items-start gap-3">
          <p className="max-w-prose">
            {say(`conformance.promise.${letter}`)}
            {pos.canVoid && ` ${say("conformance.voids")}`}
            {letter === "C" &&
              pos.quietPeriodSeconds !== null &&
              ` ${say("conformance.quiet", { seconds: pos.quietPeriodSeconds })}`}
          </p>
          {last === undefined ? (
            pos.kind !== "square" && <p className="text-ink-soft">{say("conformance.none")}</p>
          ) : (
            <LastRun run={last} zone={store.timezone} />
          )}
          {canSetPos && whyNoConformance !== null && pos.kind !== "square" && (
            <p className="max-w-prose text-ink-soft">{whyNoConformance}</p>
          )}
          {canSetPos && whyNoConformance === null && (
            <ClientWords rooms={["shell", "pos"]}>
              <TryPromises locationId={store.id} adapterClass={letter} canVoid={pos.canVoid} />
            </ClientWords>
          )}
        </div>
      </Panel>
    </div>
  );
}

type Run = Store["conformanceRuns"][number];

async function LastRun({ run, zone }: { run: Run; zone: string }) {
  const say = await words("pos");
  const claim = { adapterClass: run.adapterClass, canVoid: run.canVoid ? "yes" : "no" };
  return (
    <section aria-label={say("conformance.last")} className="flex flex-col gap-1.5">
      <h3 className="font-semibold">{say("conformance.last")}</h3>
      <p className={toneText[run.passed ? "ok" : "problem"]}>
        {say(run.passed ? "conformance.passed" : "conformance.failed", claim)}
      </p>
      <p className="text-xs text-ink-faint">
        <Moment at={run.at} zone={zone} precision="minute" /> ·{" "}
        <span data-name="">{run.by === "cli" ? say("conformance.byCli") : run.by}</span>
      </p>
      <ul className="flex flex-col gap-1">
        {run.results.map(({ check, words: kept, passed, said }) => (
          <li key={check} className="flex gap-1.5">
            <span className={`pt-0.5 ${toneText[passed ? "ok" : "problem"]}`}>
              <Icon name={passed ? "placed" : "rejected"} size={14} />
              <span className="sr-only">{say(passed ? "conformance.ok" : "conformance.notOk")}</span>
            </span>
            <span className="min-w-0">
              {kept}
              {said !== null && (
                <span className="block text-xs text-ink-soft wrap-anywhere">
                  {say("conformance.said", { said })}
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
