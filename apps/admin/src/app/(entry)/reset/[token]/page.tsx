import type { Metadata } from "next";
import { PersonalLink } from "@/app/(entry)/invite/[token]/personal-link.tsx";
import { words } from "@/words/server.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("entry"))("reset.name"), referrer: "no-referrer" };
}

/** Where somebody who lost their password chooses another. The same for a link that never was, ended or was used. */
export default async function ResetPage({ params }: { params: Promise<{ token: string }> }) {
  return <PersonalLink token={(await params).token} kind="reset" />;
}
