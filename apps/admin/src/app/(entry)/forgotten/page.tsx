import type { Metadata } from "next";
import Link from "next/link";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { readQuery } from "@/graphql/read.ts";
import { words } from "@/words/server.tsx";
import { setupQuery } from "../setup.graphql.ts";
import { ForgottenForm } from "./forgotten-form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("entry"))("forgotten.title") };
}

/** Where somebody who lost their password asks for a link, or is told whom to ask. */
export default async function ForgottenPage() {
  const [say, reading] = await Promise.all([words("entry"), readQuery(setupQuery, {})]);
  if (reading.kind !== "data") return <ReadFailed failure={reading} what={say("reset.what")} />;
  return (
    <>
      <h1 className="mb-1 text-lg font-semibold">{say("forgotten.title")}</h1>
      {reading.data.setup.sendsMail ? (
        <ForgottenForm />
      ) : (
        <p className="text-ink-soft">{say("forgotten.askAdmin")}</p>
      )}
      <Link href="/sign-in" className="mt-6 text-accent hover:underline">
        {say("forgotten.back")}
      </Link>
    </>
  );
}
