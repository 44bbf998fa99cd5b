import type { Metadata } from "next";
import type { ReactNode } from "react";
import { Mark } from "@/components/display/icon.tsx";
import { words } from "@/words/server.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const say = await words("share");
  return { title: say("page.title"), robots: { index: false, follow: false }, referrer: "no-referrer" };
}

/** Outside the console: nobody is signed in here, and nothing leads to where one has to be. */
export default function ShareLayout({ children }: { children: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-3xl flex-col gap-4 px-4 py-8">
      <div className="flex items-center gap-2.5">
        <Mark size={24} />
        <span className="text-lg font-semibold tracking-tight">Parley</span>
      </div>
      {children}
    </main>
  );
}
