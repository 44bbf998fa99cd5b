import Link from "next/link";
import { buttonClass } from "@/components/controls/button.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { readQuery } from "@/graphql/read.ts";
import { words } from "@/words/server.tsx";
import { AcceptForm } from "./accept-form.tsx";
import { invitationQuery } from "./invitation.graphql.ts";

/** What a link shows to whoever has it: a form to choose a password, or that it opens nothing. */
export async function PersonalLink({ token, kind }: { token: string; kind: "invite" | "reset" }) {
  const [say, reading] = await Promise.all([words("entry"), readQuery(invitationQuery, { token })]);
  if (reading.kind !== "data") return <ReadFailed failure={reading} what={say(`${kind}.what`)} />;
  const { invitation } = reading.data;
  if (invitation === null) {
    return (
      <div className="rounded-lg border bg-surface">
        <EmptyState isPage icon="lock" title={say("invite.gone")}>
          <p className="mb-3">{say(`${kind}.goneHelp`)}</p>
          <Link href={kind === "reset" ? "/forgotten" : "/sign-in"} className={buttonClass()}>
            {say(kind === "reset" ? "forgotten.again" : "signIn.title")}
          </Link>
        </EmptyState>
      </div>
    );
  }
  const { name, email, isReset } = invitation;
  return <AcceptForm token={token} name={name} email={email} kind={isReset ? "reset" : "invite"} />;
}
