import type { ReactNode } from "react";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { Keyboard } from "@/components/shell/keyboard.tsx";
import { Sidebar } from "@/components/shell/sidebar.tsx";
import { TopBar } from "@/components/shell/top-bar.tsx";
import { GraphQLProvider } from "@/graphql/client.tsx";
import { type CurrentOperator, readOperator } from "./operator.ts";

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const reading = await readOperator();
  if (reading.kind !== "data") {
    return (
      <main className="mx-auto max-w-xl p-8">
        <ReadFailed failure={reading} what="this page" />
      </main>
    );
  }
  const { me, isDemo } = reading.data;
  const operator = { name: me.name, email: me.email, role: roleInWords(me) };
  return (
    <GraphQLProvider>
      <a
        href="#content"
        className="sr-only z-30 rounded-md bg-accent px-3 py-2 text-accent-ink focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to the page
      </a>
      <Keyboard>
        <Sidebar operator={operator} isDemo={isDemo} />
        <TopBar operator={operator} />
        <main
          id="content"
          tabIndex={-1}
          className="min-w-0 px-3 pt-4 pb-12 outline-none sm:px-5 lg:ml-52 lg:px-6"
        >
          <div className="mx-auto max-w-screen-2xl">{children}</div>
        </main>
      </Keyboard>
    </GraphQLProvider>
  );
}

function roleInWords({ grants }: CurrentOperator): string {
  if (grants.length === 0) return "No role yet";
  return grants
    .map(
      ({ role, brand }) =>
        `${role.charAt(0)}${role.slice(1).toLowerCase()} · ${brand?.name ?? "every brand"}`,
    )
    .join(", ");
}
