import type { ReactNode } from "react";
import { Panel } from "@/components/display/panel.tsx";
import { orderTypeName } from "@/components/order/order-type.ts";
import { ClientWords, words } from "@/words/server.tsx";
import { ShowContact } from "./show-contact.tsx";

/** Who ordered, as far as this role may see it; null where PAR did not say. */
interface GuestParts {
  name: string | null;
  phone: string | null;
  email: string | null;
  isHidden: boolean;
}

/** Who ordered, and how to reach them: masked until somebody asks for it. */
export async function GuestPanel({ subjectId, orderType, guest, unknown, canReveal }: GuestPanelProps) {
  const [say, ofGuests, ofOrder] = await Promise.all([words("story"), words("guests"), words("order")]);
  const type = orderType === null ? undefined : orderTypeName(orderType, ofOrder);
  return (
    <div id="guest" className="scroll-mt-16">
      <Panel title={say("page.guest")} aside={type} padded>
        {guest === null && <p className="text-ink-faint">{unknown ?? say("page.guestUnknown")}</p>}
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
        {!canReveal && guest !== null && !guest.isHidden && (guest.phone || guest.email) && (
          <p className="text-xs text-ink-soft">{ofGuests("whoMayShow")}</p>
        )}
        {canReveal && (
          <ClientWords rooms={["shell", "guests"]}>
            <ShowContact subjectId={subjectId} />
          </ClientWords>
        )}
      </Panel>
    </div>
  );
}

interface GuestPanelProps {
  /** The order or the call that names the guest. */
  subjectId: string;
  /** As PAR sent it; null where it is not known. */
  orderType: string | null;
  guest: GuestParts | null;
  /** What to say of a guest of whom nothing is known, in place of that PAR did not say. */
  unknown?: ReactNode;
  canReveal: boolean;
}

/** A guest's name for a line of facts. */
export async function GuestName({
  guest,
  isErased,
}: {
  guest: GuestParts | null;
  isErased: boolean | undefined;
}) {
  const say = await words("guests");
  if (guest?.isHidden) return say("hidden");
  return guest?.name ?? say(isErased === true ? "erased" : "notTold");
}
