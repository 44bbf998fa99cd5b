import { Recheck, TryNow } from "@/components/case/submit-acts.tsx";
import { ClientWords } from "@/words/server.tsx";
import type { Trace } from "../trace.graphql.ts";

/** What can be done about an order beside settling it: try it now, or judge it again. */
export function OrderActs({ order }: { order: Trace }) {
  const tryNow = order.acts.find(({ name }) => name === "TRY_NOW");
  const recheck = order.acts.find(({ name }) => name === "RECHECK");
  if (tryNow === undefined && recheck === undefined) return null;
  return (
    <div id="acts" className="mb-4 flex flex-col gap-4">
      <ClientWords rooms={["shell", "cases"]}>
        {tryNow && <TryNow orderId={order.id} sentence={tryNow.sentence} whyNot={tryNow.whyNot} />}
        {recheck && <Recheck id={order.id} sentence={recheck.sentence} />}
      </ClientWords>
    </div>
  );
}
