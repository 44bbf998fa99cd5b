import { Icon } from "@/components/display/icon.tsx";

/** Kept on the menu, but not available now. */
export function SoldOut() {
  return (
    <span className="inline-flex items-center gap-1 whitespace-nowrap text-xs font-medium text-problem">
      <Icon name="soldOut" size={13} />
      Sold out
    </span>
  );
}
