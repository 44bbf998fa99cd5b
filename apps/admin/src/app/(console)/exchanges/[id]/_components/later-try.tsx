import Link from "next/link";
import type { ReactNode } from "react";
import { Mono } from "@/components/display/mono.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { formatAge, formatDuration } from "@/format/time.ts";
import { words } from "@/words/server.tsx";
import type { Call } from "../exchange.graphql.ts";

/** What became of a refused submit afterwards: nobody has to look for the order of a guest who has it. */
export async function LaterTry({ exchange }: { exchange: Call }) {
  const { laterTry } = exchange;
  if (laterTry === null) return null;
  const say = await words("call");
  const { order, exchangeId } = laterTry;
  const [before, at] = [new Date(exchange.at), new Date(laterTry.at)];
  const after = formatAge(before, at) ?? formatDuration(at.getTime() - before.getTime());
  const link = (href: string) => (text: ReactNode) => (
    <Link href={href} className="font-medium underline decoration-line-strong underline-offset-2">
      {text}
    </Link>
  );
  return (
    <div className="mb-4">
      {order === null ? (
        exchangeId !== null && (
          <Notice tone="quiet">
            {say.rich("later.refused", { after, call: link(`/exchanges/${exchangeId}`) })}
          </Notice>
        )
      ) : (
        <Notice tone="quiet">
          {say.rich(`later.${outcomes[order.state]}`, {
            after,
            order: () => (
              <Link
                href={`/orders/${order.id}`}
                className="font-medium underline decoration-line-strong underline-offset-2"
              >
                <Mono>{order.posOrderId ?? order.onlineOrderId ?? order.requestUid}</Mono>
              </Link>
            ),
          })}
        </Notice>
      )}
    </div>
  );
}

/** What the order's state means for whoever asks what became of the refused submit. */
const outcomes = {
  PLACED: "placed",
  REJECTED: "notPlaced",
  ERRORED: "notPlaced",
  RECEIVED: "open",
  DISPATCHING: "open",
  UNKNOWN: "open",
  ATTENTION: "open",
} as const;
