import type { Words } from "@parley/words";
import { type Column, DataTable } from "@/components/data-table/data-table.tsx";
import { Age } from "@/components/display/moment.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import { words } from "@/words/server.tsx";
import type { Delivery } from "../alerts.graphql.ts";
import { ReplayButton } from "./replay-button.tsx";

/** Of tries that ended here, before anybody could answer. */
const CODES = ["no_mail_server", "no_address", "channel_deleted", "url_forbidden"] as const;

/** The last messages, whether each arrived, and the way to send one again. */
export async function DeliveryLog({ deliveries, now }: { deliveries: readonly Delivery[]; now: string }) {
  const say = await words("alerts");
  return (
    <DataTable
      caption={say("page.log")}
      columns={columnsAt(now, say)}
      rows={deliveries}
      rowKey={({ id }) => id}
      empty={<EmptyState title={say("page.logEmpty")} />}
    />
  );
}

function columnsAt(now: string, say: Words<"alerts">): readonly Column<Delivery>[] {
  return [
    { header: say("page.column.what"), isLead: true, cell: ({ title }) => title },
    {
      header: say("page.column.channel"),
      from: "md",
      cell: ({ channel }) => <span data-name="">{channel.name}</span>,
    },
    {
      header: say("page.column.at"),
      from: "sm",
      cell: ({ createdAt }) => <Age at={createdAt} zone="UTC" now={now} words />,
    },
    {
      header: say("page.column.state"),
      cell: ({ state, attempts: tries, lastAnswer }) => {
        const known = CODES.find((code) => code === lastAnswer);
        const answer = known === undefined ? (lastAnswer ?? "–") : say(`page.answer.${known}`);
        return <span>{say(`page.state.${state}`, { tries, answer })}</span>;
      },
    },
    {
      header: say("page.column.acts"),
      isHeaderHidden: true,
      className: "w-px",
      cell: ({ id, state, title }) => state !== "WAITING" && <ReplayButton deliveryId={id} title={title} />,
    },
  ];
}
