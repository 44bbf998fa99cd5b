import type { Metadata } from "next";
import Link from "next/link";
import { buttonClass } from "@/components/controls/button.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { readQuery } from "@/graphql/read.ts";
import { words } from "@/words/server.tsx";
import { AcceptForm } from "./accept-form.tsx";
import { invitationQuery } from "./invitation.graphql.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("entry"))("invite.name"), referrer: "no-referrer" };
}

/** Where somebody who was invited chooses their password. The same for a link that never was, ended or was used. */
export default async function InvitePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const [say, reading] = await Promise.all([words("entry"), readQuery(invitationQuery, { token })]);
  if (reading.kind !== "data") return <ReadFailed failure={reading} what={say("invite.what")} />;
  const { invitation } = reading.data;
  if (invitation === null) {
    return (
      <div className="rounded-lg border bg-surface">
        <EmptyState isPage icon="lock" title={say("invite.gone")}>
          <p className="mb-3">{say("invite.goneHelp")}</p>
          <Link href="/sign-in" className={buttonClass()}>
            {say("signIn.title")}
          </Link>
        </EmptyState>
      </div>
    );
  }
  const { name, email } = invitation;
  return <AcceptForm token={token} name={name} email={email} />;
}
