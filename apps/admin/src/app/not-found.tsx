import Link from "next/link";
import { buttonClass } from "@/components/controls/button.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";

export const metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <main className="mx-auto flex min-h-dvh max-w-lg flex-col justify-center p-6">
      <EmptyState isPage title="There is no such page.">
        <p className="mb-4">The address may be mistyped, or point to something that you may not see.</p>
        <Link href="/" className={buttonClass()}>
          Go to the overview
        </Link>
      </EmptyState>
    </main>
  );
}
