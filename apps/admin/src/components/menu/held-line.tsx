import Link from "next/link";
import { Notice } from "@/components/feedback/notice.tsx";
import { words } from "@/words/server.tsx";

/** Says that the store is held at a version of its menu; nothing where it is not. */
export async function HeldLine({ store: { id, menuPin } }: { store: HeldStore }) {
  if (menuPin === null) return null;
  const say = await words("versions");
  return (
    <div className="mb-3">
      <Notice tone="wait">
        {say.rich("heldLine", {
          reason: () => <span data-name="">{menuPin.reason}</span>,
          link: (text) => (
            <Link href={`/menus/${id}/versions`} className="underline underline-offset-2">
              {text}
            </Link>
          ),
        })}
      </Notice>
    </div>
  );
}

interface HeldStore {
  id: string;
  menuPin: { reason: string } | null;
}
