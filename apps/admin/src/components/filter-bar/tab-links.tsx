import Link from "next/link";

/** A row of views of the same page; the address says which one is open. */
export function TabLinks({ label, tabs }: TabLinksProps) {
  return (
    <nav aria-label={label} className="flex max-w-full gap-0.5 overflow-x-auto rounded-md bg-sunken p-0.5">
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          href={tab.href}
          {...(tab.isHere ? { "aria-current": "true" as const } : {})}
          className={`flex h-7 items-center whitespace-nowrap rounded px-2.5 -outline-offset-2 ${
            tab.isHere ? "bg-surface font-medium" : "text-ink-soft hover:text-ink"
          }`}
        >
          {tab.word}
        </Link>
      ))}
    </nav>
  );
}

interface TabLinksProps {
  label: string;
  tabs: readonly { word: string; href: string; isHere: boolean }[];
}
