import Link from "next/link";
import { TabStrip } from "./tab-strip.tsx";

/** A row of views of the same page; the address says which one is open. */
export function TabLinks({ label, tabs }: TabLinksProps) {
  const chosen = tabs.find(({ isHere }) => isHere)?.meaning;
  return (
    <>
      <TabStrip label={label} here={tabs.find(({ isHere }) => isHere)?.href ?? ""}>
        {tabs.map((tab) => (
          <Link
            key={tab.href}
            href={tab.href}
            title={tab.meaning}
            {...(tab.isHere ? { "aria-current": "true" as const } : {})}
            className={`flex h-7 items-center whitespace-nowrap rounded px-2.5 -outline-offset-2 ${
              tab.isHere ? "bg-surface font-medium" : "text-ink-soft hover:text-ink"
            }`}
          >
            {tab.word}
          </Link>
        ))}
      </TabStrip>
      {/* Hover is for a mouse alone: the line of the open view is there for everybody. */}
      {chosen !== undefined && <p className="text-xs text-ink-soft">{chosen}</p>}
    </>
  );
}

interface TabLinksProps {
  label: string;
  /** `meaning`: what tells it apart from its neighbours, in a line. */
  tabs: readonly { word: string; href: string; isHere: boolean; meaning?: string }[];
}
