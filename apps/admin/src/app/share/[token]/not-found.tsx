import { EmptyState } from "@/components/feedback/empty-state.tsx";
import { words } from "@/words/server.tsx";

/** The same page for a link that never was, that ended and that was revoked. */
export default async function SharedNothing() {
  const say = await words("share");
  return (
    <div className="rounded-lg border bg-surface">
      <EmptyState isPage icon="lock" title={say("page.gone")}>
        {say("page.goneHelp")}
      </EmptyState>
    </div>
  );
}
