import type { Metadata } from "next";
import Link from "next/link";
import { buttonClass } from "@/components/controls/button.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import { FindButton } from "@/components/shell/find-button.tsx";
import { words } from "@/words/server.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("shell"))("failure.notFound") };
}

/** Inside the frame, so that the way on is at hand. Gone and "not yours" read the same, on purpose. */
export default async function NotFound() {
  const say = await words("shell");
  return (
    <EmptyState isPage title={say("failure.noPage")}>
      <p className="mb-4">{say("failure.noPageHelp")}</p>
      <div className="flex flex-wrap justify-center gap-2">
        <FindButton />
        <Link href="/orders" className={buttonClass()}>
          {say("failure.toOrders")}
        </Link>
        <Link href="/" className={buttonClass()}>
          {say("failure.toOverview")}
        </Link>
      </div>
    </EmptyState>
  );
}
