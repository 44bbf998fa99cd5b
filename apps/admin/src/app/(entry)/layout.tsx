import type { ReactNode } from "react";
import { Mark } from "@/components/display/icon.tsx";
import { ClientWords } from "@/words/server.tsx";

/** The pages before anybody is signed in: one card in the middle. */
export default function EntryLayout({ children }: { children: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-sm flex-col justify-center px-4 py-10">
      <div className="mb-6 flex items-center gap-2.5">
        <Mark size={28} />
        <span className="text-xl font-semibold tracking-tight">Parley</span>
      </div>
      <ClientWords rooms={["entry"]}>{children}</ClientWords>
    </main>
  );
}
