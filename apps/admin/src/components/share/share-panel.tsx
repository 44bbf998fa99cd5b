import { Moment } from "@/components/display/moment.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { ClientWords, words } from "@/words/server.tsx";
import type { ShareParts } from "./share.graphql.ts";
import { MakeShare, RevokeShare } from "./share-acts.tsx";

/** Links that show the order to whoever has them: make one, see how often each was opened, end one. */
export async function SharePanel({ orderId, shares, zone }: SharePanelProps) {
  const say = await words("share");
  if (shares === null) {
    return (
      <Panel title={say("panel.title")} padded>
        <p className="text-ink-soft">{say("panel.hidden")}</p>
      </Panel>
    );
  }
  return (
    <Panel title={say("panel.title")} id="share" padded>
      <ClientWords rooms={["shell", "share"]}>
        <p className="mb-3 text-ink-soft">{say("panel.hint")}</p>
        <MakeShare orderId={orderId} />
        {shares.length > 0 && (
          <>
            <h3 className="mt-4 font-medium">{say("panel.list")}</h3>
            <ul>
              {[...shares].reverse().map((share) => (
                <li key={share.id} className="mt-2 flex items-start justify-between gap-3">
                  <div className="min-w-0">
                    <p>
                      <Moment at={share.createdAt} zone={zone} precision="minute" />{" "}
                      {say("panel.by", { name: share.by })}
                    </p>
                    <p className="text-xs text-ink-soft">
                      <LinkState share={share} zone={zone} /> ·{" "}
                      {say("panel.openings", { count: share.openings })}
                      {share.lastOpenedAt !== null && (
                        <>
                          {", "}
                          {say("panel.lastOpened")}{" "}
                          <Moment at={share.lastOpenedAt} zone={zone} precision="minute" />
                        </>
                      )}
                    </p>
                  </div>
                  {share.isOpen && <RevokeShare shareId={share.id} />}
                </li>
              ))}
            </ul>
          </>
        )}
      </ClientWords>
    </Panel>
  );
}

interface SharePanelProps {
  orderId: string;
  /** Null where the role may not share. */
  shares: ShareParts[] | null;
  zone: string;
}

async function LinkState({ share, zone }: { share: ShareParts; zone: string }) {
  const say = await words("share");
  if (share.revokedAt !== null) return say("panel.revoked");
  if (!share.isOpen) return say("panel.ended");
  return (
    <>
      {say("panel.openUntil")} <Moment at={share.expiresAt} zone={zone} precision="minute" />
    </>
  );
}
