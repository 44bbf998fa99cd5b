import type { Metadata } from "next";
import Link from "next/link";
import { buttonClass } from "@/components/controls/button.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import { words } from "@/words/server.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("shell"))("failure.notFound") };
}

/** What no page of the console answers for, such as a file that does not exist. */
export default async function NotFound() {
  const say = await words("shell");
  return (
    <main className="mx-auto flex min-h-dvh max-w-lg flex-col justify-center p-6">
      <EmptyState isPage title={say("failure.noPage")}>
        <p className="mb-4">{say("failure.noPageHelp")}</p>
        <Link href="/" className={buttonClass()}>
          {say("failure.toOverview")}
        </Link>
      </EmptyState>
    </main>
  );
}
