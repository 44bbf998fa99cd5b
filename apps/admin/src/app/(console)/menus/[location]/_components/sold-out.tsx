import { Icon } from "@/components/display/icon.tsx";
import { words } from "@/words/server.tsx";

/** Kept on the menu, but not available now. */
export async function SoldOut() {
  const say = await words("menu");
  return (
    <span className="inline-flex items-center gap-1 whitespace-nowrap text-xs font-medium text-problem">
      <Icon name="soldOut" size={13} />
      {say("state.soldOut")}
    </span>
  );
}
