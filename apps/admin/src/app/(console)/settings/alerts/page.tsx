import type { Metadata } from "next";
import { readOperator } from "@/app/(console)/operator.ts";
import { AutoRefresh } from "@/components/controls/auto-refresh.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import { HiddenPlace } from "@/components/feedback/hidden-place.tsx";
import { Notice } from "@/components/feedback/notice.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { PageHeader } from "@/components/page-header/page-header.tsx";
import { readQuery } from "@/graphql/read.ts";
import { ClientWords, words } from "@/words/server.tsx";
import { AddChannel } from "./_components/add-channel.tsx";
import { ChannelRow } from "./_components/channel-row.tsx";
import { DeliveryLog } from "./_components/delivery-log.tsx";
import { Removed } from "./_components/removed.tsx";
import { alertsQuery } from "./alerts.graphql.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("alerts"))("page.title") };
}

/** Where issues are told, and whether it arrived. */
export default async function AlertsPage() {
  const [operator, say] = await Promise.all([readOperator(), words("alerts")]);
  if (operator.kind === "data" && !operator.data.me.permissions.includes("ALERTS_EDIT")) {
    return <HiddenPlace what={say("page.what")} needs="ALERTS_EDIT" />;
  }
  const reading = await readQuery(alertsQuery, {});
  if (reading.kind !== "data") return <ReadFailed failure={reading} what={say("page.what")} />;
  const { alertChannels: channels, alertDeliveries: deliveries, sendsMail, brands, me } = reading.data;
  const on = channels.filter(({ isOn, kind }) => isOn && (sendsMail || kind !== "EMAIL")).length;
  return (
    <ClientWords rooms={["shell", "alerts"]}>
      <AutoRefresh everyMs={5_000} />
      <PageHeader
        name={say("page.title")}
        sentence={say("page.sentence", { count: on })}
        note={say("page.note")}
      />
      <div className="flex flex-col gap-4">
        {!sendsMail && <Notice tone="wait">{say("page.noMail")}</Notice>}
        <AddChannel
          brands={brands.filter(({ canAddStore }) => canAddStore)}
          isEverywhere={me?.canAddBrand ?? false}
        />
        <Panel title={say("page.channels")}>
          <Removed>
            {channels.length === 0 ? (
              <EmptyState title={say("page.empty")}>{say("page.emptyHelp")}</EmptyState>
            ) : (
              channels.map((channel) => <ChannelRow key={channel.id} channel={channel} />)
            )}
          </Removed>
        </Panel>
        <Panel title={say("page.log")}>
          <DeliveryLog deliveries={deliveries} now={new Date().toISOString()} />
        </Panel>
      </div>
    </ClientWords>
  );
}
