import { Recheck, TryNow } from "@/components/case/submit-acts.tsx";
import { Moment } from "@/components/display/moment.tsx";
import { ClientWords, words } from "@/words/server.tsx";
import type { Trace } from "../trace.graphql.ts";

type Act = Trace["acts"][number];

/** Right below what to do: the button that has a waiting order tried at once, or why and until when it is off. */
export function TryNowAct({ order }: { order: Trace }) {
  const tryNow = order.acts.find(({ name }) => name === "TRY_NOW");
  if (tryNow === undefined) return null;
  return (
    <div id="acts" className="mt-2">
      <ClientWords rooms={["shell", "cases"]}>
        <TryNow
          orderId={order.id}
          sentence={tryNow.sentence}
          whyNot={tryNow.whyNot}
          from={tryNow.from}
          zone={order.location.timezone}
        />
      </ClientWords>
    </div>
  );
}

/** Below the other steps, what can be done about an order that is settled: judge it again. */
export function RecheckAct({ order }: { order: Trace }) {
  const recheck = order.acts.find(({ name }) => name === "RECHECK");
  if (recheck === undefined) return null;
  return (
    <div id="acts" className="mt-2">
      <ClientWords rooms={["shell", "cases"]}>
        <Recheck id={order.id} sentence={recheck.sentence} />
      </ClientWords>
    </div>
  );
}

/** What else will be possible about an order that the gateway still has, why not yet, and from when. */
export async function ActsToCome({ order }: { order: Trace }) {
  const [say, ofActs] = await Promise.all([words("settle"), words("cases")]);
  const acts = order.acts.filter(isToCome);
  if (order.giveUpAt === null || acts.length === 0) return null;
  return (
    <dl className="mb-4 flex flex-col gap-1.5">
      {acts.map(({ name, whyNot, from }) => (
        <div key={name}>
          <dt className="font-medium">{say(`toCome.${name}`)}</dt>
          <dd className="text-ink-soft">
            {from !== null && (
              <span className="font-medium">
                {ofActs.rich("acts.from", {
                  time: () => <Moment at={from} zone={order.location.timezone} />,
                })}{" "}
              </span>
            )}
            {whyNot}
          </dd>
        </div>
      ))}
    </dl>
  );
}

const TO_COME = ["CONFIRM_PLACED", "CONFIRM_ABSENT"] as const;
type ToCome = (typeof TO_COME)[number];

function isToCome(act: Act): act is Act & { name: ToCome } {
  return act.whyNot !== null && TO_COME.some((name) => name === act.name);
}
