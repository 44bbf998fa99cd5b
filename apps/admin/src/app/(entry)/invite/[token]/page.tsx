import type { Metadata } from "next";
import { words } from "@/words/server.tsx";
import { PersonalLink } from "./personal-link.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("entry"))("invite.name"), referrer: "no-referrer" };
}

/** Where somebody who was invited chooses their password. The same for a link that never was, ended or was used. */
export default async function InvitePage({ params }: { params: Promise<{ token: string }> }) {
  return <PersonalLink token={(await params).token} kind="invite" />;
}
