import Link from "next/link";
import { buttonClass } from "@/components/controls/button.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";

/** Inside the frame, so that the way on is at hand. Gone and "not yours" read the same, on purpose. */
export default function NotFound() {
  return (
    <EmptyState isPage title="There is no such thing here.">
      <p className="mb-4">The link may be mistyped, or point to something that you may not see.</p>
      <Link href="/orders" className={buttonClass()}>
        Search the orders
      </Link>
    </EmptyState>
  );
}
