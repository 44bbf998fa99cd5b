import { Panel } from "@/components/display/panel.tsx";
import { ShowContact } from "@/components/guest/show-contact.tsx";
import { orderTypeName } from "@/components/order/order-type.ts";
import { ClientWords, words } from "@/words/server.tsx";
import type { Trace } from "../trace.graphql.ts";

/** Who ordered, and how to reach them: masked until somebody asks for it. */
export async function GuestPanel({ order }: { order: Trace }) {
  const [say, ofGuests, ofOrder] = await Promise.all([words("story"), words("guests"), words("order")]);
  const { guest } = order;
  return (
    <div id="guest" className="scroll-mt-16">
      <Panel title={say("page.guest")} aside={orderTypeName(order.orderType, ofOrder)} padded>
        {guest === null && <p className="text-ink-faint">{say("page.guestUnknown")}</p>}
        {guest?.isHidden && <p className="text-ink-soft">{ofGuests("hidden")}</p>}
        {guest?.name && <p className="font-medium">{guest.name}</p>}
        {[guest?.phone, guest?.email].map(
          (way) =>
            way && (
              <p key={way} className="text-ink-soft wrap-anywhere">
                {way}
              </p>
            ),
        )}
        {guest?.canReveal && (
          <ClientWords rooms={["shell", "guests"]}>
            <ShowContact subjectId={order.id} />
          </ClientWords>
        )}
      </Panel>
    </div>
  );
}

/** A guest's name for a line of facts. */
export async function GuestName({ guest }: Pick<Trace, "guest">) {
  const say = await words("guests");
  if (guest?.isHidden) return say("hidden");
  return guest?.name ?? say("notTold");
}
